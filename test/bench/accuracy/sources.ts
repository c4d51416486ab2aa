import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'csv-parse/sync';

export type Cells = Readonly<Record<string, string>>;

/** Where labelled data lies: `OUTRIDER_BENCH_DATA`, or the folder beside the project. */
const FOLDER = resolve(process.env['OUTRIDER_BENCH_DATA'] ?? join('..', 'shared', 'data'));

export const hasSource = (name: string): boolean => existsSync(join(FOLDER, name));

/** The rows of a labelled source, cells trimmed. */
export function readSource(name: string): Cells[] {
  return parse(readFileSync(join(FOLDER, name)), { columns: true, bom: true, trim: true, skip_empty_lines: true });
}

export type Part = 'learn' | 'calibrate' | 'report';

/**
 * The split that everything here keeps to: by person, never by row. Weights and rules may be chosen on `learn`, the
 * calibration is fitted on `calibrate`, and what is reported comes from `report` alone. Four, two and four of ten people,
 * by a hash of source and person, so that a new file of the same source keeps everybody where they were.
 */
export function partOf(source: string, person: string): Part {
  const tenth = chance('split', source, person) * 10;
  return tenth < 4 ? 'learn' : tenth < 6 ? 'calibrate' : 'report';
}

/** A number from 0 up to 1 that belongs to these words and never changes (FNV-1a, then a mix). */
export function chance(...of: readonly string[]): number {
  let hash = 0x811c9dc5;
  for (const letter of of.join('\n')) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x45d9f3b);
  hash = Math.imul(hash ^ (hash >>> 16), 0x45d9f3b);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}

/** The rows in groups that are one person each. */
export function byPerson(rows: readonly Cells[], personOf: (row: Cells) => string): Map<string, Cells[]> {
  const people = new Map<string, Cells[]>();
  for (const row of rows) {
    const person = personOf(row);
    const known = people.get(person);
    if (known === undefined) people.set(person, [row]);
    else known.push(row);
  }
  return people;
}
