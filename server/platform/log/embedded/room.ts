import { open, type FileHandle } from 'node:fs/promises';

/** Least and most that the file is kept ahead by; between them, an eighth of its size. */
const LEAST_GROWTH = 1 << 20;
const MOST_GROWTH = 16 << 20;
const ZEROS = Buffer.alloc(1 << 20);

/** The pages of every commit: roots and branches, the list of free pages. */
const PAGES_PER_COMMIT = 64;
/** A put rewrites a leaf, and may split it. */
const PAGES_PER_PUT = 2;

/** What the room is made for. */
export interface RoomUser {
  readonly pageBytes: number;
  /** bytes of the data file that hold pages; what is beyond is free */
  usedBytes(): number;
}

/**
 * Room: keeps the end of an lmdb data file allocated ahead of what lmdb writes. A full disk is then met here, as an
 * error that can be handled, before a commit begins; lmdb's own path for a failed write corrupts the process' memory
 * (its error text overruns a buffer). And a sync of blocks that exist is quicker than one that has to allocate.
 */
export class Room {
  #size: number;
  #growing: Promise<void> | undefined;

  private constructor(
    private readonly user: RoomUser,
    private readonly file: FileHandle,
    private readonly sync: boolean,
    size: number,
  ) {
    this.#size = size;
  }

  /**
   * @param path the data file
   * @param sync false: leave syncing to the operating system, as the store does
   */
  static async open(user: RoomUser, path: string, sync = true): Promise<Room> {
    // Opened for appending: zeros go behind the end of the file, wherever it is by then, never over a page of lmdb's.
    const file = await open(path, 'a');
    return new Room(user, file, sync, (await file.stat()).size);
  }

  /**
   * Resolves when a commit of so many puts and bytes will find room.
   * @throws the error of the file system when there is none
   */
  async ensure(puts: number, bytes: number): Promise<void> {
    const used = this.user.usedBytes();
    // Besides the pages that it fills, a commit rewrites at most every page that there is.
    const rewritten = Math.min(puts * PAGES_PER_PUT * this.user.pageBytes, used);
    const needed = used + 2 * bytes + rewritten + PAGES_PER_COMMIT * this.user.pageBytes;
    if (this.#size < needed) {
      await this.#growing;
      await this.#grow(needed);
    }
    const ahead = Math.min(Math.max(used / 8, LEAST_GROWTH), MOST_GROWTH);
    if (this.#growing === undefined && this.#size < needed + ahead / 2) {
      // Ahead of need: when it fails, the commit that does need it will fail, not this one.
      this.#growing = this.#grow(needed + ahead)
        .catch(() => undefined)
        .finally(() => (this.#growing = undefined));
    }
  }

  async #grow(target: number): Promise<void> {
    while (this.#size < target) {
      await this.file.appendFile(ZEROS);
      // Synced piece by piece, or the next commit would have to sync all of it.
      if (this.sync) await this.file.datasync();
      this.#size = (await this.file.stat()).size;
    }
  }

  async close(): Promise<void> {
    await this.#growing;
    await this.file.close();
  }
}
