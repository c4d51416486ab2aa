import { mkdir, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ErasureList, type Erasure } from '../../ports/record.js';

/** NDJSON, a line an erasure; lines are only ever added. */
const ERASURES = 'erasures.ndjson';

/** The list of erasures in the folder of checkpoints, where no backup of the data folder takes it along. */
export class ErasureFile extends ErasureList {
  constructor(private readonly folder: string) {
    super();
  }

  override async add(erasure: Erasure): Promise<void> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const file = await open(join(this.folder, ERASURES), 'a', 0o600);
    try {
      await file.appendFile(`${JSON.stringify(erasure)}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
  }

  /** Every erasure, the oldest first; none when there is no list. */
  async all(): Promise<Erasure[]> {
    const text = await readFile(join(this.folder, ERASURES), 'utf8').catch((cause: NodeJS.ErrnoException) => {
      if (cause.code === 'ENOENT') return '';
      throw cause;
    });
    // What a crash left of the last line was not erased.
    return text
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line) as Erasure);
  }
}
