import { writeSync } from 'node:fs';
import { open, readFile, type FileHandle } from 'node:fs/promises';
import { codeOf } from './error-code.js';
import { openText, sealText } from '../header.js';

/** Fixed, so that a shorter text leaves nothing of a longer one behind. */
const MARK_BYTES = 256;

const readIfThere = (path: string): Promise<Buffer | undefined> =>
  readFile(path).catch((cause: unknown) => {
    if (codeOf(cause) === 'ENOENT') return undefined;
    throw cause;
  });

/**
 * The high-water mark: a second witness of where the log ends, in a file of its own, written after every commit and
 * never waited for. It cannot be ahead of what was committed. lmdb keeps two roots and no checksum over them, so a
 * flipped bit can bring back the older root, and with it a log that looks sound and has lost its last group; the mark
 * knows better.
 */
export class Mark {
  private constructor(
    private readonly file: FileHandle,
    private readonly epoch: string,
  ) {}

  /** Opens the mark at a path for writing, and makes it when it is missing. */
  static async open(path: string, epoch: string): Promise<Mark> {
    const file = await open(path, 'a', 0o600);
    await file.close();
    return new Mark(await open(path, 'r+'), epoch);
  }

  /** Whether there is a mark: it was not there before the log was first opened. */
  static async exists(path: string): Promise<boolean> {
    return (await readIfThere(path)) !== undefined;
  }

  /**
   * The position that was committed at least; 0 when there is no mark, when it is of another epoch, or damaged: then it
   * is no witness.
   */
  static async read(path: string, epoch: string): Promise<number> {
    const stored = await readIfThere(path);
    const text = stored === undefined ? undefined : openText(stored)?.text;
    if (text === undefined) return 0;
    const mark = JSON.parse(text) as { readonly epoch: string; readonly position: number };
    return mark.epoch === epoch ? mark.position : 0;
  }

  write(position: number): void {
    const { stored } = sealText(JSON.stringify({ epoch: this.epoch, position }).padEnd(MARK_BYTES));
    try {
      writeSync(this.file.fd, stored, 0, stored.length, 0);
    } catch {
      // The commit that it witnesses is on disk and must be answered. A mark that lags behind says less, nothing wrong.
    }
  }

  async close(): Promise<void> {
    await this.file.close();
  }
}
