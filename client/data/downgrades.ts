import type { Downgrade, DowngradeTopic } from '../../server/contract/index.js';

/** The latest request of each incident to lower its grade, as far as the topic has told them. */
export interface Downgrades {
  /** told on this connection; before, what is held may be as old as the last one */
  readonly confirmed: boolean;
  /** the position of the newest message */
  readonly version: number;
  readonly rows: ReadonlyMap<string, Downgrade>;
}

export const NO_DOWNGRADES: Downgrades = { confirmed: false, version: -1, rows: new Map() };

/** A new connection: what is held stays on the screen until the next snapshot, whatever its position. */
export const downgradesAgain = (downgrades: Downgrades): Downgrades => ({ ...downgrades, confirmed: false });

/**
 * Takes one message of the topic; one that is older than what is held changes nothing (R8, R9).
 *
 * @returns the same object when the message changes nothing
 */
export function takeDowngrades(held: Downgrades, { version, snapshot, downgrades, gone }: DowngradeTopic): Downgrades {
  if (held.confirmed ? version < held.version : !snapshot) return held;
  const rows = new Map(snapshot ? [] : held.rows);
  for (const id of gone) rows.delete(id);
  for (const downgrade of downgrades) rows.set(downgrade.id, downgrade);
  return { confirmed: true, version, rows };
}

/** Those that wait for a ruling: what expires first, first. */
export const waiting = ({ rows }: Downgrades): Downgrade[] =>
  [...rows.values()]
    .filter(({ state }) => state === 'waiting')
    .toSorted((a, b) => Date.parse(a.expiresAt) - Date.parse(b.expiresAt));

/** How long what is settled is still shown, in ms. */
const LATELY = 3_600_000;

/** Those that were settled within the last hour, the latest first. */
export const settledLately = ({ rows }: Downgrades, now: number): Downgrade[] =>
  [...rows.values()]
    .filter(({ state, since }) => state !== 'waiting' && now - Date.parse(since) < LATELY)
    .toSorted((a, b) => Date.parse(b.since) - Date.parse(a.since));
