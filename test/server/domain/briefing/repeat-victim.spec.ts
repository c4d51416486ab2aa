import fc from 'fast-check';
import type { Flag } from '../../../../server/contract/index.js';
import { episodesOf, type DomesticCall, type Today } from '../../../../server/domain/briefing/domestic-history.js';
import { matchFrom } from '../../../../server/domain/briefing/matches.js';
import { historyFlags } from '../../../../server/domain/briefing/repeat-victim.js';
import type { Link } from '../../../../server/domain/match/types.js';
import { aLink, AT } from '../../../support/briefing.js';

const MABEL = { givenNames: 'Mabel', surname: 'Collins', dateOfBirth: '1981-09-09' };
const HENRY = { givenNames: 'Henry', surname: 'Lansdowne', dateOfBirth: '1975-01-04' };
const EDITH = { givenNames: 'Edith', surname: 'Craig', dateOfBirth: '1969-12-09' };

type Standing = 'unreviewed' | 'confirmed' | 'rejected';
interface Past {
  readonly on: string;
  readonly victim?: typeof MABEL;
  readonly suspect?: typeof MABEL;
  /** which of the two is the party of today */
  readonly found?: 'victim' | 'suspect';
  readonly tier?: Link['tier'];
  readonly standing?: Standing;
  readonly category?: string;
}

let count = 0;
function hit({
  on,
  victim = MABEL,
  suspect = HENRY,
  found = 'victim',
  tier = 'match',
  standing = 'unreviewed',
  category,
}: Past) {
  const people = [
    { role: 'victim', ...victim },
    { role: 'suspect', ...suspect },
  ];
  const recordId = `PC-${(count += 1)}`;
  const link = aLink({
    register: 'prior-call',
    recordRole: found,
    personIndex: found === 'victim' ? 0 : 1,
    tier,
    record: { recordId, people, recordedAt: on, ...(category === undefined ? {} : { details: { category } }) },
  });
  return { link, match: matchFrom(link, { standing }) };
}

const victimToday: Today = { category: 'Domestic abuse', parties: [{ id: 'p1', role: 'victim', ...MABEL }] };
const nothingToday: Today = { category: 'Burglary', parties: [{ id: 'p1', role: 'victim', ...MABEL }] };

const flags = (past: readonly Past[], today = nothingToday, own: readonly DomesticCall[] = []): Flag[] =>
  historyFlags(episodesOf(past.map(hit), own, today, AT), AT);
const kinds = (...of: Parameters<typeof flags>): string[] => flags(...of).map(({ kind }) => kind);

describe('repeat-victim/1: victim in two incidents of domestic abuse in twelve months', () => {
  test.each<[string, readonly Past[], Today, boolean]>([
    ['two before', [{ on: '2026-01-05' }, { on: '2025-06-01' }], nothingToday, true],
    ['one before and this one', [{ on: '2026-01-05' }], victimToday, true],
    ['one before, this one something else', [{ on: '2026-01-05' }], nothingToday, false],
    ['none before', [], victimToday, false],
    ['a year ago to the day', [{ on: '2025-03-01' }], victimToday, true],
    ['a day more than a year ago', [{ on: '2025-02-28' }], victimToday, false],
    ['the suspect in one', [{ on: '2026-01-05', found: 'suspect', victim: HENRY, suspect: MABEL }], victimToday, false],
    ['only probably the same person', [{ on: '2026-01-05', tier: 'probable' }], victimToday, false],
    ['probable, and confirmed', [{ on: '2026-01-05', tier: 'probable', standing: 'confirmed' }], victimToday, true],
    ['rejected', [{ on: '2026-01-05', standing: 'rejected' }], victimToday, false],
    ['a burglary before', [{ on: '2026-01-05', category: 'Burglary' }], victimToday, false],
    ['by its category', [{ on: '2026-01-05', category: 'DA - assault' }], victimToday, true],
  ])('%s', (_, past, today, expected) => {
    expect(kinds(past, today).includes('repeat-victim')).toBe(expected);
  });

  test('[R3] it says by which definition, and lists what it counted, the latest first', () => {
    const [flag] = flags([{ on: '2025-06-01' }, { on: '2026-01-05' }], victimToday);
    expect(flag).toMatchObject({
      kind: 'repeat-victim',
      definition: 'repeat-victim/1',
      headline: 'Repeat victim: Mabel Collins, 3 domestic abuse incidents in 12 months, this one counted',
      standing: 'unreviewed',
      counted: [{ what: 'this incident' }, { at: '2026-01-05' }, { at: '2025-06-01' }],
    });
    expect(flag?.matchIds).toHaveLength(2);
  });

  test('Outrider’s own incidents count, and one that is in the register as well counts once', () => {
    const record = {
      recordId: 'i9',
      summary: 'call',
      recordedAt: '2026-02-01T10:00:00Z',
      people: [{ role: 'victim', ...MABEL }],
    };
    const own = (reference: string): DomesticCall => ({
      incidentId: 'i9',
      reference,
      record,
      same: new Map([[0, 'p1']]),
    });
    expect(kinds([], victimToday, [own('260201-AAAAAA')])).toEqual(['repeat-victim']);
    const past = hit({ on: '2026-02-01' });
    expect(historyFlags(episodesOf([past], [own(past.link.recordId)], nothingToday, AT), AT)).toEqual([]);
  });
});

describe('serial-suspect/1: different victims, not calls', () => {
  const against = (victim: typeof MABEL, on: string): Past => ({ on, victim, suspect: HENRY, found: 'suspect' });
  const henryToday: Today = { parties: [{ id: 'p1', role: 'suspect', ...HENRY }] };

  test('ten calls about one victim are one victim', () => {
    expect(
      kinds(
        Array.from({ length: 10 }, (_, n) => against(MABEL, `2025-0${(n % 9) + 1}-01`)),
        henryToday,
      ),
    ).toEqual([]);
  });

  test('two victims are two, however long ago', () => {
    const [flag] = flags([against(MABEL, '2026-01-05'), against(EDITH, '2019-01-05')], henryToday);
    expect(flag).toMatchObject({
      kind: 'serial-suspect',
      headline: 'Reported against 2 different people: Henry Lansdowne, suspect in 2 domestic abuse incidents',
    });
  });

  test('a victim whose surname changed case or marks is the same', () => {
    const written = { ...MABEL, surname: 'COLLINS' };
    expect(kinds([against(MABEL, '2026-01-05'), against(written, '2025-12-05')], henryToday)).toEqual([]);
  });
});

describe('[R12] counter-allegation/1: both sides with both roles, and no word on who is right', () => {
  test('two people who were each reported against the other', () => {
    const found = flags([
      { on: '2026-01-05' },
      { on: '2024-06-01' },
      { on: '2025-11-11', found: 'suspect', victim: HENRY, suspect: MABEL },
    ]).find(({ kind }) => kind === 'counter-allegation');
    expect(found?.headline).toBe(
      'Reported in both directions: Mabel Collins victim in 2, suspect in 1; Henry Lansdowne victim in 1, suspect in 2',
    );
    expect(found?.counted).toHaveLength(3);
    expect(found?.headline).not.toMatch(/false|liar|perpetrator|aggressor|counter-claim/i);
  });

  test('this incident is one of the directions', () => {
    const today: Today = {
      category: 'Domestic abuse',
      parties: [
        { id: 'p1', role: 'victim', ...MABEL },
        { id: 'p2', role: 'suspect', ...HENRY },
      ],
    };
    const past = hit({ on: '2026-01-05', found: 'suspect', victim: HENRY, suspect: MABEL });
    const his: Link = { ...past.link, subject: { kind: 'person', id: 'p2' }, recordRole: 'victim', personIndex: 0 };
    const both = [past, { link: his, match: matchFrom(his, { standing: 'unreviewed' }) }];
    expect(historyFlags(episodesOf(both, [], today, AT), AT).map(({ kind }) => kind)).toEqual(['counter-allegation']);
  });

  test('one direction alone is none', () => {
    expect(kinds([{ on: '2026-01-05' }, { on: '2024-01-05' }])).toEqual([]);
  });
});

test('[R4] whatever the history: each incident is counted once, and what was rejected never', () => {
  const past = fc.record({
    on: fc.constantFrom('2026-02-01', '2025-08-01', '2023-01-01'),
    found: fc.constantFrom('victim' as const, 'suspect' as const),
    standing: fc.constantFrom<Standing>('unreviewed', 'confirmed', 'rejected'),
    tier: fc.constantFrom('match' as const, 'probable' as const),
    victim: fc.constantFrom(MABEL, HENRY, EDITH),
    suspect: fc.constantFrom(MABEL, HENRY, EDITH),
  });
  fc.assert(
    fc.property(fc.array(past, { maxLength: 12 }), (all) => {
      const hits = all.map(hit);
      const rejected = hits.filter(({ match }) => match.standing === 'rejected').map(({ match }) => match.id);
      for (const { counted = [], matchIds } of historyFlags(episodesOf(hits, [], victimToday, AT), AT)) {
        expect(new Set(counted.map((one) => JSON.stringify(one))).size).toBe(counted.length);
        expect(matchIds.filter((id) => rejected.includes(id))).toEqual([]);
      }
    }),
  );
});
