import { checkRecord, type ReadRecord } from './read-record.js';
import { fieldKind } from './record-path.js';
import type { Manifest } from './types.js';

/**
 * Column name → path in a record. A name that begins with `=` is a constant: `"=holder": "people.0.role"` writes
 * `holder` there for every row that says anything else about that person.
 */
export type ColumnMap = Manifest['columns'];

/**
 * Reads one row of a CSV file through a column map. Columns without an entry in the map are left out, empty cells are
 * missing fields, lists are separated by `;`, dates may be written as 17/05/1980 (day first, as in Britain).
 * @param row column name → cell
 */
export function readRow(row: Readonly<Record<string, string>>, columns: ColumnMap): ReadRecord {
  const record: Tree = {};
  for (const [column, path] of Object.entries(columns)) {
    const cell = row[column]?.trim() ?? '';
    if (cell !== '' && !column.startsWith('=')) place(record, path, readCell(cell, path));
  }
  for (const [column, path] of Object.entries(columns)) {
    if (column.startsWith('=') && ownerOf(record, path) !== undefined) place(record, path, column.slice(1));
  }
  return checkRecord(withoutGaps(record));
}

type Leaf = string | boolean | readonly string[];
type Tree = { [key: string]: Tree | Leaf };

function readCell(cell: string, path: string): Leaf {
  switch (fieldKind(path)) {
    case 'list':
      return cell
        .split(';')
        .map((part) => part.trim())
        .filter((part) => part !== '');
    case 'date':
      return isoDate(cell);
    case 'flag':
      return readFlag(cell);
    case 'text':
      return closedWord(cell, path);
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

function place(record: Tree, path: string, value: Leaf): void {
  const steps = path.split('.');
  const last = steps.pop() ?? path;
  let node = record;
  for (const step of steps) {
    const next = node[step];
    const child: Tree = isTree(next) ? next : {};
    node[step] = child;
    node = child;
  }
  node[last] = value;
}

/** The part of the record that a constant belongs to, when the row says anything about it. */
function ownerOf(record: Tree, path: string): Tree | undefined {
  let node: Tree = record;
  for (const step of path.split('.').slice(0, -1)) {
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
