import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { LogCorrupt } from '../../../ports.js';
import { codeOf } from '../error-code.js';
import { decodeSegment, readName, SegmentDamaged, type Holds, type Named, type SegmentHead } from './segment-format.js';

const DRAFT = /^\..*\.(headers|bodies)\.[0-9a-f]{12}$/;
/** No write takes so long. */
const LEFT_MS = 3_600_000;

/** The files of an archive in their folder. What is in it for good got its name only when it was whole and on disk. */
export class SegmentFiles {
  constructor(readonly folder: string) {}

  /** Makes the folder when it is missing. */
  async prepare(): Promise<void> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
  }

  /** Every segment that has a name, of this log or of another. */
  async names(): Promise<Named[]> {
    return (await readdir(this.folder)).flatMap((file) => readName(file) ?? []);
  }

  /** @throws LogCorrupt naming the file and what to do when it is missing or damaged */
  async read(
    { name, first }: Named,
    holds: Holds,
  ): Promise<{ readonly head: SegmentHead; readonly items: readonly Buffer[] }> {
    const file = `${name}.${holds}`;
    try {
      return decodeSegment(holds, name, await readFile(join(this.folder, file)));
    } catch (cause) {
      if (codeOf(cause) === 'ENOENT') throw this.damaged(first, file, 'is missing');
      if (cause instanceof SegmentDamaged) throw this.damaged(first, file, cause.message);
      throw cause;
    }
  }

  /** What to tell of a file that cannot be trusted, from the position on that it was to hold. */
  damaged(position: number, file: string, what: string): LogCorrupt {
    return new LogCorrupt(
      position,
      `${file} in the archive ${this.folder} ${what}: bring this file back from a backup or another copy of the folder`,
    );
  }

  /** Writes a file whole, synced, and under its name only then. */
  async write(name: string, holds: Holds, chunks: readonly Buffer[]): Promise<void> {
    const draft = join(this.folder, `.${name}.${holds}.${randomBytes(6).toString('hex')}`);
    const file = await open(draft, 'wx', 0o600);
    try {
      await file.writev([...chunks]);
      await file.sync();
    } catch (cause) {
      await unlink(draft);
      throw cause;
    } finally {
      await file.close();
    }
    await rename(draft, join(this.folder, `${name}.${holds}`));
    const folder = await open(this.folder, 'r');
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
  }

  /** Removes what a crash in the middle of a `write` has left: drafts that nobody can be writing any more. */
  async removeDrafts(now: number): Promise<void> {
    for (const file of await readdir(this.folder)) {
      const path = join(this.folder, file);
      if (DRAFT.test(file) && (await stat(path)).mtimeMs < now - LEFT_MS) await unlink(path);
    }
  }
}
