/** What every register store must do, whatever it stores in. Run by each adapter's own spec. */
import fc from 'fast-check';
import type { RegisterRecord } from '../../../../server/contract/index.js';
import type { ActiveBatches, RegisterStore } from '../../../../server/ports.js';

export interface StoreUnderTest {
  readonly store: RegisterStore;
  /** Ends the store as its process would, and opens the same one again. */
  reopen(): Promise<RegisterStore>;
  /** Whether a word stands anywhere in what it stores. */
  holds(word: string): Promise<boolean>;
  dispose(): Promise<void>;
}

export const record = (recordId: string, summary: string, rest: Partial<RegisterRecord> = {}): RegisterRecord => ({
  recordId,
  summary,
  recordedAt: '2026-01-01',
  ...rest,
});

export const describeRegisterStore = (name: string, open: () => Promise<StoreUnderTest>): void => {
  describe(`${name} as a register store`, () => {
    let subject: StoreUnderTest;
    let store: RegisterStore;
    beforeEach(async () => {
      subject = await open();
      store = subject.store;
    });
    afterEach(() => subject.dispose());

    const write = async (
      register: string,
      batch: string,
      records: readonly RegisterRecord[],
    ): Promise<{ readonly records: number; readonly digest: string }> => {
      const writer = await store.begin(register, batch);
      for (const one of records) await writer.put(one);
      return writer.seal();
    };
    const summaries = (register: string, active: ActiveBatches): string[] =>
      [...store.records(register, active)].map(({ recordId, summary }) => `${recordId}: ${summary}`).toSorted();
    const merge = (batch: string) => ({ batch, mode: 'merge' }) as const;
    const replace = (batch: string) => ({ batch, mode: 'replace' }) as const;

    test('gives a record back as it was given', async () => {
      const full = record('R 1', 'é "quoted"', {
        people: [{ role: 'victim', givenNames: 'Ann', phones: ['07700 900123'] }],
        addresses: [{ postcode: 'AB1 2CD' }],
        details: { count: 3, none: null, flag: true },
        risk: 'high',
      });
      await write('warning', 'b1', [full]);
      expect(store.get('warning', 'R 1', [merge('b1')])).toEqual(full);
      expect([...store.records('warning', [merge('b1')])]).toEqual([full]);
    });

    test('later batches replace records; what is not active is not there', async () => {
      await write('warning', 'b1', [record('1', 'old'), record('2', 'old')]);
      await write('warning', 'b2', [record('2', 'new'), record('3', 'new')]);
      expect(summaries('warning', [])).toEqual([]);
      expect(summaries('warning', [merge('b1')])).toEqual(['1: old', '2: old']);
      expect(summaries('warning', [merge('b1'), merge('b2')])).toEqual(['1: old', '2: new', '3: new']);
      expect(summaries('warning', [merge('b2'), merge('b1')])).toEqual(['1: old', '2: old', '3: new']);
      expect(store.get('warning', '2', [merge('b1')])?.summary).toBe('old');
      expect(store.get('warning', '3', [merge('b1')])).toBeUndefined();
    });

    test('a batch that replaces hides everything before it', async () => {
      await write('warning', 'b1', [record('1', 'old'), record('2', 'old')]);
      await write('warning', 'b2', [record('2', 'new')]);
      await write('warning', 'b3', [record('3', 'newest')]);
      expect(summaries('warning', [merge('b1'), replace('b2'), merge('b3')])).toEqual(['2: new', '3: newest']);
      expect(store.get('warning', '1', [merge('b1'), replace('b2')])).toBeUndefined();
    });

    test('a withdrawn record is not there, until a later batch brings it back or the withdrawal is undone', async () => {
      await write('warning', 'b1', [record('1', 'old')]);
      await write('warning', 'b2', [record('1', 'gone', { withdrawn: true })]);
      await write('warning', 'b3', [record('1', 'back')]);
      expect(store.get('warning', '1', [merge('b1'), merge('b2')])).toBeUndefined();
      expect(summaries('warning', [merge('b1'), merge('b2')])).toEqual([]);
      expect(summaries('warning', [merge('b1'), merge('b2'), merge('b3')])).toEqual(['1: back']);
      expect(summaries('warning', [merge('b1')])).toEqual(['1: old']);
    });

    test('the same record id again within a batch replaces, and is counted once', async () => {
      const { records } = await write('warning', 'b1', [record('1', 'first'), record('2', 'x'), record('1', 'second')]);
      expect(records).toBe(2);
      expect(summaries('warning', [merge('b1')])).toEqual(['1: second', '2: x']);
      expect([...store.recordIds('warning', 'b1')].toSorted()).toEqual(['1', '2']);
    });

    test('registers, records and batches with names that begin alike stay apart', async () => {
      await write('a', 'b', [record('c', 'one'), record('cc', 'two')]);
      await write('ab', 'b', [record('c', 'three')]);
      await write('a', 'bb', [record('c', 'four')]);
      expect(summaries('a', [merge('b')])).toEqual(['c: one', 'cc: two']);
      expect(store.get('ab', 'c', [merge('b')])?.summary).toBe('three');
      expect([...store.recordIds('a', 'bb')]).toEqual(['c']);
    });

    test('the digest tells what was given, in which order', async () => {
      const given = [record('1', 'x'), record('2', 'y')];
      const { digest } = await write('warning', 'b1', given);
      expect(digest).toMatch(/^[0-9a-f]{64}$/);
      expect((await write('warning', 'b2', given)).digest).toBe(digest);
      expect((await write('warning', 'b3', given.toReversed())).digest).not.toBe(digest);
    });

    test('an empty batch may replace a register', async () => {
      await write('warning', 'b1', [record('1', 'x')]);
      expect(await write('warning', 'b2', [])).toMatchObject({ records: 0 });
      expect(summaries('warning', [merge('b1'), replace('b2')])).toEqual([]);
    });

    test('a batch of many slices is whole: every record once, its ids once, also when ids come again far apart', async () => {
      const many = Array.from({ length: 4500 }, (_, n) => record(`R${(n * 7919) % 4000}`, `${n}`));
      const { records } = await write('prior-call', 'b1', many);
      expect(records).toBe(4000);
      const ids = [...store.recordIds('prior-call', 'b1')];
      expect(new Set(ids).size).toBe(ids.length);
      const last = new Map(many.map(({ recordId, summary }) => [recordId, summary]));
      expect(ids.toSorted()).toEqual([...last.keys()].toSorted());
      expect(summaries('prior-call', [merge('b1')])).toEqual([...last].map(([id, n]) => `${id}: ${n}`).toSorted());
    });

    test('[R1] a sealed batch is there after a restart', async () => {
      await write('warning', 'b1', [record('1', 'x')]);
      store = await subject.reopen();
      expect(summaries('warning', [merge('b1')])).toEqual(['1: x']);
      expect([...store.recordIds('warning', 'b1')]).toEqual(['1']);
    });

    test('a discarded batch leaves nothing, and its name may be used again', async () => {
      const writer = await store.begin('warning', 'b1');
      for (let n = 0; n < 2500; n += 1) await writer.put(record(`R${n}`, 'x'));
      await writer.discard();
      expect([...store.recordIds('warning', 'b1')]).toEqual([]);
      expect(() => store.get('warning', 'R1', [merge('b1')])).toThrow('missing');
      await write('warning', 'b1', [record('1', 'x')]);
      expect(summaries('warning', [merge('b1')])).toEqual(['1: x']);
    });

    test('[R2] an active batch that is not there, or not sealed, is an error, never an empty register', async () => {
      await write('warning', 'b1', [record('1', 'x')]);
      const half = await store.begin('warning', 'half');
      await half.put(record('2', 'y'));
      for (const batch of ['half', 'none']) {
        expect(() => store.get('warning', '1', [merge('b1'), merge(batch)])).toThrow('missing');
        expect(() => summaries('warning', [merge('b1'), merge(batch)])).toThrow('missing');
      }
      await half.discard();
    });

    test('a sealed batch cannot be begun again, nor written to', async () => {
      const writer = await store.begin('warning', 'b1');
      await expect(store.begin('warning', 'b1')).rejects.toThrow('is being written');
      await writer.put(record('1', 'x'));
      await writer.seal();
      await expect(store.begin('warning', 'b1')).rejects.toThrow('exists');
      await expect(writer.put(record('2', 'y'))).rejects.toThrow('sealed');
      expect(summaries('warning', [merge('b1')])).toEqual(['1: x']);
    });

    test('a sweep removes what is not kept, half-written batches among it, and leaves those under way', async () => {
      await write('warning', 'kept', [record('1', 'kept')]);
      await write('warning', 'dropped', [record('1', 'dropped'), record('2', 'dropped')]);
      const half = await store.begin('marac', 'half');
      for (let n = 0; n < 2500; n += 1) await half.put(record(`R${n}`, 'half'));
      store = await subject.reopen();
      const under = await store.begin('marac', 'under');
      for (let n = 0; n < 1500; n += 1) await under.put(record(`R${n}`, 'under'));
      await store.sweep(new Set(['kept']));
      await under.seal();
      expect(summaries('warning', [merge('kept')])).toEqual(['1: kept']);
      expect([...store.recordIds('warning', 'dropped')]).toEqual([]);
      expect([...store.recordIds('marac', 'half')]).toEqual([]);
      expect(summaries('marac', [merge('under')])).toHaveLength(1500);
    });

    test('records may be read while a batch is written and while others are read', async () => {
      await write(
        'warning',
        'b1',
        Array.from({ length: 1500 }, (_, n) => record(`R${n}`, 'x')),
      );
      const active = [merge('b1')];
      const seen: string[] = [];
      const writer = await store.begin('warning', 'b2');
      for (const one of store.records('warning', active)) {
        seen.push(one.recordId);
        await writer.put(record(one.recordId, 'y'));
        expect(store.get('warning', one.recordId, active)?.summary).toBe('x');
      }
      await writer.seal();
      expect(new Set(seen).size).toBe(1500);
      expect(seen).toHaveLength(1500);
    });

    test('[R7] an erased record is in no file any more, in whichever batch it came; the others are as they were', async () => {
      const many = Array.from({ length: 1500 }, (_, n) => record(`R${n}`, n === 700 ? 'Attenborrow' : 'x'));
      await write('warning', 'b1', many);
      await write('warning', 'b2', [record('R700', 'Attenborrow again'), record('R701', 'y')]);
      await write('warning', 'b3', [record('R700', 'sent again')]);
      expect(store.holding('warning', 'R700')).toEqual(['b1', 'b2', 'b3']);
      expect(await subject.holds('Attenborrow')).toBe(true);
      const erased = [{ recordId: 'R700', batches: ['b1', 'b2', 'swept long ago'] }];
      await store.erase('warning', erased);
      expect(await subject.holds('Attenborrow')).toBe(false);
      const active = [merge('b1'), merge('b2')];
      expect(store.get('warning', 'R700', active)).toBeUndefined();
      expect([...store.records('warning', active)]).toHaveLength(1499);
      expect(store.get('warning', 'R701', active)?.summary).toBe('y');
      // Where it is there, it is what was sent after its erasure.
      expect(store.get('warning', 'R700', [...active, merge('b3')])?.summary).toBe('sent again');
      await store.erase('warning', erased);
      store = await subject.reopen();
      expect(store.get('warning', 'R700', [...active, merge('b3')])?.summary).toBe('sent again');
    });

    test('random batches agree with plain maps', async () => {
      const one = fc.record({ id: fc.nat(6), withdrawn: fc.boolean() });
      const batches = fc.array(
        fc.record({ replace: fc.boolean(), active: fc.boolean(), records: fc.array(one, { maxLength: 8 }) }),
        { maxLength: 6 },
      );
      let run = 0;
      await fc.assert(
        fc.asyncProperty(batches, async (plan) => {
          run += 1;
          const register = `register-${run}`;
          const active: { batch: string; mode: 'merge' | 'replace' }[] = [];
          let expected = new Map<string, RegisterRecord>();
          for (const [index, batch] of plan.entries()) {
            const name = `b${index}`;
            const records = batch.records.map(({ id, withdrawn }, n) =>
              record(`R${id}`, `${index}/${n}`, withdrawn ? { withdrawn } : {}),
            );
            await write(register, name, records);
            if (!batch.active) continue;
            active.push({ batch: name, mode: batch.replace ? 'replace' : 'merge' });
            if (batch.replace) expected = new Map();
            for (const written of records) expected.set(written.recordId, written);
          }
          const there = [...expected.values()].filter(({ withdrawn }) => withdrawn !== true);
          expect(new Set(store.records(register, active))).toEqual(new Set(there));
          for (const id of Array.from({ length: 7 }, (_, n) => `R${n}`))
            expect(store.get(register, id, active)).toEqual(there.find(({ recordId }) => recordId === id));
        }),
        { numRuns: 60 },
      );
    });
  });
};
