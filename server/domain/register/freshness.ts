import type { Manifest } from './types.js';

const HOUR_MS = 3_600_000;

/** `never-loaded`: no batch is active, so nothing that the register "does not hold" means anything (R2). */
export type Freshness = 'fresh' | 'stale' | 'never-loaded';

/**
 * Whether what a register says can be relied on at an instant.
 * @param asOf when its newest active batch was activated, ISO 8601; undefined when there is none
 * @param at the instant that is asked about, ISO 8601
 */
export function freshness(
  manifest: Pick<Manifest, 'freshnessLimitHours'>,
  asOf: string | undefined,
  at: string,
): Freshness {
  if (asOf === undefined) return 'never-loaded';
  if (manifest.freshnessLimitHours === undefined) return 'fresh';
  const ageMs = Date.parse(at) - Date.parse(asOf);
  return ageMs <= manifest.freshnessLimitHours * HOUR_MS ? 'fresh' : 'stale';
}
