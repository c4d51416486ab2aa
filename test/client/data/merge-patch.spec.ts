import fc from 'fast-check';
import type { Party, Report } from '../../../server/contract/index.js';
import { applyPatch, patchBetween, rebase } from '../../../client/data/merge-patch.js';
import { revise } from '../../../server/domain/incident/revise.js';

const text = fc.constantFrom('knife', 'none', 'Rosa', '12 Ludgate Hill');
const party = (id: string): fc.Arbitrary<Party> =>
  fc.record(
    {
      id: fc.constant(id),
      role: fc.constantFrom('victim' as const, 'suspect' as const),
      surname: text,
      alsoKnownAs: fc.array(text, { minLength: 1, maxLength: 2 }),
    },
    { requiredKeys: ['id', 'role'] },
  );
const report: fc.Arbitrary<Report> = fc.record(
  {
    source: fc.constant('999' as const),
    people: fc.tuple(fc.option(party('p1')), fc.option(party('p2'))).map((two) => two.filter((one) => one !== null)),
    weapons: text,
    location: fc.record({ text, town: text }, { requiredKeys: ['text'] }),
    caller: fc.record({ name: text, phone: text }, { requiredKeys: ['name'] }),
  },
  { requiredKeys: ['source', 'people'] },
);
/** The second of two reports, its people known by id only where the first has them: ids are given by Outrider. */
const revision = (from: Report, to: Report): Report => ({
  ...to,
  people: to.people.map(({ id, ...rest }) =>
    from.people.some((one) => one.id === id) ? { id, ...rest } : rest,
  ) as Party[],
});
const withoutNewIds = (one: Report) => ({
  ...one,
  people: one.people.map(({ id, ...rest }) => (id?.startsWith('new-') ? rest : { id, ...rest })) as Party[],
});
const byId = (one: Report) => ({
  ...one,
  people: one.people.toSorted((a, b) => (a.id ?? '').localeCompare(b.id ?? '')),
});

describe('the change of a report, as a merge patch', () => {
  it('is empty when nothing differs', () => {
    fc.assert(fc.property(report, (one) => expect(patchBetween(one, structuredClone(one))).toEqual({})));
  });

  it('makes the one report out of the other, by this client and by the server alike', () => {
    fc.assert(
      fc.property(report, report, (from, any) => {
        const to = revision(from, any);
        const patch = patchBetween(from, to);
        expect(byId(applyPatch(from, patch))).toEqual(byId(to));
        let given = 0;
        const at = '2026-02-03T02:14:00Z';
        const filed = {
          ...from,
          openedAt: at,
          firstRingAt: at,
          people: from.people.map((p, i) => ({ ...p, id: p.id ?? `${i}` })),
        };
        const revised = revise(filed, patch, () => `new-${(given += 1)}`);
        if (!revised.ok) throw new Error(revised.code);
        expect(byId(withoutNewIds(revised.value.report))).toEqual(
          byId({ ...to, openedAt: at, firstRingAt: at } as Report),
        );
      }),
    );
  });

  it('takes a field out with null and a person with remove', () => {
    const from: Report = {
      source: '999',
      people: [{ id: 'p1', role: 'victim' }],
      weapons: 'knife',
      location: { text: 'x', flat: '2' },
    };
    const to: Report = { source: '999', people: [{ role: 'suspect' }], location: { text: 'x' } };
    expect(patchBetween(from, to)).toEqual({
      weapons: null,
      location: { flat: null },
      people: [{ role: 'suspect' }, { id: 'p1', remove: true }],
    });
  });
});

describe('two people changing one report', () => {
  const base: Report = { source: '999', people: [{ id: 'p1', role: 'victim', surname: 'Ward' }], weapons: 'none' };

  it('keeps both changes where they touch different fields', () => {
    const theirs: Report = { ...base, injuries: 'cut hand' };
    const ours: Report = { ...base, people: [{ id: 'p1', role: 'victim', surname: 'Ward', phone: '07700 900123' }] };
    const merged = rebase(base, ours, theirs);
    expect(merged).toEqual({ report: { ...ours, injuries: 'cut hand' }, theirs: ['injuries'], both: [] });
  });

  it('says which fields both changed', () => {
    const merged = rebase(base, { ...base, weapons: 'knife' }, { ...base, weapons: 'hammer' });
    expect(merged.report.weapons).toBe('knife');
    expect(merged.both).toEqual(['weapons']);
  });

  it('two changes of one person clash only where they touch the same field', () => {
    const person = base.people[0] as Party;
    const ours: Report = { ...base, people: [{ ...person, phone: '07700 900123' }] };
    expect(rebase(base, ours, { ...base, people: [{ ...person, sex: 'female' }] }).both).toEqual([]);
    expect(rebase(base, ours, { ...base, people: [{ ...person, phone: '07700 900456' }] }).both).toEqual(['people']);
  });

  it('a person whom they took out stays out, and our change of that person is named', () => {
    const person = base.people[0] as Party;
    const merged = rebase(base, { ...base, people: [{ ...person, phone: '07700 900123' }] }, { ...base, people: [] });
    expect(merged.report.people).toEqual([]);
    expect(merged.both).toEqual(['people']);
  });
});
