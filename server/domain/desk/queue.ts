import type { Attendance, Grade } from '../../contract/index.js';
import { attending } from '../incident/attendance.js';
import { DESK_THRESHOLDS, type DeskThresholds } from './thresholds.js';

/** One incident as work for the desk: everything that its place in the queue follows from. */
export interface Job {
  readonly id: string;
  /** ISO 8601 */
  readonly firstRingAt: string;
  readonly grade: Grade | null;
  readonly review: 'unreviewed' | 'first-look' | 'full';
  readonly attendance: readonly Attendance[];
  readonly closed: boolean;
  /** it is restricted to those who must know: the desk does not see it (R17) */
  readonly apart?: true;
  /** hits of severity life-risk, of tier match or probable */
  readonly lifeRisk: boolean;
  /** hits of severity life-risk that are possible only */
  readonly possibleLifeRisk: boolean;
  readonly repeat: boolean;
  /** requests of officers and handlers that are not answered */
  readonly requests: number;
  /** records of which somebody says that they are another person's, or that came after the first look: nobody has decided */
  readonly undecided: number;
}

/** Why a job is done when it is; the order of this list is the order of the work. */
const ORDER = ['first-look', 'asked', 'missed', 'live', 'on-scene', 'left', 'closed'] as const;
export type JobClass = (typeof ORDER)[number];

/** Where the officers of an incident are: at the door, on the way, gone, or nobody was sent. */
type Whereabouts =
  | { readonly kind: 'on-scene' | 'left' | 'nobody' }
  /** `arrivesAt` undefined: sent without an ETA */
  | { readonly kind: 'travelling'; readonly arrivesAt: number | undefined };

export interface Placed {
  readonly job: Job;
  readonly class: JobClass;
  /** minutes until somebody is at the door, less what danger brings it forward: smaller goes first */
  readonly urgency: number;
}

const MINUTE = 60_000;

/**
 * The one order of the desk's work. A first look at a live incident goes before everything else, where the officer
 * arrives soonest, weighted by danger, and on scene is not too late; then what people ask and dispute; then backfill: what
 * nobody looked at before the officers left, full research of live incidents, of those on scene, then whatever officers have left, then what is closed. Nothing is
 * ever dropped from it. Jobs that are researched in full and of which nobody asks anything are not in it.
 *
 * @param at ISO 8601
 */
export function queueOf(
  jobs: readonly Job[],
  at: string,
  thresholds: Pick<DeskThresholds, 'order'> = DESK_THRESHOLDS,
): readonly Placed[] {
  const now = Date.parse(at);
  return jobs
    .filter((job) => job.apart !== true && (job.review !== 'full' || isAsked(job)))
    .map((job) => {
      const officers = whereaboutsOf(job);
      const kind = classOf(job, officers);
      const placed: Placed = { job, class: kind, urgency: urgencyOf(job, officers, now, thresholds) };
      // Compared many times: worked out once.
      return { placed, order: ORDER.indexOf(kind), looked: Number(job.review !== 'unreviewed'), rang: rangAt(job) };
    })
    .toSorted(
      (a, b) =>
        a.order - b.order ||
        a.looked - b.looked ||
        a.placed.urgency - b.placed.urgency ||
        a.rang - b.rang ||
        (a.placed.job.id < b.placed.job.id ? -1 : 1),
    )
    .map(({ placed }) => placed);
}

const rangAt = ({ firstRingAt }: Job): number => Date.parse(firstRingAt);

const isAsked = ({ requests, undecided }: Job): boolean => requests + undecided > 0;

function classOf(job: Job, { kind }: Whereabouts): JobClass {
  if (job.closed) return 'closed';
  if (job.review === 'unreviewed' && kind !== 'left') return 'first-look';
  if (isAsked(job)) return 'asked';
  if (job.review === 'unreviewed') return 'missed';
  if (kind === 'on-scene') return 'on-scene';
  return kind === 'left' ? 'left' : 'live';
}

function whereaboutsOf({ attendance }: Job): Whereabouts {
  const there = attending(attendance);
  if (there.some((a) => a.arrivedAt !== undefined && a.departedAt === undefined)) return { kind: 'on-scene' };
  const travelling = there.filter((a) => a.arrivedAt === undefined && a.departedAt === undefined);
  if (travelling.length > 0) {
    const arrivals = travelling.flatMap((a) => arrivalOf(a) ?? []);
    return { kind: 'travelling', arrivesAt: arrivals.length > 0 ? Math.min(...arrivals) : undefined };
  }
  return { kind: attendance.some((a) => a.arrivedAt !== undefined) ? 'left' : 'nobody' };
}

const arrivalOf = ({ dispatchedAt, etaMinutes }: Attendance): number | undefined =>
  etaMinutes === undefined ? undefined : Date.parse(dispatchedAt) + etaMinutes * MINUTE;

/**
 * When the first officer is expected at the door, as milliseconds since 1970; undefined when nobody is on the way. A
 * job on whose officers no ETA was said counts as its grade does.
 */
export function expectedArrival(
  job: Job,
  thresholds: Pick<DeskThresholds, 'order'> = DESK_THRESHOLDS,
): number | undefined {
  return arrivalExpected(job, whereaboutsOf(job), thresholds);
}

const arrivalExpected = (
  job: Job,
  officers: Whereabouts,
  thresholds: Pick<DeskThresholds, 'order'>,
): number | undefined =>
  officers.kind === 'travelling' ? (officers.arrivesAt ?? byGrade(job, thresholds)) : undefined;

const byGrade = ({ firstRingAt, grade }: Job, { order }: Pick<DeskThresholds, 'order'>): number =>
  Date.parse(firstRingAt) + order.expectedArrival[grade ?? 'immediate'] * MINUTE;

/** Officers are at the door now. */
export const isOnScene = (job: Job): boolean => whereaboutsOf(job).kind === 'on-scene';

function urgencyOf(job: Job, officers: Whereabouts, now: number, thresholds: Pick<DeskThresholds, 'order'>): number {
  const { onSceneCountsAs, broughtForward } = thresholds.order;
  const minutes =
    officers.kind === 'on-scene'
      ? onSceneCountsAs
      : ((arrivalExpected(job, officers, thresholds) ?? byGrade(job, thresholds)) - now) / MINUTE;
  return (
    // Somebody overdue is as good as there: longer overdue is not more urgent than danger.
    Math.max(minutes, 0) -
    (job.lifeRisk ? broughtForward.lifeRisk : job.possibleLifeRisk ? broughtForward.possibleLifeRisk : 0) -
    (job.grade === 'immediate' || job.grade === null ? broughtForward.immediate : 0) -
    (job.repeat ? broughtForward.repeat : 0)
  );
}

/** Why a job stands where it stands, in words: what kind of work, where the officers are, what is dangerous. */
export function whyNext({ job, class: kind }: Placed, at: string): string {
  const dangers = [
    job.lifeRisk ? 'life-risk hit' : job.possibleLifeRisk ? 'possible life-risk hit' : '',
    job.grade === null ? 'not graded yet' : job.grade === 'immediate' ? 'immediate' : '',
    job.repeat ? 'repeat call' : '',
  ].filter(Boolean);
  const asked = [
    job.requests > 0 ? count(job.requests, 'request') : '',
    job.undecided > 0 ? count(job.undecided, 'undecided record') : '',
  ].filter(Boolean);
  return [WORK[job.review], whereaboutsInWords(job, at, kind), ...dangers, ...asked].join(' · ');
}

const WORK: Readonly<Record<Job['review'], string>> = {
  unreviewed: 'nobody has looked',
  'first-look': 'first look made',
  full: 'researched in full',
};

function whereaboutsInWords(job: Job, at: string, kind: JobClass): string {
  if (kind === 'closed') return 'closed';
  const officers = whereaboutsOf(job);
  switch (officers.kind) {
    case 'on-scene':
      return 'officers on scene';
    case 'left':
      return 'officers have left';
    case 'nobody':
      return 'nobody sent yet';
    case 'travelling': {
      if (officers.arrivesAt === undefined) return 'officers on the way, ETA not said';
      const minutes = Math.round((officers.arrivesAt - Date.parse(at)) / MINUTE);
      return minutes <= 0 ? 'officers due now' : `officers arrive in ${minutes} min`;
    }
  }
}

const count = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`;
