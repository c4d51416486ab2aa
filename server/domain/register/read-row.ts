import { checkRecord, type ReadRecord } from './read-record.js';
import { fieldKind } from './record-path.js';
import type { Manifest } from './types.js';

/**
 * Column name → path in a record. A name that begins with `=` is a constant: `"=holder": "people.0.role"` writes
 * `holder` there for every row that says anything else about that person.
 */
export type ColumnMap = Manifest['columns'];

/** A field of a record that a column, or a constant, is for. */
interface Field {
  readonly steps: readonly string[];
  readonly read: (cell: string) => Leaf;
}

/**
 * Makes the reader of a CSV file's rows from its header and a column map. Columns without an entry in the map are left
 * out, empty cells are missing fields, lists are separated by `;`, dates may be written as 17/05/1980 (day first, as in
 * Britain).
 * @param header the names of the columns; a reader is given as many cells, in their order
 */
export function rowReader(header: readonly string[], columns: ColumnMap): (cells: readonly string[]) => ReadRecord {
  const fields = header.map((name): Field | undefined => {
    const path = Object.hasOwn(columns, name) && !name.startsWith('=') ? columns[name] : undefined;
    return path === undefined ? undefined : { steps: path.split('.'), read: cellReader(path) };
  });
  const constants = Object.entries(columns)
    .filter(([name]) => name.startsWith('='))
    .map(([name, path]) => ({ steps: path.split('.'), value: name.slice(1) }));
  return (cells) => {
    const record: Tree = {};
    for (const [index, field] of fields.entries()) {
      const cell = cells[index]?.trim() ?? '';
      if (field !== undefined && cell !== '') place(record, field.steps, field.read(cell));
    }
    for (const { steps, value } of constants) {
      if (ownerOf(record, steps) !== undefined) place(record, steps, value);
    }
    return checkRecord(withoutGaps(record));
  };
}

type Leaf = string | boolean | readonly string[];
type Tree = { [key: string]: Tree | Leaf };

function cellReader(path: string): (cell: string) => Leaf {
  switch (fieldKind(path)) {
    case 'list':
      return (cell) =>
        cell
          .split(';')
          .map((part) => part.trim())
          .filter((part) => part !== '');
    case 'date':
      return isoDate;
    case 'flag':
      return readFlag;
    case 'text':
      return (cell) => closedWord(cell, path);
  }
}

/** `17/05/1980` and `17.5.1980` → `1980-05-17`; anything else stays, for the schema to judge. */
function isoDate(cell: string): string {
  const british = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(cell);
  if (british === null) return cell;
  const [, day = '', month = '', year = ''] = british;
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

/** An unclear word stays text, which the schema refuses: a withdrawal is never guessed. */
function readFlag(cell: string): boolean | string {
  const word = cell.toLowerCase();
  if (['true', 'yes', 'y', '1'].includes(word)) return true;
  return ['false', 'no', 'n', '0'].includes(word) ? false : cell;
}

const SEXES: Readonly<Record<string, string>> = { f: 'female', m: 'male', u: 'unknown' };

/** Words from a closed list are read in any case; `F` and `M` are what most systems write for sex. */
function closedWord(cell: string, path: string): string {
  const word = cell.toLowerCase();
  if (path.endsWith('.sex')) return SEXES[word] ?? word;
  return ['risk', 'severity', 'sensitivity'].includes(path) ? word : cell;
}

function place(record: Tree, steps: readonly string[], value: Leaf): void {
  let node = record;
  for (const [depth, step] of steps.entries()) {
    if (depth === steps.length - 1) {
      node[step] = value;
      return;
    }
    const next = node[step];
    const child: Tree = isTree(next) ? next : {};
    node[step] = child;
    node = child;
  }
}

/** The part of the record that a constant belongs to, when the row says anything about it. */
function ownerOf(record: Tree, steps: readonly string[]): Tree | undefined {
  let node: Tree = record;
  for (const step of steps.slice(0, -1)) {
    const next = node[step];
    if (!isTree(next)) return undefined;
    node = next;
  }
  return node;
}

const isTree = (value: Tree | Leaf | undefined): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `people` and `addresses` are counted in the map; as lists they have no gaps: a row may name the second person only. */
function withoutGaps(record: Tree): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(record).map(([field, value]) => [
      field,
      isTree(value) && field !== 'details'
        ? Object.keys(value)
            .toSorted()
            .map((index) => value[index])
        : value,
    ]),
  );
}
