import Fuse from 'fuse.js';
import fc from 'fast-check';
import { findable, quickSearch } from '../../../../server/domain/briefing/quick-search.js';

const incident = (incidentId: string, people: readonly string[], address = '1 High Street, Billericay') =>
  findable({
    incidentId,
    reference: `R-${incidentId}`,
    status: 'open',
    openedAt: '2026-07-30T12:00:00.000Z',
    address,
    people: [...people],
  });

const ROOM = [
  incident('1', ['Mabel Collins']),
  incident('2', ['Thomas Guthrie', 'Ann Guthrie'], '60A Bromham Road, Bedford'),
  incident('3', ['Charlotte Despard']),
];
const found = (text: string): string[] =>
  quickSearch(ROOM, text).map(({ incidentId, found: by }) => `${incidentId} ${by}`);

describe('a quick search', () => {
  test.each([
    ['guthrie', '2 people'],
    ['GUTRHIE', '2 people'],
    ['Colins', '1 people'],
    ['Brohmam', '2 address'],
    ['bedfrod', '2 address'],
    ['R-3', '3 reference'],
  ])('%s is %s', (text, hit) => expect(found(text)).toEqual(hit === undefined ? [] : [hit]));

  test('what nobody is called finds nothing, however short or long it is', () => {
    for (const text of ['qx', 'qxz', 'qxzjvkw', 'qxzjvkw'.repeat(14)]) expect(found(text)).toEqual([]);
  });

  test('looking at the alike alone finds what looking at all would', () => {
    const names = fc.constantFrom('collins', 'colin', 'guthrie', 'gutteridge', 'despard', 'spard', 'coleman', 'ng');
    const room = fc.array(fc.array(names, { minLength: 1, maxLength: 3 }), { maxLength: 20 });
    const slip = fc.tuple(names, fc.nat(9), fc.constantFrom('', 'x', 'e'));
    fc.assert(
      fc.property(room, slip, (people, [name, at, letter]) => {
        const text = name.slice(0, at) + letter + name.slice(at + 1);
        fc.pre(text.length >= 2);
        const all = people.map((some, n) => incident(String(n), some));
        const ids = quickSearch(all, text).map(({ incidentId }) => incidentId);
        if (all.some(({ words }) => Object.values(words).some((word) => word.includes(text)))) return;
        const keys = ['words.reference', 'words.people', 'words.address', 'words.category'];
        const options = { keys, ignoreLocation: true, minMatchCharLength: 2, threshold: text.length < 6 ? 0.25 : 0.34 };
        const those = new Fuse(all, options).search(text).map(({ item }) => item.incidentId);
        expect(ids.toSorted()).toEqual(those.toSorted());
      }),
      { numRuns: 500 },
    );
  });
});
