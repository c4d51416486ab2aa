import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RegisterRecord } from '../../../../server/contract/index.js';
import type { CheckAnswer, CheckQuery } from '../../../../server/domain/match/types.js';
import type { Manifest } from '../../../../server/domain/register/types.js';
import { openRegisterStore } from '../../../../server/platform/registers/register-store.js';
import type { ActiveBatches, Matcher, RegisterStore } from '../../../../server/ports.js';
import { record } from '../../domain/match/support.js';

/** A store in a folder of its own, and a matcher over it. */
export interface Bench {
  readonly store: RegisterStore;
  readonly matcher: Matcher;
  readonly folder: string;
  readonly close: () => Promise<void>;
}

export async function openBench(open: (folder: string, store: RegisterStore) => Matcher): Promise<Bench> {
  const folder = await mkdtemp(join(tmpdir(), 'outrider-matcher-'));
  const store = await openRegisterStore(folder);
  const matcher = open(folder, store);
  const close = async (): Promise<void> => {
    await matcher.close();
    await store.close();
    await rm(folder, { recursive: true, force: true });
  };
  return { store, matcher, folder, close };
}

export const manifest = (id: string): Manifest => ({
  id,
  title: id,
  holds: 'test records',
  lifeSafety: true,
  noTraceKeys: { person: ['name+dateOfBirth'], location: true, phone: true },
  flag: { severity: 'high', headline: '{summary}' },
  visibility: {},
  columns: {},
});

/** A record about somebody called Pemberton whose given name is the id. */
export const pemberton = (recordId: string, more: Partial<RegisterRecord> = {}): RegisterRecord =>
  record({
    recordId,
    people: [{ role: 'victim', givenNames: recordId, surname: 'Pemberton', dateOfBirth: '1980-05-17' }],
    ...more,
  });

export async function deliver(
  store: RegisterStore,
  register: string,
  batch: string,
  records: readonly RegisterRecord[],
): Promise<void> {
  const writer = await store.begin(register, batch);
  for (const one of records) await writer.put(one);
  await writer.seal();
}

export const askFor = (givenNames: string, registers?: readonly string[]): CheckQuery => ({
  at: '2026-11-23T02:14:00Z',
  ...(registers === undefined ? {} : { registers }),
  subjects: [
    {
      ref: { kind: 'person', id: 'p1' },
      role: 'victim',
      givenNames,
      surname: 'Pemberton',
      dateOfBirth: '1980-05-17',
      phones: [],
    },
  ],
});

/** `register/recordId@batch` of every match. */
export const matches = (answer: CheckAnswer): string[] =>
  answer.subjects
    .flatMap(({ links }) => links)
    .filter(({ tier }) => tier === 'match')
    .map(({ register, recordId, batch }) => `${register}/${recordId}@${batch}`);

const merged = (...batches: string[]): ActiveBatches => batches.map((batch) => ({ batch, mode: 'merge' }));

/** What every Matcher must do, whatever it is made of. */
export function matcherContract(name: string, open: (folder: string, store: RegisterStore) => Matcher): void {
  describe(`Matcher: ${name}`, () => {
    let bench: Bench;
    beforeEach(async () => {
      bench = await openBench(open);
    });
    afterEach(() => bench.close());

    it('finds what it has loaded, and says which batch it came from and which were searched', async () => {
      const { store, matcher } = bench;
      await deliver(store, 'warning', 'b1', [pemberton('Philippa'), pemberton('Beatrix')]);
      await deliver(store, 'warning', 'b2', [pemberton('Philippa', { summary: 'newer' })]);
      await matcher.load([{ manifest: manifest('warning'), active: merged('b1', 'b2') }]);
      const answer = await matcher.check(askFor('Philippa'));
      expect(matches(answer)).toEqual(['warning/Philippa@b2']);
      expect(answer.subjects[0]?.links[0]?.record.summary).toBe('newer');
      expect(answer.searched).toEqual([
        { register: 'warning', batch: 'b1', records: 1 },
        { register: 'warning', batch: 'b2', records: 1 },
      ]);
    });

    it('[R2] says of an empty register that it was searched, and of an unknown one nothing', async () => {
      await bench.matcher.load([{ manifest: manifest('warning'), active: [] }]);
      const answer = await bench.matcher.check(askFor('Philippa'));
      expect(answer.searched).toEqual([{ register: 'warning', batch: null, records: 0 }]);
      expect((await bench.matcher.check(askFor('Philippa', ['unknown']))).searched).toEqual([]);
    });

    it('[R1] shows nothing of a batch before its activation, and everything after', async () => {
      const { store, matcher } = bench;
      await deliver(store, 'warning', 'b1', [pemberton('Beatrix')]);
      await matcher.load([{ manifest: manifest('warning'), active: merged('b1') }]);
      await deliver(store, 'warning', 'b2', [pemberton('Philippa')]);
      expect(matches(await matcher.check(askFor('Philippa')))).toEqual([]);
      await matcher.activate('warning', merged('b1', 'b2'));
      expect(matches(await matcher.check(askFor('Philippa')))).toEqual(['warning/Philippa@b2']);
    });

    it('takes a batch back when it is no longer active, and what it had replaced returns', async () => {
      const { store, matcher } = bench;
      await deliver(store, 'warning', 'b1', [pemberton('Philippa', { summary: 'first' })]);
      await deliver(store, 'warning', 'b2', [pemberton('Philippa', { summary: 'second' }), pemberton('Beatrix')]);
      await matcher.load([{ manifest: manifest('warning'), active: merged('b1', 'b2') }]);
      await matcher.activate('warning', merged('b1'));
      const answer = await matcher.check(askFor('Philippa'));
      expect(matches(answer)).toEqual(['warning/Philippa@b1']);
      expect(answer.subjects[0]?.links[0]?.record.summary).toBe('first');
      expect(matches(await matcher.check(askFor('Beatrix')))).toEqual([]);
    });

    it('replaces a whole register', async () => {
      const { store, matcher } = bench;
      await deliver(store, 'warning', 'b1', [pemberton('Philippa')]);
      await deliver(store, 'warning', 'b2', [pemberton('Beatrix')]);
      await matcher.load([{ manifest: manifest('warning'), active: merged('b1') }]);
      await matcher.activate('warning', [...merged('b1'), { batch: 'b2', mode: 'replace' }]);
      expect(matches(await matcher.check(askFor('Philippa')))).toEqual([]);
      expect(matches(await matcher.check(askFor('Beatrix')))).toEqual(['warning/Beatrix@b2']);
    });

    it('applies a large activation at once: no query sees half of it', async () => {
      const { store, matcher } = bench;
      const many = Array.from({ length: 2000 }, (_, i) => pemberton(`Philippa ${i}`, { people: [] }));
      await deliver(store, 'warning', 'b1', [pemberton('Beatrix')]);
      await deliver(store, 'warning', 'b2', [
        pemberton('Beatrix', { withdrawn: true }),
        ...many,
        pemberton('Philippa'),
      ]);
      await matcher.load([{ manifest: manifest('warning'), active: merged('b1') }]);
      const activation = matcher.activate('warning', merged('b1', 'b2'));
      const seen = await Promise.all(
        Array.from({ length: 20 }, async () => {
          const answer = await matcher.check({
            ...askFor('Philippa'),
            subjects: [...askFor('Philippa').subjects, ...askFor('Beatrix').subjects],
          });
          return matches(answer).join();
        }),
      );
      await activation;
      for (const one of seen) expect(['warning/Beatrix@b1', 'warning/Philippa@b2']).toContain(one);
      expect(matches(await matcher.check(askFor('Philippa')))).toEqual(['warning/Philippa@b2']);
    });

    it('answers over all registers together', async () => {
      const { store, matcher } = bench;
      await deliver(store, 'warning', 'b1', [pemberton('Philippa')]);
      await deliver(store, 'firearms', 'b2', [pemberton('Philippa')]);
      await matcher.load([
        { manifest: manifest('warning'), active: merged('b1') },
        { manifest: manifest('firearms'), active: merged('b2') },
      ]);
      const answer = await matcher.check(askFor('Philippa'));
      expect(matches(answer)).toEqual(['firearms/Philippa@b2', 'warning/Philippa@b1']);
      expect(answer.subjects[0]?.candidates).toBe(1);
      expect(answer.model).toMatch(/^outrider-match-/);
    });
  });
}
