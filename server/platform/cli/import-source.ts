import { createReadStream } from 'node:fs';
import { extname } from 'node:path';
import { pipeline, Readable } from 'node:stream';
import { parse } from 'csv-parse';
import { readLines, type ImportRow } from '../../domain/register/read-lines.js';
import { fault, type ReadRecord } from '../../domain/register/read-record.js';
import { rowReader, type ColumnMap } from '../../domain/register/read-row.js';
import { MAX_LINE_BYTES, splitLines } from '../../domain/lines.js';

/** A file that cannot be imported as it is: the message says why. */
export class UnusableFile extends Error {
  override readonly name = 'UnusableFile';
}

export type FileKind = 'csv' | 'ndjson';

/** @throws UnusableFile when the name ends in neither `.csv` nor `.ndjson`, `.jsonl` */
export function kindOf(file: string): FileKind {
  switch (extname(file).toLowerCase()) {
    case '.csv':
      return 'csv';
    case '.ndjson':
    case '.jsonl':
      return 'ndjson';
    default:
      throw new UnusableFile(`${file}: the name must end in .csv, .ndjson or .jsonl`);
  }
}

/**
 * Reads a file row by row, in bounded memory.
 * @param columns how a CSV's columns become a record; not used for NDJSON
 * @param progress is told how many bytes have been read
 */
export async function* readRows(
  file: string,
  columns: ColumnMap,
  progress: (bytes: number) => void,
): AsyncGenerator<ImportRow, void, undefined> {
  const bytes = counted(createReadStream(file), progress);
  yield* kindOf(file) === 'csv' ? csvRows(file, bytes, columns) : readLines(splitLines(bytes));
}

/** One row as csv-parse gives it with `info`: the cells, and how far it has come. */
interface ParsedRow {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

async function* csvRows(
  file: string,
  bytes: AsyncIterable<Uint8Array>,
  columns: ColumnMap,
): AsyncGenerator<ImportRow, void, undefined> {
  const parser = parse({
    bom: true,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: MAX_LINE_BYTES,
  });
  // An error of the file ends the parser too, and so reaches the loop below; the callback has nothing to add.
  const rows: AsyncIterable<ParsedRow> = pipeline(Readable.from(bytes, { objectMode: false }), parser, () => undefined);
  let read: ((cells: readonly string[]) => ReadRecord) | undefined;
  for await (const { record, info } of rows) {
    if (read === undefined) {
      const header = record.map((name) => name.trim());
      requireKnownColumn(file, header, columns);
      read = cellsReader(header, columns);
    } else {
      yield { line: info.lines, read: read(record) };
    }
  }
  if (read === undefined) throw new UnusableFile(`${file} is empty: a CSV begins with the names of its columns`);
}

function cellsReader(header: readonly string[], columns: ColumnMap): (cells: readonly string[]) => ReadRecord {
  const read = rowReader(header, columns);
  return (cells) => {
    if (cells.length !== header.length) return fault('MALFORMED_ROW');
    return cells.some((cell) => cell.includes('\uFFFD')) ? fault('NOT_UTF8') : read(cells);
  };
}

function requireKnownColumn(file: string, header: readonly string[], columns: ColumnMap): void {
  const idColumn = Object.entries(columns).find(([, path]) => path === 'recordId')?.[0];
  if (idColumn !== undefined && header.includes(idColumn)) return;
  throw new UnusableFile(
    `${file} has no column for the record's id${idColumn === undefined ? '' : ` ("${idColumn}")`}: ` +
      'say with --map which column is what',
  );
}

async function* counted(
  chunks: AsyncIterable<Uint8Array>,
  progress: (bytes: number) => void,
): AsyncGenerator<Uint8Array, void, undefined> {
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    progress(bytes);
    yield chunk;
  }
}
