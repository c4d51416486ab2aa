import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { atOnce } from '../../../../server/domain/match/index/steps.js';
import {
  MatcherCore,
  type CoreOptions,
  type RecordStore,
  type Wanted,
} from '../../../../server/platform/matcher/matcher-core.js';
import { decodeSnapshot } from '../../../../server/platform/matcher/snapshot-format.js';
import { SnapshotFile } from '../../../../server/platform/matcher/snapshot-file.js';
import type { ActiveBatches, LoadedRegister } from '../../../../server/ports.js';
import { InProcessMatcher } from '../../../../server/platform/matcher/in-process-matcher.js';
import { someFileHolds } from '../../../support/log-folder.js';
import { askFor, deliver, manifest, matches, openBench, pemberton, type Bench } from './matcher-contract.js';

const merged = (...batches: string[]): ActiveBatches => batches.map((batch) => ({ batch, mode: 'merge' }));
const loaded = (id: string, active: ActiveBatches): LoadedRegister => ({ manifest: manifest(id), active });

const started: MatcherCore[] = [];

/** A core with a snapshot, which tells how many records it has read and what it had to say. */
function start({ store, folder }: Bench, more: Partial<CoreOptions> = {}) {
  const told: string[] = [];
  const read = { records: 0 };
  const counted: RecordStore = {
    get: (register, recordId, active) => store.get(register, recordId, active),
    recordIds: (register, batch) => store.recordIds(register, batch),
    *records(register, active) {
      for (const record of store.records(register, active)) {
        read.records += 1;
        yield record;
      }
    },
  };
  const core = new MatcherCore(counted, {
    snapshot: new SnapshotFile(folder),
    tell: (problem) => told.push(problem),
    ...more,
  });
  started.push(core);
  return { core, told, read };
}

describe('a snapshot of the matcher', () => {
  let bench: Bench;
  const fileOf = ({ folder }: Bench): string => join(folder, 'matcher', 'index.snapshot');

  beforeEach(async () => {
    bench = await openBench((_, store) => new InProcessMatcher(store));
    await deliver(bench.store, 'warning', 'b1', [pemberton('Philippa'), pemberton('Beatrix')]);
    await deliver(bench.store, 'firearms', 'b2', [pemberton('Philippa')]);
    const { core } = start(bench);
    await core.load([loaded('warning', merged('b1')), loaded('firearms', merged('b2')), loaded('children', [])]);
    await core.settle();
  });
  afterEach(async () => {
    await Promise.all(started.splice(0).map((core) => core.settle()));
    await bench.close();
  });

  const all = [loaded('warning', merged('b1')), loaded('firearms', merged('b2')), loaded('children', [])];

  it('answers as the registers do, without reading a record of them', async () => {
    const { core, told, read } = start(bench);
    await core.load(all);
    expect(matches(core.check(askFor('Philippa')))).toEqual(['firearms/Philippa@b2', 'warning/Philippa@b1']);
    expect(core.check(askFor('Philippa')).searched).toEqual([
      { register: 'warning', batch: 'b1', records: 2 },
      { register: 'firearms', batch: 'b2', records: 1 },
      { register: 'children', batch: null, records: 0 },
    ]);
    expect({ told, read }).toEqual({ told: [], read: { records: 0 } });
  });

  it('takes in what was added since, and reads anew what was undone', async () => {
    await deliver(bench.store, 'warning', 'b3', [pemberton('Philippa', { withdrawn: true }), pemberton('Cordelia')]);
    const { core, read } = start(bench);
    await core.load([loaded('warning', merged('b1', 'b3')), loaded('firearms', []), loaded('children', [])]);
    expect(matches(core.check(askFor('Philippa')))).toEqual([]);
    expect(matches(core.check(askFor('Cordelia')))).toEqual(['warning/Cordelia@b3']);
    expect(read.records).toBe(0);
    await core.settle();
    const again = start(bench);
    await again.core.load([loaded('warning', merged('b3')), loaded('firearms', merged('b2'))]);
    expect(matches(again.core.check(askFor('Beatrix')))).toEqual([]);
    expect(matches(again.core.check(askFor('Philippa')))).toEqual(['firearms/Philippa@b2']);
  });

  it('is replaced when it had to be read anew', async () => {
    await deliver(bench.store, 'warning', 'b3', [pemberton('Cordelia')]);
    const replaced = [loaded('warning', [...merged('b1'), { batch: 'b3', mode: 'replace' } as const])];
    const first = start(bench);
    await first.core.load(replaced);
    await first.core.settle();
    const second = start(bench);
    await second.core.load(replaced);
    expect([first.read.records, second.read.records]).toEqual([1, 0]);
    expect(matches(second.core.check(askFor('Cordelia')))).toEqual(['warning/Cordelia@b3']);
  });

  it('[R2] is never trusted when a byte of it is another, or some are missing or too many', async () => {
    const whole = await readFile(fileOf(bench));
    const anywhere = fc.nat(whole.length - 1);
    const damage = fc.oneof(
      fc.tuple(anywhere, fc.integer({ min: 1, max: 255 })).map(([at, change]) => {
        const bytes = Buffer.from(whole);
        bytes[at] = (bytes[at] ?? 0) ^ change;
        return bytes;
      }),
      anywhere.map((length) => whole.subarray(0, length)),
      fc.uint8Array({ minLength: 1, maxLength: 64 }).map((more) => Buffer.concat([whole, more])),
      fc.uint8Array({ maxLength: 64 }).map((bytes) => Buffer.from(bytes)),
    );
    await fc.assert(
      fc.asyncProperty(damage, async (bytes) => {
        await writeFile(fileOf(bench), bytes);
        const found = await new SnapshotFile(bench.folder).read();
        // What only fills up between two columns may be anything.
        if (found !== undefined && 'index' in found) expect(bytes.length).toBe(whole.length);
        else expect(found).toHaveProperty('unusable');
      }),
      { numRuns: 300 },
    );
    const { core, told, read } = start(bench);
    await core.load(all);
    expect(matches(core.check(askFor('Philippa')))).toEqual(['firearms/Philippa@b2', 'warning/Philippa@b1']);
    expect(read.records).toBe(3);
    expect(told).toEqual([expect.stringContaining('the snapshot of the matcher is not used')]);
  });

  it('is not used when other code made it', async () => {
    const whole = await readFile(fileOf(bench));
    const key = /"key":"([0-9a-f]{64})"/.exec(whole.toString('latin1'))?.[1] ?? '';
    expect(key).toHaveLength(64);
    expect(() => atOnce(decodeSnapshot(whole, key))).not.toThrow();
    expect(() => atOnce(decodeSnapshot(whole, key.replaceAll(/./g, '0')))).toThrow('made of something else');
  });
});

describe('what was erased from a register', () => {
  let bench: Bench;
  const SURNAME = 'Attenborrow';
  const erasedOnce: ActiveBatches = [{ batch: 'b1', mode: 'merge', erased: 1 }];
  const other = loaded('firearms', merged('b2'));
  beforeEach(async () => {
    bench = await openBench((_, store) => new InProcessMatcher(store));
    const gone = pemberton('R9', { people: [{ role: 'victim', givenNames: 'Zephyrine', surname: SURNAME }] });
    await deliver(bench.store, 'warning', 'b1', [gone, pemberton('Philippa')]);
    await deliver(bench.store, 'firearms', 'b2', [pemberton('Philippa')]);
    const { core } = start(bench);
    await core.load([loaded('warning', merged('b1')), other]);
    await core.settle();
    expect(await someFileHolds(join(bench.folder, 'matcher'), SURNAME)).toBe(true);
    await bench.store.erase('warning', [{ recordId: 'R9', batches: ['b1'] }]);
  });
  afterEach(async () => {
    await Promise.all(started.splice(0).map((core) => core.settle()));
    await bench.close();
  });

  const isForgotten = async (core: MatcherCore): Promise<void> => {
    await core.settle();
    for (const word of [SURNAME, 'Zephyrine']) expect(await someFileHolds(bench.folder, word)).toBe(false);
    expect(matches(core.check(askFor('Philippa')))).toEqual(['firearms/Philippa@b2', 'warning/Philippa@b1']);
  };

  it('[R7] leaves the index and its snapshot, names that all registers share among it', async () => {
    const { core } = start(bench);
    await core.load([loaded('warning', merged('b1')), other]);
    await core.activate('warning', erasedOnce);
    await isForgotten(core);
  });

  it('[R7] leaves them at the next start, when there was no time for it before', async () => {
    const { core } = start(bench);
    await core.load([loaded('warning', erasedOnce), other]);
    await isForgotten(core);
  });

  it('[R7] leaves them when another thread builds them', async () => {
    const { core } = start(bench, {
      buildBeside: async (all) => {
        const beside = start(bench).core;
        await beside.load(all.map(({ register, batches }) => loaded(register, batches)));
        await beside.settle();
      },
    });
    await core.load([loaded('warning', merged('b1')), other]);
    await core.activate('warning', erasedOnce);
    await isForgotten(core);
  });
});

describe('an index that is built beside the matcher’s', () => {
  let bench: Bench;
  const loads = [loaded('warning', merged('b1')), loaded('firearms', merged('b2'))];

  beforeEach(async () => {
    bench = await openBench((_, store) => new InProcessMatcher(store));
    await deliver(bench.store, 'warning', 'b1', [pemberton('Philippa')]);
    await deliver(bench.store, 'firearms', 'b2', [pemberton('Philippa'), pemberton('Horace')]);
    await deliver(bench.store, 'warning', 'b3', [pemberton('Philippa', { withdrawn: true }), pemberton('Cordelia')]);
    await deliver(bench.store, 'firearms', 'b4', [pemberton('Beatrix')]);
  });
  afterEach(async () => {
    await Promise.all(started.splice(0).map((core) => core.settle()));
    await bench.close();
  });

  /** Builds as the other thread does; `meanwhile` happens after it has begun. */
  const builder =
    (meanwhile: () => Promise<void> = async () => undefined) =>
    async (all: readonly Wanted[]): Promise<void> => {
      const { core } = start(bench);
      await core.load(all.map(({ register, batches }) => loaded(register, batches)));
      await core.settle();
      await meanwhile();
    };
  const replaced: ActiveBatches = [...merged('b1'), { batch: 'b3', mode: 'replace' }];
  const find = (core: MatcherCore, name: string): string[] => matches(core.check(askFor(name)));

  it('takes the place of the one there was, which has read no record of it', async () => {
    const { core, read } = start(bench, { buildBeside: builder(), largeFrom: 1 });
    await core.load(loads);
    expect(find(core, 'Philippa')).toEqual(['firearms/Philippa@b2', 'warning/Philippa@b1']);
    await core.activate('warning', replaced);
    expect(find(core, 'Philippa')).toEqual(['firearms/Philippa@b2']);
    expect(find(core, 'Cordelia')).toEqual(['warning/Cordelia@b3']);
    expect(read.records).toBe(0);
  });

  it('keeps what changed while it was built, which could be found at once', async () => {
    let during: () => Promise<void> = async () => undefined;
    const { core } = start(bench, { buildBeside: builder(() => during()), largeFrom: 1 });
    await core.load(loads);
    during = async () => {
      await core.activate('firearms', merged('b2', 'b4'));
      expect(find(core, 'Beatrix')).toEqual(['firearms/Beatrix@b4']);
    };
    await core.activate('warning', replaced);
    expect(find(core, 'Beatrix')).toEqual(['firearms/Beatrix@b4']);
    expect(find(core, 'Cordelia')).toEqual(['warning/Cordelia@b3']);
  });

  it('is left alone when the register was brought to something else meanwhile', async () => {
    let during: () => Promise<void> = async () => undefined;
    const { core } = start(bench, { buildBeside: builder(() => during()), largeFrom: 1 });
    await core.load(loads);
    during = () => core.activate('warning', merged('b1'));
    await core.activate('warning', replaced);
    expect(find(core, 'Philippa')).toEqual(['firearms/Philippa@b2', 'warning/Philippa@b1']);
    expect(find(core, 'Cordelia')).toEqual([]);
  });

  it('[R2] is done without when the builder fails, or leaves something else behind', async () => {
    const failing = [
      () => Promise.reject(new Error('of memory')),
      async () => undefined,
      () => writeFile(join(bench.folder, 'matcher', 'index.snapshot'), 'nonsense'),
    ];
    const { core: first } = start(bench);
    await first.load(loads);
    await first.settle();
    for (const buildBeside of failing) {
      const { core } = start(bench, { buildBeside, largeFrom: 1 });
      await core.load(loads);
      await core.activate('warning', replaced);
      expect(find(core, 'Cordelia')).toEqual(['warning/Cordelia@b3']);
      await core.settle();
    }
  });
});
