import type { QueueLine } from '../../contract/index.js';
import type { ClosedIncident, OpenIncident } from '../incident/state.js';
import { jobOf } from './job.js';
import type { Reading } from './level.js';
import { predict } from './prediction.js';
import { queueOf, whyNext, type Placed } from './queue.js';
import { DESK_THRESHOLDS } from './thresholds.js';

/** All the desk's work at one moment, in its order. */
export interface Overview {
  readonly queue: readonly Placed[];
  readonly lines: readonly QueueLine[];
  readonly work: Pick<Reading, 'firstLooks' | 'late' | 'oldestMinutes' | 'waiting' | 'backlog'>;
}

export interface OverviewOf {
  /** open ones, and those that are looked at after their closing */
  readonly incidents: Iterable<OpenIncident | ClosedIncident>;
  readonly researchers: number;
  /** seconds that a first look takes this shift */
  readonly firstLookSeconds: number;
  /** since when the present level is announced, ISO 8601: what is older is to be caught up with */
  readonly levelSince: string;
}

/** @param at ISO 8601 */
export function overviewOf({ incidents, researchers, firstLookSeconds, levelSince }: OverviewOf, at: string): Overview {
  const byId = new Map([...incidents].map((incident) => [incident.id, incident]));
  const queue = queueOf([...byId.values()].map(jobOf), at);
  const predictions = new Map(
    predict({ queue, researchers, at }, firstLookSeconds).map((prediction) => [prediction.jobId, prediction]),
  );
  const lines = queue.flatMap((placed): QueueLine[] => {
    const { job, class: kind } = placed;
    const incident = byId.get(job.id);
    if (incident === undefined) return [];
    const { reference, work } = incident;
    const { firstLookBy, arrivesAt, late = false } = predictions.get(job.id) ?? {};
    return [
      {
        jobId: job.id,
        incidentId: job.id,
        reference,
        grade: job.grade,
        class: kind,
        why: whyNext(placed, at),
        review: job.review,
        ...(firstLookBy === undefined || firstLookBy === Infinity ? {} : { firstLookBy: toTheMinute(firstLookBy) }),
        ...(arrivesAt === undefined ? {} : { arrivesAt: new Date(arrivesAt).toISOString() }),
        late,
        ...(work?.claim ? { claimedBy: { id: work.claim.by, name: work.claim.name } } : {}),
      },
    ];
  });
  const unlooked = queue.filter((placed) => placed.class === 'first-look');
  const waited = unlooked
    .filter(({ job }) => byId.get(job.id)?.work?.claim === undefined)
    .map(({ job }) => (Date.parse(at) - openedAt(byId.get(job.id))) / 60_000);
  return {
    queue,
    lines,
    work: {
      firstLooks: unlooked.length,
      late: [...predictions.values()].filter(({ late }) => late).length,
      oldestMinutes: Math.max(0, ...waited),
      waiting: waited.filter((minutes) => minutes * 60 > DESK_THRESHOLDS.level.waitingAfterSeconds).length,
      backlog: queue.filter(
        ({ job }) => !job.closed && job.review === 'unreviewed' && openedAt(byId.get(job.id)) < Date.parse(levelSince),
      ).length,
    },
  };
}

/** Milliseconds since 1970 since when a job waits: from the opening of its incident, whichever system that was in. */
const openedAt = (incident: OpenIncident | ClosedIncident | undefined): number =>
  Date.parse(incident?.report.openedAt ?? '');

/** A prediction to the second says more than anybody knows. */
const toTheMinute = (time: number): string => new Date(Math.ceil(time / 60_000) * 60_000).toISOString();
