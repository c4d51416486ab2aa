import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { placesIn } from '../../../../../server/platform/log/embedded/data-folder.js';
import { PAGE_BYTES } from '../../../../../server/platform/log/embedded/store.js';
import { openEmbeddedLog } from '../../../../../server/platform/log/embedded/open-log.js';
import { LogCorrupt } from '../../../../../server/ports.js';
import { DamagedLog, type StoredValue } from '../../../../support/log-damage.js';
import type { Flip } from '../../../../support/log-flips.js';
import { inFolder } from '../../../../support/log-folder.js';
import { runChild } from '../../../../support/log-processes.js';
import { request } from '../../../../support/log-requests.js';

// Thousands of readings of a small log, and processes that lmdb may end.
/** A small log with a bit of everything: two streams, appends of several events, an erased body. */
const writeLog = async (folder: string): Promise<void> => {
  const log = await openEmbeddedLog(folder);
  await log.append(
    request({ command: 'c1', stream: 'incident/a', bodies: [{ name: 'Ann' }, { phone: '07700 900123' }] }),
  );
  await log.append(request({ command: 'c2', stream: 'desk/main' }));
  await log.append(request({ command: 'c3', stream: 'incident/a', bodies: ['x', { deep: [1, { y: null }] }, true] }));
  await log.eraseBodies('incident/a', 1);
  await log.close();
};

const withDamage = (test: (log: DamagedLog, values: readonly StoredValue[]) => Promise<void>): Promise<void> =>
  inFolder(async (folder) => {
    await writeLog(folder);
    const log = new DamagedLog(folder);
    try {
      await test(log, log.values());
    } finally {
      await log.close();
    }
  });

const flipped = (value: Buffer, bit: number): Buffer => {
  const copy = Buffer.from(value);
  copy.writeUInt8(copy.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
  return copy;
};

describe('damage to what is stored', () => {
  test('any flipped bit of any stored value is found', () =>
    withDamage(async (log, values) => {
      const pristine = await log.read();
      expect(typeof pristine).toBe('string');
      const place = fc
        .nat(values.length - 1)
        .chain((index) =>
          fc.tuple(fc.constant(values[index] as StoredValue), fc.nat((values[index]?.value.length ?? 0) * 8 - 1)),
        );
      await fc.assert(
        fc.asyncProperty(place, async ([stored, bit]) => {
          log.put(stored, flipped(stored.value, bit));
          const read = await log.read();
          log.put(stored, stored.value);
          expect(read).toBeInstanceOf(LogCorrupt);
        }),
        { numRuns: 20_000 },
      );
      expect(await log.read()).toBe(pristine);
    }));

  test('every byte of the last append, changed, or torn off with all that follows, is found', () =>
    withDamage(async (log, values) => {
      const last = values.filter(({ table, key }) => key === 4 || table === 'meta');
      expect(last).toHaveLength(4);
      for (const stored of last)
        for (let byte = 0; byte < stored.value.length; byte += 1) {
          const changed = Buffer.from(stored.value);
          changed.writeUInt8(changed.readUInt8(byte) ^ 0xff, byte);
          log.put(stored, changed);
          expect(await log.read()).toBeInstanceOf(LogCorrupt);
          log.put(stored, stored.value.subarray(0, byte));
          expect(await log.read()).toBeInstanceOf(LogCorrupt);
          log.put(stored, stored.value);
        }
    }));

  test('a value that is gone, or stands where another belongs, is found', () =>
    withDamage(async (log, values) => {
      const needed = values.filter(({ key }) => String(key) !== 'epoch');
      for (const stored of needed) {
        log.remove(stored);
        expect(await log.read()).toBeInstanceOf(LogCorrupt);
        const other = needed.find(({ table, value }) => table === stored.table && !value.equals(stored.value));
        if (other !== undefined) {
          log.put(stored, other.value);
          expect(await log.read()).toBeInstanceOf(LogCorrupt);
        }
        log.put(stored, stored.value);
      }
      expect(await log.read()).not.toBeInstanceOf(LogCorrupt);
    }));

  test('says the first position that cannot be trusted', () =>
    withDamage(async (log, values) => {
      const at = (table: string, key: number): StoredValue =>
        values.find((stored) => stored.table === table && stored.key === key) as StoredValue;
      for (const [table, key, position] of [
        ['headers', 1, 1],
        ['headers', 3, 3],
        ['headers', 4, 4],
        ['bodies', 3, 3],
      ] as const) {
        const stored = at(table, key);
        log.put(stored, flipped(stored.value, 161));
        expect(await log.read()).toMatchObject({ position });
        log.put(stored, stored.value);
      }
      const bodies = at('bodies', 4);
      log.put(bodies, flipped(bodies.value, (bodies.value.length - 1) * 8));
      expect(await log.read()).toMatchObject({ position: 6 });
    }));

  // Once, a log whose root page read as empty was taken for a new log, and opened with nothing in it.
  test('a flipped bit in the head of the root page is found: the log does not pass for an empty one', () =>
    inFolder(async (folder) => {
      await runChild('append', folder, { from: 1, count: 10, writers: 3, bytes: 300 });
      const root = rootPageOf(await readFile(placesIn(folder).logFile));
      const flips = Array.from({ length: 12 * 8 }, (_, n) => ({ byte: root + 16 + (n >> 3), bit: n & 7 }));
      const verdicts = await survey(folder, flips);
      expect(flips.filter((_, index) => verdicts[index] === 'wrong')).toEqual([]);
      expect(verdicts).toContain('found');
    }));

  test('a flipped bit anywhere in the data file is found, or changes nothing that is read', () =>
    inFolder(async (folder) => {
      await runChild('append', folder, { from: 1, count: 60, writers: 3, bytes: 300 });
      // The pages in use: what lies behind them is room.
      const anywhere = fc.noBias(fc.record({ byte: fc.nat(250_000), bit: fc.nat(7) }));
      await fc.assert(
        fc.asyncProperty(fc.array(anywhere, { minLength: 300, maxLength: 300 }), async (flips) => {
          const verdicts = await survey(folder, flips);
          expect(flips.filter((_, index) => verdicts[index] === 'wrong')).toEqual([]);
          expect(verdicts).toContain('found');
        }),
        { numRuns: 1, endOnFailure: true },
      );
    }));
});

/** Where the page begins that lists the tables: the newer of lmdb's two metas names it (see lmdb-file.ts). */
const rootPageOf = (file: Buffer): number => {
  const [one, other] = [file.subarray(0, PAGE_BYTES), file.subarray(PAGE_BYTES, 2 * PAGE_BYTES)] as const;
  const newer = one.readBigUInt64LE(152) >= other.readBigUInt64LE(152) ? one : other;
  return Number(newer.readBigUInt64LE(136)) * PAGE_BYTES;
};

/**
 * Surveys each flip in a process of its own kind: lmdb follows its page numbers without a look, so a flipped one may end
 * the process. That reads nothing wrong; the rest goes on in the next.
 */
const survey = async (folder: string, flips: readonly Flip[]): Promise<string[]> => {
  const verdicts: string[] = [];
  while (verdicts.length < flips.length) {
    const { lines, signal, errors } = await runChild('flips', folder, { flips, from: verdicts.length });
    verdicts.push(...lines.map((line) => line.split(' ')[1] ?? ''));
    if (verdicts.length === flips.length) break;
    if (signal === null) throw new Error(errors);
    verdicts.push('ended');
  }
  return verdicts;
};
