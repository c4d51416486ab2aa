import { stat } from 'node:fs/promises';
import { SingleBar } from 'cli-progress';
import type { BatchReply, Outcome } from '../../contract/index.js';
import type { ImportRow } from '../../domain/register/read-lines.js';
import type { BatchMode, Manifest } from '../../domain/register/types.js';
import { readColumnMap } from './column-map.js';
import { kindOf, readRows } from './import-source.js';
import type { Target } from './import-targets.js';
import { RejectedFile } from './rejected-file.js';

export interface FileImport {
  /** the registers that are known here */
  readonly manifests: readonly Manifest[];
  readonly register: string;
  readonly file: string;
  readonly mode: BatchMode;
  /** a JSON file: column name → path in a record */
  readonly map?: string;
  /** undefined: check every row and import none */
  readonly target?: Target;
  /** draw how far it has come on stderr */
  readonly showProgress: boolean;
}

/** What became of a file's rows. */
export interface FileReport {
  /** undefined when none was to be imported */
  readonly outcome?: Outcome<BatchReply>;
  /** rows that were read well; a server may still have refused some of them */
  readonly good: number;
  readonly rejected: number;
  /** why rows were rejected, a CSV; undefined when none was */
  readonly rejects?: string;
}

/**
 * Reads a file and imports its good rows as one batch, in bounded memory. Bad rows go to FILE.rejected.csv.
 * @throws UnusableFile, NodeJS.ErrnoException when the file cannot be read, and what the target throws
 */
export async function importFile(wanted: FileImport): Promise<FileReport> {
  const { manifests, register, file, mode, map, target, showProgress } = wanted;
  const columns = kindOf(file) === 'csv' ? await readColumnMap(manifests, register, map) : {};
  const { size } = await stat(file);
  const bar = showProgress ? new SingleBar({ format: '{bar} {percentage} %, {eta} s to go' }) : undefined;
  bar?.start(size, 0);
  const rejected = await RejectedFile.at(`${file}.rejected.csv`);
  const rows = new GoodRows(
    readRows(file, columns, (bytes) => bar?.update(bytes)),
    rejected,
  );
  try {
    const outcome = target === undefined ? await rows.drain() : await target.importRows(register, mode, rows);
    if (outcome?.ok) for (const line of outcome.value.rejected) await rejected.add(line);
    return {
      good: rows.count,
      rejected: rejected.count,
      ...(outcome === undefined ? {} : { outcome }),
      ...(rejected.count === 0 ? {} : { rejects: rejected.path }),
    };
  } finally {
    bar?.stop();
    await rejected.close();
  }
}

/** The good rows, counted; the others are written to the file of rejects on the way. */
class GoodRows implements AsyncIterable<ImportRow> {
  #count = 0;

  constructor(
    private readonly rows: AsyncIterable<ImportRow>,
    private readonly rejected: RejectedFile,
  ) {}

  get count(): number {
    return this.#count;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<ImportRow, void, undefined> {
    for await (const row of this.rows) {
      if (row.read.ok) {
        yield row;
        this.#count += 1;
      } else {
        await this.rejected.add({ line: row.line, code: row.read.code, detail: row.read.detail });
      }
    }
  }

  /** Reads, and so checks, every row. */
  async drain(): Promise<undefined> {
    const rows = this[Symbol.asyncIterator]();
    while ((await rows.next()).done !== true);
  }
}
