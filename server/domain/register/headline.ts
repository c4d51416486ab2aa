import type { RegisterRecord } from '../../contract/index.js';
import type { Manifest } from './types.js';

/**
 * The headline of a flag: the manifest's wording with what the record says. What the record does not say leaves no gap.
 * @param role the role, on the record, of the person that matched; undefined for a hit on an address or a number
 */
export function headline(
  manifest: Manifest,
  record: Pick<RegisterRecord, 'summary' | 'risk'>,
  role: string | undefined,
): string {
  const values: Record<string, string> = {
    summary: record.summary,
    risk: record.risk ?? '',
    role: role ?? '',
    title: manifest.title,
  };
  return manifest.flag.headline
    .replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '')
    .replace(/\s+/g, ' ')
    .trim();
}
