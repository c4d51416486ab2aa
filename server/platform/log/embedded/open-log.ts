import { randomUUID } from 'node:crypto';
import { LogCorrupt } from '../../../ports.js';
import type { Head } from '../head.js';
import { Mark, type Marked } from '../mark.js';
import { checkFormat, corrupt, explain, placesIn, prepareFolder } from './data-folder.js';
import { EmbeddedLog } from './embedded-log.js';
import { damageOf } from './lmdb-file.js';
import { LogReader } from './log-reader.js';
import { Room } from './room.js';
import { LogStore, PAGE_BYTES, type StoreOptions } from './store.js';
import { WriterLock } from './writer-lock.js';

export interface OpenOptions {
  /** The folder was restored from a backup: a new epoch begins, and a shorter log than before is no damage. */
  readonly restored?: boolean;
  /** false: trust the chain until it is read, for a quick start; every read is checked nevertheless */
  readonly verify?: boolean;
  /** For the one test that shows that the proof of syncing can fail: `false` loses data when the power fails. */
  readonly sync?: boolean;
}

/** Closes in reverse order what was opened, when opening fails on the way. */
class Opened {
  readonly #closers: (() => Promise<void>)[] = [];

  add<T>(part: T, close: (part: T) => Promise<void>): T {
    this.#closers.push(() => close(part));
    return part;
  }

  async close(): Promise<void> {
    for (const close of this.#closers.toReversed()) await close();
  }
}

const openStore = async (folder: string, options: StoreOptions): Promise<LogStore> => {
  const damage = await damageOf(placesIn(folder).logFile, PAGE_BYTES);
  if (damage !== undefined) throw corrupt(folder, damage);
  try {
    return new LogStore(placesIn(folder).log, options);
  } catch (cause) {
    const explained = explain(folder, cause);
    throw explained === cause ? corrupt(folder, `its log cannot be read (${String(cause)})`, cause) : explained;
  }
};

/** Turns a LogCorrupt into what a person who starts Outrider needs to read. */
const soundly = async <T>(folder: string, action: () => T | Promise<T>): Promise<T> => {
  try {
    return await action();
  } catch (cause) {
    if (!(cause instanceof LogCorrupt)) throw cause;
    throw corrupt(folder, `from position ${cause.position} of the log on, ${cause.message}`, cause);
  }
};

/** A mark of another epoch is no witness. */
const checkMark = (folder: string, mark: Marked | undefined, epoch: string, head: Head): void => {
  if (mark?.epoch === epoch && mark.position > head.position)
    throw corrupt(folder, `its log ends at position ${head.position}, but went on to ${mark.position} before`);
};

/**
 * Opens the event log in a data folder, which is made when it is missing, for writing.
 * @throws DataFolderError when the folder cannot be used; its message says what to do
 */
export const openEmbeddedLog = async (folder: string, options: OpenOptions = {}): Promise<EmbeddedLog> => {
  const { restored = false, verify = true, sync = true } = options;
  await prepareFolder(folder);
  const opened = new Opened();
  try {
    // A log that was opened before has its mark, and has its tables.
    const create = !(await Mark.exists(placesIn(folder).mark));
    const store = opened.add(await openStore(folder, { sync, create }), (part) => part.close());
    const lock = opened.add(await WriterLock.claim(folder, (action) => store.alone(action)), (part) => part.release());
    store.refresh();
    const reader = new LogReader(store);
    const head = await soundly(folder, () => store.head());
    let epoch = await soundly(folder, () => store.epoch());
    if (epoch === undefined && !(create && store.isEmpty()))
      throw corrupt(folder, 'it holds a log, but the tables that say so are gone');
    if (epoch === undefined || restored) {
      epoch = randomUUID();
      await store.startEpoch(epoch);
    }
    checkMark(folder, await Mark.read(placesIn(folder).mark), epoch, head);
    if (verify) await soundly(folder, () => reader.verify(head, false));
    const room = opened.add(await Room.open(store, placesIn(folder).logFile, sync), (part) => part.close());
    if (store.isUnscrubbed()) await store.scrub();
    const mark = opened.add(await Mark.open(placesIn(folder).mark, epoch), (part) => part.close());
    mark.write(head);
    return new EmbeddedLog({ store, reader, room, mark, lock }, epoch, head);
  } catch (cause) {
    await opened.close();
    throw explain(folder, cause);
  }
};

/** The log of a data folder for a second process: it sees what is on disk, and writes nothing. */
export interface ReadOnlyLog {
  /** Where the log ends now. @throws LogCorrupt */
  head(): Head & { readonly epoch: string };
  readonly reader: LogReader;
  close(): Promise<void>;
}

/**
 * Opens the log of a data folder for reading, while another process may write it.
 * @throws DataFolderError
 */
export const openLogReader = async (folder: string): Promise<ReadOnlyLog> => {
  try {
    if ((await checkFormat(folder)) === undefined) throw corrupt(folder, 'there is no log in it');
  } catch (cause) {
    throw explain(folder, cause);
  }
  const store = await openStore(folder, { readOnly: true });
  try {
    const epoch = await soundly(folder, () => store.epoch());
    if (epoch === undefined) throw corrupt(folder, 'there is no log in it');
    // The mark first, then the head: a log that is being written may only be further by then.
    const mark = await Mark.read(placesIn(folder).mark);
    store.refresh();
    checkMark(folder, mark, epoch, await soundly(folder, () => store.head()));
  } catch (cause) {
    await store.close();
    throw cause;
  }
  return {
    head: () => {
      store.refresh();
      return { ...store.head(), epoch: store.epoch() ?? '' };
    },
    reader: new LogReader(store),
    close: () => store.close(),
  };
};
