import type { EventLog, StoredEvent } from '../ports.js';

/** Positions that are closer than this are read in one go. */
const NEAR = 64;

/** The events at positions, in the order of the log. */
export async function eventsAt(log: EventLog, positions: readonly number[]): Promise<StoredEvent[]> {
  const found: StoredEvent[] = [];
  const sorted = positions.toSorted((a, b) => a - b);
  for (let from = 0; from < sorted.length;) {
    let to = from;
    while ((sorted[to + 1] ?? Infinity) - (sorted[to] ?? 0) < NEAR) to += 1;
    found.push(...(await between(log, new Set(sorted.slice(from, to + 1)))));
    from = to + 1;
  }
  return found;
}

async function between(log: EventLog, wanted: ReadonlySet<number>): Promise<StoredEvent[]> {
  const [first, last] = [Math.min(...wanted), Math.max(...wanted)];
  const found: StoredEvent[] = [];
  const stop = new AbortController();
  for await (const batch of log.tail(first - 1, stop.signal)) {
    found.push(...batch.filter(({ position }) => wanted.has(position)));
    if ((batch.at(-1)?.position ?? 0) >= last) break;
  }
  stop.abort();
  return found;
}
