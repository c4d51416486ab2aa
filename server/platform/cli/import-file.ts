import { stat } from 'node:fs/promises';
import { SingleBar } from 'cli-progress';
import type { BatchReply, Outcome } from '../../contract/index.js';
import type { BatchMode, Manifest } from '../../domain/register/types.js';
import { readColumnMap } from './column-map.js';
import { kindOf, readRows, type FileRow } from './import-source.js';
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
  const lines = new GoodLines(
    readRows(file, columns, (bytes) => bar?.update(bytes)),
    rejected,
  );
  try {
    const outcome = target === undefined ? await lines.drain() : await target.importLines(register, mode, lines);
    if (outcome?.ok) for (const line of outcome.value.rejected) await rejected.add(line);
    return {
      good: lines.count,
      rejected: rejected.count,
      ...(outcome === undefined ? {} : { outcome }),
      ...(rejected.count === 0 ? {} : { rejects: rejected.path }),
    };
  } finally {
    bar?.stop();
    await rejected.close();
  }
}

/**
 * The good rows as NDJSON, each on the line that it has in the file: the lines between are blank, so that whoever refuses
 * one more names the right one.
 */
class GoodLines implements AsyncIterable<string> {
  #count = 0;

  constructor(
    private readonly rows: AsyncIterable<FileRow>,
    private readonly rejected: RejectedFile,
  ) {}

  get count(): number {
    return this.#count;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<string, void, undefined> {
    let at = 1;
    for await (const { line, read } of this.rows) {
      if (!read.ok) {
        await this.rejected.add({ line, code: read.code, detail: read.detail });
        continue;
      }
      for (; at < line; at += 1) yield '';
      yield JSON.stringify(read.record);
      at += 1;
      this.#count += 1;
    }
  }

  /** Reads, and so checks, every row. */
  async drain(): Promise<undefined> {
    const rows = this[Symbol.asyncIterator]();
    while ((await rows.next()).done !== true);
  }
}
