/** What happened between the reporters and the readers of a run, and what was wrong with it. Pure. */
import { groupBy } from '../../server/domain/group-by.js';

/** A reader of the run: who they are decides which cards they must end with, and which they must never get. */
export interface Watcher {
  readonly id: string;
  readonly username: string;
  /** every card, those of their own reports, or none */
  readonly sees: 'all' | 'own' | 'none';
  /** whose clock notices that nothing comes: a desk's when left out; `patient`: a reader that has none */
  readonly link?: 'desk' | 'phone' | 'patient';
}

/** A report that was acknowledged: from then on nothing may lose it. */
export interface Acknowledged {
  readonly incidentId: string;
  readonly by: string;
  /** when its 2xx came, in ms */
  readonly at: number;
}

/** What reached a reader: one card on their screen, as their own fold took it. */
export interface Taken {
  readonly watcher: string;
  readonly incidentId: string;
  readonly version: number;
  readonly at: number;
  /** in which the log was; left out by what has none. With a new one a reader begins again, and versions with it */
  readonly epoch?: string | undefined;
}

export interface History {
  readonly watchers: readonly Watcher[];
  readonly acknowledged: readonly Acknowledged[];
  readonly taken: readonly Taken[];
  /** the card version of each incident when everything had come to rest */
  readonly latest: ReadonlyMap<string, number>;
}

export interface Verdict {
  /** readers × acknowledged reports that they must see */
  readonly deliveries: number;
  /** acknowledged reports that are not there at the end, or a reader never got, or got only in an older version */
  readonly lost: readonly string[];
  /** one version that a reader was shown more than once */
  readonly twice: readonly string[];
  /** an older version after a newer one */
  readonly outOfOrder: readonly string[];
  /** cards that were not the reader's to see */
  readonly strangers: readonly string[];
  /** how long after its 2xx each card was on the reader's screen, in ms; less than 0: before it */
  readonly lateness: readonly number[];
}

/** Judges a run, per reader. What is wrong is named, so that a failing seed can be read. */
export function judge({ watchers, acknowledged, taken, latest }: History): Verdict {
  const reports = new Map(acknowledged.map((report) => [report.incidentId, report]));
  const byWatcher = groupBy(taken, ({ watcher }) => watcher);
  const verdict = {
    deliveries: 0,
    lost: [] as string[],
    twice: [] as string[],
    outOfOrder: [] as string[],
    strangers: [] as string[],
    lateness: [] as number[],
  };
  for (const { incidentId } of acknowledged) if (!latest.has(incidentId)) verdict.lost.push(`${incidentId} by the log`);
  for (const watcher of watchers) {
    const newest = new Map<string, number>();
    const seen = new Set<string>();
    let epoch: string | undefined;
    const mine = (by: string | undefined): boolean =>
      watcher.sees === 'all' || (watcher.sees === 'own' && by === watcher.username);
    for (const { incidentId, version, at, epoch: now } of byWatcher.get(watcher.id) ?? []) {
      if (now !== epoch) newest.clear();
      epoch = now;
      const what = `${incidentId} v${version} at ${watcher.id}`;
      const report = reports.get(incidentId);
      const before = newest.get(incidentId);
      if (before === version) verdict.twice.push(what);
      else if (before !== undefined && before > version) verdict.outOfOrder.push(what);
      // A report whose answer was lost on the way is in the log, and is known by nobody here.
      if (report !== undefined && !mine(report.by)) verdict.strangers.push(what);
      else if (watcher.sees === 'none') verdict.strangers.push(what);
      if (!seen.has(incidentId) && report !== undefined) verdict.lateness.push(at - report.at);
      seen.add(incidentId);
      newest.set(incidentId, Math.max(before ?? 0, version));
    }
    for (const { incidentId, by } of acknowledged) {
      if (!mine(by)) continue;
      verdict.deliveries += 1;
      if ((newest.get(incidentId) ?? 0) < (latest.get(incidentId) ?? 1))
        verdict.lost.push(`${incidentId} at ${watcher.id}`);
    }
  }
  return verdict;
}
