import { SingleBar } from 'cli-progress';
import { InvalidArgumentError, type Command } from 'commander';
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { FIRST_LOOK_FIRST, POLICIES, type Policy } from '../../domain/desk/simulation/policies.js';
import { atLoad, capacityOf, peakOf, Scenario, SENSITIVITIES } from '../../domain/desk/simulation/scenario.js';
import { chartOf } from './simulate-chart.js';
import { bars, comparison, differences, goals, goalsTable, sweepTable, type SweepLine } from './simulate-report.js';
import { runPolicies, type Runs } from './simulate-run.js';
import { openTerminal, type Terminal } from './terminal.js';
import { wholeNumber } from './whole-number.js';

const EVENING = fileURLToPath(new URL('../../../../fixtures/desk/busy-evening.json', import.meta.url));
const LOADS = [1, 1.4, 1.8, 2.5, 4, 6, 10];
/** The load that the goals are about, in capacities of full research. */
const GOAL_LOAD = 1.8;

export interface SimulateOptions {
  readonly scenario: string;
  readonly seeds: number;
  readonly load?: number;
  readonly sweep?: boolean;
  readonly sensitivity?: boolean;
  readonly sweepSeeds: number;
  readonly chart?: string;
  readonly json?: string;
}

type SimulateTerminal = Omit<Terminal, 'env'>;

/** Adds `outrider simulate` to the command line. */
export function addSimulateCommand(program: Command): void {
  program
    .command('simulate')
    .description('shifts of the RTI desk through its own queue, prediction and level, by a clock of their own')
    .option('--scenario <file>', 'rates of a shift, JSON; fixtures/desk/README.md says what they mean', EVENING)
    .option('--seeds <n>', 'shifts; the same ones under every policy', wholeNumber(1), 1000)
    .option('--load <x>', 'busiest hours in capacities of full research; as in the scenario when left out', readLoad)
    .option('--sweep', `the desk at loads of ${LOADS.join(', ')} capacities`)
    .option('--sensitivity', `each rate 25 % less and more, at ${GOAL_LOAD} capacities`)
    .option('--sweep-seeds <n>', 'shifts for each line of a sweep', wholeNumber(1), 100)
    .option('--chart <file>', 'write the sweep as an SVG; sweeps')
    .option('--json <file>', 'write every figure of every shift')
    .action(async (options: SimulateOptions) => {
      process.exitCode = await runSimulate(options, openTerminal());
    });
}

function readLoad(text: string): number {
  const load = Number(text);
  if (!(load > 0 && load <= 20)) throw new InvalidArgumentError('It must be above 0 and at most 20.');
  return load;
}

/** Runs the command. Resolves to its exit code: 0 done, 1 the scenario cannot be used or a goal is missed. */
export async function runSimulate(options: SimulateOptions, terminal: SimulateTerminal): Promise<number> {
  const scenario = await readScenario(options.scenario, terminal);
  if (scenario === undefined) return 1;
  const written: Record<string, unknown> = { scenario };
  const busiest = options.load === undefined ? scenario : atLoad(scenario, options.load);
  terminal.out(aboutLine(busiest, options.seeds));
  const results = await run(busiest, POLICIES, options.seeds, terminal);
  terminal.out(comparison(results));
  terminal.out('\nPaired differences, 95 % intervals');
  terminal.out(differences(results));
  written['policies'] = [...results].map(([{ name }, runs]) => ({ name, runs }));

  const atGoal =
    options.load === GOAL_LOAD ? results : await desk(atLoad(scenario, GOAL_LOAD), options.seeds, terminal);
  const reached = goals(atGoal.get(FIRST_LOOK_FIRST)!);
  terminal.out(`\nGoals at ${GOAL_LOAD} × capacity, ${options.seeds} shifts`);
  terminal.out(goalsTable(reached));
  written['goals'] = reached;

  if (options.sweep === true || options.chart !== undefined)
    written['sweep'] = await sweep(scenario, options, terminal);
  if (options.sensitivity === true) written['sensitivity'] = await sensitivity(scenario, options, terminal);
  if (options.json !== undefined) await writeFile(options.json, `${JSON.stringify(written)}\n`);
  return reached.every(({ met }) => met) ? 0 : 1;
}

async function readScenario(file: string, { error }: SimulateTerminal): Promise<Scenario | undefined> {
  let value: unknown;
  try {
    value = JSON.parse(await readFile(file, 'utf8'));
  } catch (cause) {
    error(
      `${file}: ${cause instanceof SyntaxError ? 'this is not JSON' : 'it cannot be read; --scenario names another, as fixtures/desk of the project has one'}`,
    );
    return undefined;
  }
  const parsed = Scenario.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  error(`${file}: ${issue?.path.join('.') || 'the scenario'}: ${issue?.message}`);
  return undefined;
}

function aboutLine(scenario: Scenario, seeds: number): string {
  const [peak, capacity] = [peakOf(scenario), capacityOf(scenario)];
  return (
    `${scenario.about}\n${seeds} shifts of ${scenario.hours} h; busiest ${peak.toFixed(0)} jobs/h, ` +
    `${(peak / capacity).toFixed(2)} × what ${scenario.researchers} researchers can research in full (${capacity.toFixed(1)}/h)`
  );
}

const desk = (scenario: Scenario, seeds: number, terminal: SimulateTerminal) =>
  run(scenario, [FIRST_LOOK_FIRST], seeds, terminal);

async function run(
  scenario: Scenario,
  policies: readonly Policy[],
  seeds: number,
  { interactive }: SimulateTerminal,
): Promise<ReadonlyMap<Policy, Runs>> {
  const bar = interactive ? new SingleBar({ format: '{bar} {value}/{total} shifts, {eta_formatted} left' }) : undefined;
  bar?.start(seeds * policies.length, 0);
  try {
    return await runPolicies(scenario, policies, seeds, (done) => bar?.update(done));
  } finally {
    bar?.stop();
  }
}

async function sweep(scenario: Scenario, { sweepSeeds, chart }: SimulateOptions, terminal: SimulateTerminal) {
  const points: { load: number; runs: Runs }[] = [];
  for (const load of LOADS) {
    const results = await desk(atLoad(scenario, load), sweepSeeds, terminal);
    points.push({ load, runs: results.get(FIRST_LOOK_FIRST)! });
  }
  const lines = points.map(({ load, runs }): SweepLine => ({ at: `${load} × capacity`, runs }));
  terminal.out(`\nThe desk by load, ${sweepSeeds} shifts each`);
  terminal.out(sweepTable('load', lines));
  terminal.out(`\nOfficers with a reviewed first look before arrival\n${bars(lines)}`);
  if (chart !== undefined)
    await writeFile(chart, chartOf(points, `Officers with information, ${sweepSeeds} shifts each`));
  return points;
}

async function sensitivity(scenario: Scenario, { sweepSeeds }: SimulateOptions, terminal: SimulateTerminal) {
  const lines: SweepLine[] = [];
  for (const [name, vary] of Object.entries(SENSITIVITIES)) {
    for (const by of [0.75, 1.25]) {
      const results = await desk(vary(atLoad(scenario, GOAL_LOAD), by), sweepSeeds, terminal);
      lines.push({ at: `${name} ${by < 1 ? '−' : '+'}25 %`, runs: results.get(FIRST_LOOK_FIRST)! });
    }
  }
  terminal.out(`\nSensitivity at ${GOAL_LOAD} × capacity, ${sweepSeeds} shifts each`);
  terminal.out(sweepTable('varied', lines));
  return lines;
}
