import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { callsOf, type Call } from '../../../../../server/domain/desk/simulation/calls.js';
import { figuresOf, type Figures } from '../../../../../server/domain/desk/simulation/figures.js';
import {
  FIRST_COME,
  FIRST_LOOK_FIRST,
  POLICIES,
  type Policy,
} from '../../../../../server/domain/desk/simulation/policies.js';
import { atLoad, capacityOf, Scenario } from '../../../../../server/domain/desk/simulation/scenario.js';
import { runShift } from '../../../../../server/domain/desk/simulation/shift.js';
import { estimate, pairedDifference } from '../../../../../server/domain/desk/simulation/statistics.js';

const EVENING = Scenario.parse(
  JSON.parse(readFileSync(join(process.cwd(), 'fixtures/desk/busy-evening.json'), 'utf8')),
);

const shiftOf = (scenario: Scenario, policy: Policy, seed = 1) => runShift(scenario, callsOf(scenario, seed), policy);
const meanOf = (scenario: Scenario, policy: Policy, seeds: number, figure: keyof Figures): number =>
  estimate(Array.from({ length: seeds }, (_, n) => figuresOf(scenario, shiftOf(scenario, policy, n + 1))[figure])).mean;

/** Calls at one rate and times without memory: the queue that Erlang worked out. */
const memoryless = (perHour: number, hours: number): Scenario => ({
  ...EVENING,
  hours,
  calls: [{ fromHour: 0, perHour }],
  firstLook: { mean: 1e-9 },
  full: { mean: 8 },
  // Nobody is sent: officers are no part of that queue.
  grades: [{ grade: 'priority', share: 1, sentAfter: { mean: 1e9 }, eta: { mean: 1 } }],
  registers: 1,
  outages: [],
  absences: [],
});

describe('Erlang C', () => {
  it.each([
    [4, 14 / 60, 8, 0.5],
    [4, 24 / 60, 8, 6],
    [4, 28 / 60, 8, 26],
  ])('%i people, %f a minute, 8 minutes each', (servers, rate, service, minutes) => {
    expect(Math.abs(erlangWait(servers, rate, service) / minutes - 1)).toBeLessThan(0.15);
  });

  it('waits for ever when they cannot keep up', () => expect(erlangWait(4, 34 / 60, 8)).toBe(Infinity));

  it.each([14, 24])('is what first come, first served comes to at %i jobs an hour, within 3 %', (perHour) => {
    // The engine waits as the queue's own recursion does, to the microsecond …
    const short = memoryless(perHour, 200);
    const calls = callsOf(short, 1);
    const waits = new Map(
      runShift(short, calls, FIRST_COME).fates.map(({ call, startedAt = NaN }) => [call.id, startedAt - call.rings]),
    );
    const recursion = waitsOf(short, calls);
    for (const [n, { id, rings }] of calls.entries()) {
      if (rings + recursion[n]! < 200 * 60) expect(waits.get(id)).toBeCloseTo(recursion[n]!, 6);
    }
    // … and the recursion, over hundreds of thousands of jobs, as Erlang says.
    const long = memoryless(perHour, 2_000);
    const seeds = Array.from({ length: 12 }, (_, seed) => callsOf(long, seed));
    const all = seeds.flatMap((shift) => waitsOf(long, shift));
    const service = seeds.flat().reduce((sum, { firstLook, rest }) => sum + firstLook + rest, 0) / all.length;
    const waited = all.reduce((sum, wait) => sum + wait, 0) / all.length;
    expect(Math.abs(waited / erlangWait(4, perHour / 60, service) - 1)).toBeLessThan(0.03);
  });
});

/**
 * The mean wait in a queue that is served first come, first served, by several people (A. K. Erlang, 1917): the chance to
 * wait at all over what the servers have to spare. In the unit of `serviceTime`; infinite when they cannot keep up.
 *
 * @param perUnit arrivals per unit of time
 */
function erlangWait(servers: number, perUnit: number, serviceTime: number): number {
  const offered = perUnit * serviceTime;
  if (offered >= servers) return Infinity;
  let blocked = 1;
  for (let n = 1; n <= servers; n += 1) blocked = (offered * blocked) / (n + offered * blocked);
  const busy = offered / servers;
  const waits = blocked / (1 - busy * (1 - blocked));
  return (waits * serviceTime) / (servers - offered);
}

/** Each call waits for the first of the researchers who is free (J. Kiefer and J. Wolfowitz, 1955). */
function waitsOf({ researchers }: Scenario, calls: readonly Call[]): number[] {
  const free = Array.from({ length: researchers }, () => 0);
  return calls.map(({ rings, firstLook, rest }) => {
    const who = free.indexOf(Math.min(...free));
    const begins = Math.max(rings, free[who]!);
    free[who] = begins + firstLook + rest;
    return begins - rings;
  });
}

describe('a shift', () => {
  it('is the same for the same seed, and has the same calls under every policy', () => {
    expect(callsOf(EVENING, 7)).toEqual(callsOf(EVENING, 7));
    expect(callsOf(EVENING, 7)).not.toEqual(callsOf(EVENING, 8));
    const calls = callsOf(EVENING, 7);
    for (const policy of POLICIES) {
      expect(runShift(EVENING, calls, policy).fates.map((fate): Call => fate.call)).toEqual(calls);
    }
  });

  it('brings as many calls as its rates say', () => {
    const { mean, half } = estimate(Array.from({ length: 200 }, (_, seed) => callsOf(EVENING, seed).length));
    expect(Math.abs(mean - (8 * 14 + 4 * 34))).toBeLessThan(1.5 * half);
  });

  it('begins no job twice and no full research before its first look', () => {
    const { fates } = shiftOf(EVENING, FIRST_LOOK_FIRST);
    for (const { call, startedAt = Infinity, reviewedAt = Infinity, fullAt = Infinity } of fates) {
      expect(startedAt).toBeGreaterThanOrEqual(call.rings);
      expect(reviewedAt).toBeGreaterThanOrEqual(startedAt);
      expect(fullAt).toBeGreaterThanOrEqual(reviewedAt);
    }
  });

  it('[R10] [R2] reaches its goals at 1.8 times the capacity: looked at in time, nobody in silence, no wrong clear', () => {
    const scenario = atLoad(EVENING, 1.8);
    expect(capacityOf(EVENING)).toBeCloseTo(30, 0);
    expect(meanOf(scenario, FIRST_LOOK_FIRST, 12, 'reviewedBeforeArrival')).toBeGreaterThanOrEqual(0.99);
    expect(meanOf(scenario, FIRST_LOOK_FIRST, 12, 'immediateReviewedBeforeArrival')).toBeGreaterThanOrEqual(0.98);
    expect(meanOf(scenario, FIRST_LOOK_FIRST, 12, 'silent')).toBe(0);
    expect(meanOf(scenario, FIRST_LOOK_FIRST, 12, 'wrongClear')).toBe(0);
  });

  it('[R10] leaves nobody in silence at ten times the capacity either', () => {
    expect(figuresOf(atLoad(EVENING, 10), shiftOf(atLoad(EVENING, 10), FIRST_COME)).silent).toBe(0);
  });
});

describe('statistics', () => {
  it('gives a mean with its 95 % interval', () => {
    expect(estimate([1, 2, 3, 4, 5])).toEqual({ mean: 3, half: expect.closeTo(1.386, 3) as number });
  });

  it('takes what two series have in common out of their difference', () => {
    expect(pairedDifference([1, 5, 9], [0, 4, 8])).toEqual({ mean: 1, half: 0 });
  });
});
