import { open, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ErasedRecord } from '../../domain/register/evolve.js';
import type { Room } from '../log/embedded/room.js';
import { onDisk } from './batch-writer.js';
import { keyOf, sealValue, type Tables } from './tables.js';

/** A file that is there while free pages may hold what was erased. */
const UNSCRUBBED = 'unscrubbed';
/** Somebody read an older state for long: it is tried again after this. */
const AGAIN_MS = 30_000;

/** What stands where a record was. */
export const nothingOf = (recordId: string): string =>
  JSON.stringify({ recordId, withdrawn: true, summary: 'Erased', recordedAt: '1970-01-01' });

/** Erases records from the registers of this folder: from its newest state at once, then from its free pages. */
export class RecordEraser {
  #turn: Promise<void> = Promise.resolve();
  #again: NodeJS.Timeout | undefined;
  #closed = false;

  private constructor(
    private readonly tables: Tables,
    private readonly room: Room,
    private readonly mark: string,
  ) {}

  /** @param registers the folder of the registers; what was not finished there when its process ended is finished */
  static async open(tables: Tables, room: Room, registers: string): Promise<RecordEraser> {
    const eraser = new RecordEraser(tables, room, join(registers, UNSCRUBBED));
    await eraser.#scrub();
    return eraser;
  }

  erase(register: string, erased: readonly ErasedRecord[]): Promise<void> {
    const done = this.#turn.then(async () => {
      const held = this.#held(register, erased);
      if (held.length === 0) return;
      await this.#overwrite(held);
      await this.#scrub();
    });
    this.#turn = done.catch(() => undefined);
    return done;
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#again);
    await this.#turn;
  }

  /** What still says something. */
  #held(register: string, erased: readonly ErasedRecord[]): { readonly key: Buffer; readonly nothing: Buffer }[] {
    const { tables } = this;
    tables.refresh();
    return erased.flatMap(({ recordId, batches }) =>
      batches.flatMap((batch) => {
        const key = keyOf(register, recordId, batch);
        const nothing = sealValue(key, nothingOf(recordId));
        const stored = tables.records.get(key);
        return stored === undefined || nothing.equals(stored) ? [] : [{ key, nothing }];
      }),
    );
  }

  #overwrite(held: readonly { readonly key: Buffer; readonly nothing: Buffer }[]): Promise<void> {
    return onDisk(async () => {
      const mark = await open(this.mark, 'w', 0o600);
      await mark.sync();
      await mark.close();
      await this.room.ensure(held.length, 0);
      await this.tables.commit(() => {
        for (const { key, nothing } of held) void this.tables.records.put(key, nothing);
      });
    });
  }

  async #scrub(): Promise<void> {
    clearTimeout(this.#again);
    const isMarked = await stat(this.mark).then(
      () => true,
      () => false,
    );
    if (!isMarked || this.#closed) return;
    if (await this.tables.scrub()) await rm(this.mark);
    else this.#again = setTimeout(() => void (this.#turn = this.#turn.then(() => this.#scrub())), AGAIN_MS).unref();
  }
}
