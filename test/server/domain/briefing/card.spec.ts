import fc from 'fast-check';
import type { FiledReport } from '../../../../server/contract/index.js';
import { cardOf } from '../../../../server/domain/briefing/card.js';
import { unanswered, type Basis } from '../../../../server/domain/briefing/finding.js';
import { looksTheSame } from '../../../../server/domain/briefing/changes.js';
import type { Link } from '../../../../server/domain/match/types.js';
import { MANIFESTS } from '../../../../server/domain/register/manifests.js';
import { aLink, anAnswer, AT } from '../../../support/briefing.js';

const report: FiledReport = {
  source: '999',
  openedAt: AT,
  firstRingAt: AT,
  people: [{ id: 'p1', role: 'victim', givenNames: 'Ada', surname: 'Byron' }],
  location: { building: '12', street: 'High Street', town: 'Sudbury' },
};

const basis = (links: readonly Link[], more: Partial<Parameters<typeof anAnswer>[0]> = {}): Basis => ({
  answer: {
    subjects: [anAnswer({ links, keys: ['name+dateOfBirth'], ...more })],
    searched: MANIFESTS.map(({ id }) => ({ register: id, batch: 'b1', records: 10 })),
    model: 'test',
  },
  registers: MANIFESTS.map((manifest) => ({ manifest, standing: { kind: 'answers', asOf: AT, stale: false } })),
  calls: [],
  at: AT,
});

const card = (of: Basis, before?: ReturnType<typeof cardOf>): ReturnType<typeof cardOf> =>
  cardOf({ incidentId: 'i1', reference: 'R', report, basis: of, level: 'machine-only', before });

describe('the briefing card', () => {
  test('[R3] every flag names matches that are on the card and carry evidence that adds up to their weight', () => {
    const { flags, matches } = card(basis([aLink(), aLink({ register: 'firearms', recordId: 'F-1' })]));
    expect(flags.map((flag) => flag.kind)).toEqual(['critical-marker', 'firearms']);
    for (const id of flags.flatMap((flag) => flag.matchIds)) {
      const match = matches.find((m) => m.id === id);
      expect(match?.evidence.reduce((sum, line) => sum + line.weight, 0)).toBeCloseTo(match?.weight ?? NaN);
    }
  });

  test('[R4] what the machine found is unreviewed, on the match and on the flag', () => {
    const { flags, matches, review } = card(basis([aLink()]));
    expect([review, ...flags.map((f) => f.standing), ...matches.map((m) => m.standing)]).toEqual([
      'unreviewed',
      'unreviewed',
      'unreviewed',
    ]);
  });

  test('[R14] no recorded address or number is on the card', () => {
    const record = {
      addresses: [{ building: '99', street: 'Hidden Lane', postcode: 'CO10 9ZZ' }],
      phones: ['01632 960111'],
      people: [{ role: 'victim', givenNames: 'Ada', surname: 'Byron', phones: ['07700 900111'] }],
    };
    expect(JSON.stringify(card(basis([aLink({ record })])))).not.toMatch(/Hidden|9ZZ|960111|900111/);
  });

  test('a record that has ended is shown as ended and never among the dangers', () => {
    const { flags } = card(basis([aLink({ record: { validUntil: '2026-02-28' } })]));
    expect(flags).toMatchObject([
      { severity: 'info', headline: expect.stringMatching(/^Ended 28 Feb 2026: /) as string },
    ]);
  });

  test('a record is in force through the whole of its last day', () => {
    const { flags } = card(basis([aLink({ record: { validUntil: '2026-03-01' } })]));
    expect(flags).toMatchObject([{ severity: 'life-risk' }]);
  });

  describe('a court order', () => {
    const people = [
      { role: 'protected', givenNames: 'Ada', surname: 'Byron' },
      { role: 'restrained', givenNames: 'Harry', surname: 'Tate' },
    ];
    const record = {
      recordId: 'CO-1',
      people,
      addresses: [{ building: '99', street: 'Hidden Lane', postcode: 'CO10 9ZZ' }],
      terms: 'Not to go to 99 Hidden Lane, Sudbury CO10 9ZZ, nor to ring 07700 900111',
      details: {
        order: 'Non-molestation order',
        forbidden: 'go to 99 Hidden Lane or contact her',
        served: '2026-02-01',
      },
    };
    const order = (more: Partial<Link> = {}, of: object = {}): Link =>
      aLink({ register: 'court-order', recordRole: 'protected', record: { ...record, ...of }, ...more });
    const him = { subject: { kind: 'person', id: 'p2' }, recordRole: 'restrained', personIndex: 1 } as const;
    const first = (...links: Link[]) => card(basis([aLink(), ...links])).flags[0];

    test('between two people of the incident is the first line of the card', () => {
      expect(first(order(), order(him))).toMatchObject({
        kind: 'court-order',
        severity: 'life-risk',
        headline: expect.stringMatching(/^Non-molestation order: Harry Tate must not .* Served: 1 Feb 2026$/) as string,
      });
    });

    test('with one of the two alone, or a possible second one, is below a danger to life', () => {
      expect(first(order())?.kind).toBe('critical-marker');
      expect(first(order(), order({ ...him, tier: 'possible' }))?.kind).toBe('critical-marker');
    });

    test('[R14] says nowhere on the card where she lives, whichever field that was written in', () => {
      expect(JSON.stringify(card(basis([order(), order(him)])))).not.toMatch(/Hidden|9ZZ|900111/);
    });

    test.each([
      ['has ended', { validUntil: '2026-02-28' }, /^Ended 28 Feb 2026: /],
      ['has not begun', { validFrom: '2026-03-02' }, /^Not yet in force: /],
    ])('that %s is never shown as active', (_, dates, headline) => {
      const flag = card(basis([order({}, dates), order(him, dates)])).flags.find(({ kind }) => kind === 'court-order');
      expect(flag).toMatchObject({ severity: 'info', headline: expect.stringMatching(headline) as string });
    });

    test('of somebody who is only possibly the one on it is never shown as active', () => {
      const flags = card(basis([order({ tier: 'possible' })])).flags;
      expect(flags[0]?.headline).toBe(
        'Possibly subject to Non-molestation order: settle who this is before relying on it',
      );
    });
  });

  test('[R3] an address alone is not the person; with somebody there who may be the one, it says so', () => {
    const address = aLink({ subject: { kind: 'location' } });
    const headline = (probability: number) =>
      card(basis([address, aLink({ tier: 'possible', probability })], { subject: { kind: 'person', id: 'p1' } }))
        .flags[0]?.headline;
    expect(headline(0.27)).toMatch(/^The address, and possibly this person: /);
    expect(headline(0.005)).toMatch(/^The address, not this person: /);
  });

  test('several records of one register make one flag that counts them', () => {
    const calls = [1, 2, 3].map((n) =>
      aLink({ register: 'prior-call', recordId: `C-${n}`, record: { recordedAt: `2026-01-0${n}`, risk: 'standard' } }),
    );
    const { flags } = card(basis(calls));
    expect(flags).toHaveLength(1);
    expect(flags[0]?.headline).toMatch(/\(and 2 more\)$/);
    expect(flags[0]?.matchIds).toHaveLength(3);
  });

  test('[R3] two people who fit equally: two flags, each says so, and the question that separates them', () => {
    const tied = (recordId: string, givenNames: string) =>
      aLink({
        record: { recordId, people: [{ role: 'victim', givenNames, surname: 'Byron' }] },
        tier: 'possible',
        equals: 2,
      });
    const made = card(
      basis([tied('CM-1', 'Ada'), tied('CM-2', 'Ida'), tied('CM-3', 'Ida')], {
        candidates: 2,
        equals: 2,
        separatingQuestion: 'First name?',
      }),
    );
    expect(made.flags).toHaveLength(2);
    for (const { headline } of made.flags) expect(headline).toMatch(/: one of two people who fit equally$/);
    expect(made.prompts).toContainEqual(
      expect.objectContaining({ question: 'First name?', reason: 'two recorded people fit equally' }),
    );
  });

  test('over three candidates: no flags and no matches, but the count and the question that separates them', () => {
    const made = card(
      basis([aLink({ tier: 'possible' })], { candidates: 5, separatingQuestion: 'What is the date of birth?' }),
    );
    expect(made.flags).toEqual([]);
    expect(made.matches).toEqual([]);
    expect(made.prompts).toMatchObject([
      { question: 'What is the date of birth?', reason: expect.stringContaining('5') as string },
      { id: 'contingency:before' },
    ]);
    expect(made.checks.find(({ register }) => register === 'critical-marker')?.status).toBe('not-checked');
  });

  test('[R2] a matcher that cannot be asked leaves every register unavailable, with the reason', () => {
    const failed = { ...basis([]), answer: unanswered([], 'the matcher could not be asked') };
    const subjects = [anAnswer({ complete: false })];
    const { checks } = card({ ...failed, answer: { ...failed.answer, subjects } });
    expect(checks.map((c) => c.status)).toEqual(MANIFESTS.map(() => 'unavailable'));
    expect(checks[0]?.subjects[0]?.reason).toBe('the matcher could not be asked');
  });

  test('[R5] life-risk suggests immediate with reasons, and sets no grade', () => {
    const made = card(basis([aLink()]));
    expect(made.suggestedGrade).toMatchObject({ grade: 'immediate', reasons: [expect.any(String)] });
    expect(made.situation.grade).toBeUndefined();
  });

  test('[R8] a recheck that finds the same looks the same, whenever it was made', () => {
    const first = card(basis([aLink()]));
    const again = card({ ...basis([aLink()]), at: '2026-03-01T03:00:00.000Z' }, first);
    expect(looksTheSame(first, again)).toBe(true);
    expect(looksTheSame(first, card(basis([]), first))).toBe(false);
  });

  test('what changed since the last version is said', () => {
    const first = card(basis([]));
    const second = card(basis([aLink()]), first);
    expect(second.version).toBe(2);
    expect(second.changes).toContainEqual({
      what: 'added',
      sentence: second.flags[0]?.headline,
      about: 'critical-marker',
    });
    expect(second.changes).toContainEqual({
      what: 'changed',
      sentence: 'Critical markers: hit, was no trace',
      about: 'critical-marker',
    });
    expect(card(basis([]), second).changes.map((c) => c.what)).toContain('removed');
  });

  test('[R14] what is spoken says whom or what a danger is about, by their part in the call', () => {
    const spokenOf = (...links: readonly Parameters<typeof aLink>[0][]): string =>
      card(basis(links.map((link, n) => aLink({ ...link, recordId: `R-${n}`, record: { severity: 'life-risk' } }))))
        .spoken;
    expect(spokenOf({ register: 'firearms', subject: { kind: 'location' } })).toMatch(
      /^Unconfirmed: Firearms at the address\./,
    );
    expect(spokenOf({ register: 'firearms' }, { register: 'warning' })).toMatch(
      /^Unconfirmed: Warnings, victim; Firearms, victim\./,
    );
  });

  test('[R14] what is spoken has at most 25 words and no word of a record or of the caller', () => {
    const words = fc.constantFrom('Zanzibar', 'Quixote', 'Nimbus');
    fc.assert(
      fc.property(
        fc.array(fc.record({ word: words, register: fc.constantFrom(...MANIFESTS) }), { maxLength: 12 }),
        (hits) => {
          const links = hits.map(({ word, register }, n) =>
            aLink({
              register: register.id,
              recordId: `R-${n}`,
              record: { summary: `${word} ${word}`, severity: 'life-risk' },
            }),
          );
          const { spoken } = card(basis(links, { candidates: 1 }));
          expect(spoken.split(/\s+/).length).toBeLessThanOrEqual(25);
          expect(spoken).not.toMatch(/Zanzibar|Quixote|Nimbus|Ada|Byron/);
          expect(spoken.toLowerCase()).not.toMatch(/\bclear\b/);
          expect(spoken).toMatch(
            hits.length > 0 ? /^Unconfirmed/ : new RegExp(`^No trace in ${MANIFESTS.length} registers`),
          );
        },
      ),
    );
  });
});
