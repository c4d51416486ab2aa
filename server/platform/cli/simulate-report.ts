import Table from 'cli-table3';
import type { Figures } from '../../domain/desk/simulation/figures.js';
import type { Policy } from '../../domain/desk/simulation/policies.js';
import { estimate, pairedDifference, type Estimate } from '../../domain/desk/simulation/statistics.js';
import type { Runs } from './simulate-run.js';

interface Column {
  readonly title: string;
  readonly figure: keyof Figures;
  readonly unit: 'share' | 'number';
}

/** What is compared: what officers get, and what it costs. */
export const COLUMNS: readonly Column[] = [
  { title: 'reviewed before arrival', figure: 'reviewedBeforeArrival', unit: 'share' },
  { title: 'of immediate', figure: 'immediateReviewedBeforeArrival', unit: 'share' },
  { title: 'reviewed before leaving', figure: 'reviewedBeforeLeaving', unit: 'share' },
  { title: 'full before leaving', figure: 'researchedBeforeLeaving', unit: 'share' },
  { title: 'full by end of shift', figure: 'researched', unit: 'share' },
  { title: 'minutes until begun', figure: 'waited', unit: 'number' },
  { title: 'unlooked at end', figure: 'unlookedAtEnd', unit: 'number' },
  { title: 'not full at end', figure: 'unresearchedAtEnd', unit: 'number' },
  { title: 'risk raised on scene', figure: 'raisedAfterArrival', unit: 'number' },
  { title: 'supervisor alerts, worst 10 min', figure: 'supervisorAlerts', unit: 'number' },
  { title: 'level changes', figure: 'levelChanges', unit: 'number' },
  { title: 'shift announced normal', figure: 'normal', unit: 'share' },
  { title: 'arrivals in silence', figure: 'silent', unit: 'number' },
  { title: 'wrong "clear"', figure: 'wrongClear', unit: 'number' },
];

/** `97.3 ±0.2`, shares in per cent. */
export function shown({ mean, half }: Estimate, unit: Column['unit']): string {
  const scale = unit === 'share' ? 100 : 1;
  const digits = unit === 'share' ? 2 : 1;
  if (!Number.isFinite(mean)) return '–';
  const about = Number.isFinite(half) && half > 0 ? ` ±${(half * scale).toFixed(digits)}` : '';
  return `${(mean * scale).toFixed(digits)}${about}${unit === 'share' ? ' %' : ''}`;
}

const tableOf = (head: readonly string[], rows: readonly (readonly string[])[]): string => {
  const table = new Table({ head: [...head], style: { head: [], border: [], compact: true }, wordWrap: true });
  for (const row of rows) table.push([...row]);
  return table.toString();
};

/** One line a figure, one column a policy: means with 95 % intervals. */
export const comparison = (results: ReadonlyMap<Policy, Runs>): string =>
  tableOf(
    ['', ...[...results.keys()].map(({ name }) => name)],
    COLUMNS.map(({ title, figure, unit }) => [
      title,
      ...[...results.values()].map((runs) => shown(estimate(runs[figure]), unit)),
    ]),
  );

/** What the last policy does differently from each other one, pair by pair of the same shifts: means with 95 % intervals. */
export function differences(results: ReadonlyMap<Policy, Runs>): string {
  const all = [...results];
  const [ours, own] = all.at(-1)!;
  const others = all.slice(0, -1);
  return tableOf(
    [`${ours.name} less`, ...others.map(([{ name }]) => name)],
    COLUMNS.slice(0, 9).map(({ title, figure, unit }) => [
      title,
      ...others.map(([, runs]) => shown(pairedDifference(own[figure], runs[figure]), unit)),
    ]),
  );
}

export interface Goal {
  readonly what: string;
  readonly met: boolean;
  readonly value: string;
}

/** The design's goals, at the load that was run. */
export function goals(runs: Runs): readonly Goal[] {
  const mean = (figure: keyof Figures): number => estimate(runs[figure]).mean;
  const most = (figure: keyof Figures): number => Math.max(...runs[figure]);
  const least = (what: string, figure: keyof Figures, share: number): Goal => ({
    what: `${what} ≥ ${share * 100} %`,
    met: mean(figure) >= share,
    value: shown(estimate(runs[figure]), 'share'),
  });
  const none = (what: string, figure: keyof Figures): Goal => ({
    what: `${what}: 0 in every shift`,
    met: most(figure) === 0,
    value: `${most(figure)} in the worst`,
  });
  return [
    least('officers with a reviewed first look before arrival', 'reviewedBeforeArrival', 0.99),
    least('of grade immediate', 'immediateReviewedBeforeArrival', 0.98),
    none('arrivals in silence', 'silent'),
    none('wrong "clear"', 'wrongClear'),
  ];
}

export const goalsTable = (reached: readonly Goal[]): string =>
  tableOf(
    ['goal', 'reached', ''],
    reached.map(({ what, value, met }) => [what, value, met ? 'yes' : 'NO']),
  );

/** One line of a sweep: what was varied, and what became of it. */
export interface SweepLine {
  readonly at: string;
  readonly runs: Runs;
}

export const sweepTable = (of: string, lines: readonly SweepLine[]): string => {
  const columns = COLUMNS.filter(({ figure }) => figure !== 'levelChanges' && figure !== 'waited');
  return tableOf(
    [of, ...columns.map(({ title }) => title)],
    lines.map(({ at, runs }) => [at, ...columns.map(({ figure, unit }) => shown(estimate(runs[figure]), unit))]),
  );
};

const BAR = 50;

/** The sweep as bars of text: officers with reviewed information before arrival. */
export const bars = (lines: readonly SweepLine[]): string =>
  lines
    .map(({ at, runs }) => {
      const { mean } = estimate(runs.reviewedBeforeArrival);
      const full = Math.round(mean * BAR);
      return `${at.padStart(16)} ${'█'.repeat(full)}${'·'.repeat(BAR - full)} ${(mean * 100).toFixed(1)} %`;
    })
    .join('\n');
