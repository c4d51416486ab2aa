import { callsOf } from '../../domain/desk/simulation/calls.js';
import { FIGURES, figuresOf, type Figures } from '../../domain/desk/simulation/figures.js';
import type { Policy } from '../../domain/desk/simulation/policies.js';
import type { Scenario } from '../../domain/desk/simulation/scenario.js';
import { runShift } from '../../domain/desk/simulation/shift.js';

/** Every figure of every shift of one policy, seed by seed. */
export type Runs = Readonly<Record<keyof Figures, readonly number[]>>;

const SLICE_MS = 200;

/**
 * Runs the same shifts, seeds 1 to `seeds`, under each policy.
 * @param progress hears how many shifts are done, now and then
 */
export async function runPolicies(
  scenario: Scenario,
  policies: readonly Policy[],
  seeds: number,
  progress: (done: number) => void,
): Promise<ReadonlyMap<Policy, Runs>> {
  const collected = new Map(policies.map((policy) => [policy, [] as Figures[]]));
  let until = performance.now() + SLICE_MS;
  for (let seed = 1; seed <= seeds; seed += 1) {
    const calls = callsOf(scenario, seed);
    for (const policy of policies) collected.get(policy)?.push(figuresOf(scenario, runShift(scenario, calls, policy)));
    if (performance.now() < until) continue;
    progress(seed * policies.length);
    // So that the bar is drawn, and Ctrl+C is heard.
    await new Promise((resolve) => setImmediate(resolve));
    until = performance.now() + SLICE_MS;
  }
  progress(seeds * policies.length);
  return new Map([...collected].map(([policy, figures]) => [policy, byFigure(figures)]));
}

const byFigure = (figures: readonly Figures[]): Runs =>
  Object.fromEntries(FIGURES.map((name) => [name, figures.map((one) => one[name])])) as unknown as Runs;
