import type { Grade } from '../../../contract/index.js';
import { chanceFrom, draw, exponential, type Chance } from './random.js';
import type { Scenario } from './scenario.js';

/** One call of a shift with everything that chance decides about it, before any policy has a say. Minutes. */
export interface Call {
  readonly id: string;
  readonly rings: number;
  readonly grade: Grade;
  readonly sent: number;
  /** said when the officers are sent */
  readonly eta: number;
  readonly arrives: number;
  readonly leaves: number;
  readonly lifeRisk: boolean;
  readonly possibleLifeRisk: boolean;
  readonly repeat: boolean;
  readonly firstLook: number;
  /** beyond the first look */
  readonly rest: number;
  /** the first look finds a danger that the machine did not show */
  readonly findsDanger: boolean;
  readonly check: number;
  readonly toPhone: number;
  /** per register: it holds something about the call */
  readonly traces: readonly boolean[];
}

/**
 * The calls of a shift. One seed is one shift: every policy gets the same calls with the same durations, so that what
 * differs is the policy's doing (common random numbers).
 */
export function callsOf(scenario: Scenario, seed: number): readonly Call[] {
  const chance = chanceFrom(seed);
  const calls: Call[] = [];
  for (
    let rings = nextRing(scenario, 0, chance);
    rings < scenario.hours * 60;
    rings = nextRing(scenario, rings, chance)
  ) {
    calls.push(callAt(scenario, rings, calls.length, chance));
  }
  return calls;
}

/** When the next call rings: gaps without memory, begun anew where the rate changes. */
function nextRing({ calls, hours }: Scenario, after: number, chance: Chance): number {
  let from = after;
  for (;;) {
    const rate = calls.findLast(({ fromHour }) => fromHour * 60 <= from) ?? calls[0]!;
    const until = calls.find(({ fromHour }) => fromHour * 60 > from)?.fromHour ?? hours;
    const at = from + exponential(chance, 60 / rate.perHour);
    if (at < until * 60 || until >= hours) return at;
    from = until * 60;
  }
}

function callAt(scenario: Scenario, rings: number, number: number, chance: Chance): Call {
  const { grades, dangers, firstLook, full, registers } = scenario;
  const kind = pick(grades, chance());
  const sent = rings + draw(chance, kind.sentAfter);
  const eta = draw(chance, kind.eta);
  const arrives = sent + eta * draw(chance, { median: 1, spread: scenario.etaError });
  const danger = chance();
  const look = draw(chance, firstLook);
  return {
    id: String(number).padStart(6, '0'),
    rings,
    grade: kind.grade,
    sent,
    eta,
    arrives,
    leaves: arrives + draw(chance, scenario.onScene),
    lifeRisk: danger < dangers.lifeRisk,
    possibleLifeRisk: danger >= dangers.lifeRisk && danger < dangers.lifeRisk + dangers.possibleLifeRisk,
    repeat: chance() < dangers.repeat,
    firstLook: look,
    rest: Math.max(0.5, draw(chance, full) - look),
    findsDanger: chance() < scenario.foundByPeople,
    check: draw(chance, scenario.machine.check),
    toPhone: draw(chance, scenario.machine.toPhone),
    traces: Array.from({ length: registers }, () => chance() < scenario.traces),
  };
}

function pick(grades: Scenario['grades'], chance: number): Scenario['grades'][number] {
  let left = chance;
  for (const one of grades) {
    if (left < one.share) return one;
    left -= one.share;
  }
  return grades.at(-1)!;
}
