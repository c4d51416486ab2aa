import { MAX_LINE_BYTES } from '../lines.js';
import { fault, readLine, type ReadRecord } from './read-record.js';

/** One row of an import, read. `line` counts from 1, a CSV's header among them; a row over several lines has its last. */
export interface ImportRow {
  readonly line: number;
  readonly read: ReadRecord;
}

/** Reads NDJSON, one record a line, as it comes; blank lines are passed over but counted. */
export async function* readLines(lines: AsyncIterable<string>): AsyncGenerator<ImportRow, void, undefined> {
  let line = 0;
  for await (const text of lines) {
    line += 1;
    if (text.trim() !== '') yield { line, read: readText(text) };
  }
}

function readText(text: string): ReadRecord {
  if (isTooLong(text)) return fault('LINE_TOO_LONG');
  return text.includes('\uFFFD') ? fault('NOT_UTF8') : readLine(text);
}

/** A character has at most three bytes for each of its units: only a long text has to be counted. */
const isTooLong = (text: string): boolean =>
  text.length * 3 > MAX_LINE_BYTES && new TextEncoder().encode(text).length > MAX_LINE_BYTES;
