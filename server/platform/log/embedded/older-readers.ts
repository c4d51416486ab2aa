import { setTimeout as wait } from 'node:timers/promises';
import type { RootDatabase } from 'lmdb';

const TRIES = 60;
const WAIT_MS = 50;

/** The number of the commit that each reader of a store is at: in lmdb's table of readers, the third column. */
const READER = /^\s*\d+\s+[\da-f]+\s+(\d+)\s*$/gm;

/**
 * Waits until nobody, in this process or another, reads an older commit than the newest.
 * @returns false when somebody still did after three seconds, as a backup may
 */
export async function noOlderReaders(root: RootDatabase<Buffer, Buffer>): Promise<boolean> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    root.resetReadTxn();
    root.readerCheck();
    const { lastTxnId } = root.getStats() as { readonly lastTxnId: number };
    const readers = [...root.readerList().matchAll(READER)];
    if (readers.every(([, transaction]) => Number(transaction) >= lastTxnId)) return true;
    await wait(WAIT_MS);
  }
  return false;
}
