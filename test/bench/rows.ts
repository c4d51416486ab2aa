import Table from 'cli-table3';

/** One figure of a measurement. */
export interface BenchRow {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  /** what it should be, in words */
  readonly goal?: string;
}

/** Rows as a table for a terminal. */
export const tableOf = (rows: readonly BenchRow[]): string => {
  const table = new Table({
    head: ['what', 'value', 'unit', 'goal'],
    colAligns: ['left', 'right', 'left', 'left'],
    style: { head: [], border: [], compact: true },
  });
  for (const { what, value, unit, goal = '' } of rows)
    table.push([what, value.toLocaleString('en-GB', { maximumFractionDigits: 4 }), unit, goal]);
  return table.toString();
};
