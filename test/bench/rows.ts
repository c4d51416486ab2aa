import Table from 'cli-table3';

/** One figure of a measurement. */
export interface BenchRow {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  /** what it should be, in words */
  readonly goal?: string;
}

/**
 * Whether a figure is what its goal says: “≤ 3”, “≥ 50,000”, “0”, “≤ 1.6: what it was reckoned from”. Undefined where no
 * goal is a number, or is one on a condition (“≤ 3 at 1,000,000”) that a run may not meet.
 */
export function isMet({ value, goal = '' }: BenchRow): boolean | undefined {
  const parts = /^([≤≥]?)\s*([\d,]+(?:\.\d+)?)(?:: .+)?$/.exec(goal.trim());
  if (parts === null) return undefined;
  const [, relation, figure = ''] = parts;
  const wanted = Number(figure.replaceAll(',', ''));
  return relation === '≤' ? value <= wanted : relation === '≥' ? value >= wanted : value === wanted;
}

const verdictOf = (row: BenchRow): string => ({ true: 'met', false: 'missed', undefined: '' })[`${isMet(row)}`];

/** Rows as a table for a terminal. */
export const tableOf = (rows: readonly BenchRow[]): string => {
  const table = new Table({
    head: ['what', 'value', 'unit', 'goal', ''],
    colAligns: ['left', 'right', 'left', 'left', 'left'],
    style: { head: [], border: [], compact: true },
  });
  for (const row of rows) {
    const { what, value, unit, goal = '' } = row;
    table.push([what, value.toLocaleString('en-GB', { maximumFractionDigits: 4 }), unit, goal, verdictOf(row)]);
  }
  return table.toString();
};
