import { writeSync } from 'node:fs';
import { open, readFile, type FileHandle } from 'node:fs/promises';
import { codeOf } from './error-code.js';
import type { Head } from './head.js';
import { openText, sealText } from './header.js';

/** Fixed, so that a shorter text leaves nothing of a longer one behind. */
const MARK_BYTES = 256;

const readIfThere = (path: string): Promise<Buffer | undefined> =>
  readFile(path).catch((cause: unknown) => {
    if (codeOf(cause) === 'ENOENT') return undefined;
    throw cause;
  });

/** Where a log ended, and in which epoch. */
export interface Marked extends Head {
  readonly epoch: string;
}

/**
 * The high-water mark: a second witness of where the log ends, in a file of its own on this machine, written after every
 * commit and never waited for. It cannot be ahead of what was committed, so a log that ends before it, or holds something
 * else there, has lost what was acknowledged: lmdb keeps two roots and no checksum over them, so a flipped bit can bring
 * back the older one; a Redis may come back from an older file, or another one may take its place.
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

  /** What was committed at least; undefined when there is no mark or it is damaged: then it is no witness. */
  static async read(path: string): Promise<Marked | undefined> {
    const stored = await readIfThere(path);
    const text = stored === undefined ? undefined : openText(stored)?.text;
    return text === undefined ? undefined : (JSON.parse(text) as Marked);
  }

  write(head: Head): void {
    const { stored } = sealText(JSON.stringify({ epoch: this.epoch, ...head }).padEnd(MARK_BYTES));
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
