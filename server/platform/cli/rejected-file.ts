import { open, rm, type FileHandle } from 'node:fs/promises';
import type { RejectedLine } from '../../contract/index.js';

/** The rows that an import did not take, as a CSV beside the file: line, code, detail. Not made when all were taken. */
export class RejectedFile {
  #file: FileHandle | undefined;
  #count = 0;

  private constructor(readonly path: string) {}

  /** Forgets what an earlier import left under this name: its lines would be taken for today's. */
  static async at(path: string): Promise<RejectedFile> {
    await rm(path, { force: true });
    return new RejectedFile(path);
  }

  get count(): number {
    return this.#count;
  }

  async add({ line, code, detail }: RejectedLine): Promise<void> {
    if (this.#file === undefined) {
      this.#file = await open(this.path, 'w', 0o600);
      await this.#file.write('line,code,detail\n');
    }
    await this.#file.write(`${line},${code},"${detail.replaceAll('"', '""')}"\n`);
    this.#count += 1;
  }

  async close(): Promise<void> {
    await this.#file?.close();
  }
}
