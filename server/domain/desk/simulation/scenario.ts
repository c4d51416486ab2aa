import { z } from 'zod';
import { Grade } from '../../../contract/index.js';
import { meanOf } from './random.js';

const Share = z.number().min(0).max(1);
const Span = z.union([
  z.strictObject({ median: z.number().positive(), spread: z.number().min(0).max(2) }),
  z.strictObject({ mean: z.number().positive() }),
]);
const Minute = z.number().min(0);

/** A shift, in rates: fixtures/desk/README.md says what each means and where it comes from. Times are in minutes. */
export const Scenario = z.strictObject({
  about: z.string(),
  hours: z.number().positive().max(100_000),
  /** calls an hour, each rate from its hour on */
  calls: z.array(z.strictObject({ fromHour: z.number().min(0), perHour: z.number().positive() })).min(1),
  /** the part of the shift that the figures are about */
  busy: z.strictObject({ fromHour: z.number().min(0), toHour: z.number().positive() }),
  researchers: z.int().min(1).max(200),
  grades: z.array(z.strictObject({ grade: Grade, share: Share, sentAfter: Span, eta: Span })).min(1),
  /** standard deviation of the logarithm of real journey over ETA */
  etaError: z.number().min(0).max(2),
  onScene: Span,
  dangers: z.strictObject({ lifeRisk: Share, possibleLifeRisk: Share, repeat: Share }),
  firstLook: Span,
  /** from scratch: what the first look has done counts towards it */
  full: Span,
  /** share of first looks that find a danger which the machine did not show */
  foundByPeople: Share,
  /** of the check by machine, and of a card on its way to a phone */
  machine: z.strictObject({ check: Span, toPhone: Span }),
  registers: z.int().min(1).max(50),
  /** chance that a register which answers holds something */
  traces: Share,
  outages: z.array(z.strictObject({ registers: z.int().min(1), from: Minute, to: Minute })),
  absences: z.array(z.strictObject({ researchers: z.int().min(1), from: Minute, to: Minute })),
});
export type Scenario = z.infer<typeof Scenario>;

/** Jobs an hour that the desk can research in full: the design's capacity. */
export const capacityOf = ({ researchers, full }: Scenario): number => (researchers * 60) / meanOf(full);

export const peakOf = ({ calls }: Scenario): number => Math.max(...calls.map(({ perHour }) => perHour));

/** The same shift with its busiest hours at so many times the capacity. */
export function atLoad(scenario: Scenario, load: number): Scenario {
  const factor = (load * capacityOf(scenario)) / peakOf(scenario);
  return { ...scenario, calls: scenario.calls.map((rate) => ({ ...rate, perHour: rate.perHour * factor })) };
}

const scaled = (span: z.infer<typeof Span>, by: number): z.infer<typeof Span> =>
  'mean' in span ? { mean: span.mean * by } : { ...span, median: span.median * by };

/** What is varied one at a time to see how much the figures hang on it. */
export const SENSITIVITIES: Readonly<Record<string, (scenario: Scenario, by: number) => Scenario>> = {
  calls: (scenario, by) => ({
    ...scenario,
    calls: scenario.calls.map((rate) => ({ ...rate, perHour: rate.perHour * by })),
  }),
  researchers: (scenario, by) => ({ ...scenario, researchers: Math.max(1, Math.round(scenario.researchers * by)) }),
  'first look': (scenario, by) => ({ ...scenario, firstLook: scaled(scenario.firstLook, by) }),
  'full research': (scenario, by) => ({ ...scenario, full: scaled(scenario.full, by) }),
  ETA: (scenario, by) => ({
    ...scenario,
    grades: scenario.grades.map((one) => ({ ...one, eta: scaled(one.eta, by) })),
  }),
  'ETA error': (scenario, by) => ({ ...scenario, etaError: scenario.etaError * by }),
  'time to send': (scenario, by) => ({
    ...scenario,
    grades: scenario.grades.map((one) => ({ ...one, sentAfter: scaled(one.sentAfter, by) })),
  }),
  'time on scene': (scenario, by) => ({ ...scenario, onScene: scaled(scenario.onScene, by) }),
};
