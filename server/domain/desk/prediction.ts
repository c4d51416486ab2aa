import { expectedArrival, isOnScene, type Placed } from './queue.js';
import { DESK_THRESHOLDS, type DeskThresholds } from './thresholds.js';

/** When a job's first look can be expected, and whether that is after its officers arrive. Milliseconds since 1970. */
export interface Prediction {
  readonly jobId: string;
  readonly firstLookBy: number;
  readonly arrivesAt: number | undefined;
  readonly late: boolean;
}

/**
 * When each first look that is waiting can be expected: jobs ahead ÷ researchers × the time that this shift needs for
 * one (75th percentile), and its own. It is late if the officers may be there before, allowing for the ETA's error; for
 * officers who are on scene already it is. With nobody on duty there is no prediction: `firstLookBy` is infinite.
 *
 * @param queue in order, those being worked on among them
 * @param at ISO 8601
 */
export function predict(
  { queue, researchers, at }: { readonly queue: readonly Placed[]; readonly researchers: number; readonly at: string },
  firstLookSeconds: number,
  thresholds: Pick<DeskThresholds, 'order' | 'prediction'> = DESK_THRESHOLDS,
): readonly Prediction[] {
  const now = Date.parse(at);
  return queue
    .filter((placed) => placed.class === 'first-look')
    .map(({ job }, ahead): Prediction => {
      // Never out of a product: endless turns of no time at all are no time that there is.
      const firstLookBy = researchers === 0 ? Infinity : now + (ahead / researchers + 1) * firstLookSeconds * 1000;
      const arrivesAt = expectedArrival(job, thresholds);
      const soonest =
        arrivesAt === undefined ? undefined : arrivesAt - Math.max(0, arrivesAt - now) * thresholds.prediction.etaError;
      return {
        jobId: job.id,
        firstLookBy,
        arrivesAt,
        late: isOnScene(job) || (soonest !== undefined && firstLookBy > soonest),
      };
    });
}

/**
 * Seconds that a first look takes this shift: the 75th percentile of the latest; until there are enough of them, of what
 * is assumed.
 *
 * @param seconds of this shift's first looks, oldest first
 */
export function firstLookEstimate(
  seconds: readonly number[],
  { prediction }: Pick<DeskThresholds, 'prediction'> = DESK_THRESHOLDS,
): number {
  if (seconds.length < prediction.samplesNeeded) return prediction.firstLookSeconds;
  const sorted = seconds.slice(-prediction.samplesKept).toSorted((a, b) => a - b);
  return sorted[Math.ceil(0.75 * sorted.length) - 1] ?? prediction.firstLookSeconds;
}
