import { CheckStatus } from '../../../server/contract/index.js';
import { age, clock, moment } from '../../../client/ui/time.js';
import {
  bits,
  CHECK,
  ledgerInWords,
  owners,
  probabilityAsCount,
  probabilityInWords,
  reviewInWords,
  subjectName,
  whose,
} from '../../../client/ui/words.js';
import { match } from '../../support/cards.js';

describe('words on the screen', () => {
  it('[R2] no state of a check is called clear or drawn as a tick', () => {
    for (const status of CheckStatus.options) {
      expect(CHECK[status].word.toLowerCase()).not.toMatch(/clear|ok|fine|safe/);
      expect(CHECK[status].icon).not.toMatch(/check/);
    }
  });

  it('[R2] the ledger in one line names everything that was not checked', () => {
    const check = (status: CheckStatus) => ({ register: 'x', status, subjects: [] });
    const line = ledgerInWords([check('no-trace'), check('no-trace'), check('unavailable'), check('not-checked')]);
    expect(line).toBe('4 registers: 2 no trace, 1 not checked, 1 unavailable');
  });

  it('[R3] says whose record it is: hers, his, the address, or the number', () => {
    const people = [
      { id: 'a', role: 'victim' as const, sex: 'female' as const, name: 'Rosa Ward', number: 1 },
      { id: 'b', role: 'suspect' as const, sex: 'male' as const, number: 2 },
    ];
    const about = (subject: Parameters<typeof subjectName>[0], recordRole?: string) =>
      whose(match('m', { subject, ...(recordRole === undefined ? {} : { recordRole }) }), people);
    expect(about({ kind: 'person', id: 'a' }, 'victim')).toBe('Her record (victim on it): Person 1, victim: Rosa Ward');
    expect(about({ kind: 'person', id: 'b' })).toBe('His record: Person 2, suspect');
    expect(about({ kind: 'location' })).toBe('The address, not this person');
    expect(about({ kind: 'phone', id: 'caller' })).toBe('The number, whoever is calling');
    expect(subjectName({ kind: 'phone', id: 'caller' }, people)).toBe('The caller’s number');
  });

  it('[R3] a flag on two matches of one record says the surest first, and what is less sure says so', () => {
    const people = [{ id: 'a', role: 'suspect' as const, sex: 'male' as const, number: 1 }];
    const person = (tier: 'match' | 'possible') => match('p', { tier, subject: { kind: 'person', id: 'a' } });
    const place = match('l', { tier: 'match', subject: { kind: 'location' } });
    expect(owners([place, person('match')], people)).toEqual(['His record: Person 1, suspect', 'the address too']);
    expect(owners([person('possible'), place], people)).toEqual([
      'The address',
      'possible match: His record: Person 1, suspect',
    ]);
  });

  it('[R3] a probability says of what it is one, and never calls it certain', () => {
    for (const probability of [0, 0.1, 0.5, 0.9, 0.99, 1]) {
      expect(probabilityInWords(match('m', { probability }))).not.toMatch(/^certain/);
    }
    expect(probabilityInWords(match('m', { probability: 1, subject: { kind: 'phone' } }))).toBe(
      'almost certainly the same number',
    );
    expect([1, 0.93, 0].map(probabilityAsCount)).toEqual(['more than 99 in 100', '93 in 100', 'less than 1 in 100']);
  });

  it('[R3] names whom a flag rests on without detours, and nobody who is hardly the same', () => {
    const address = match('a', { subject: { kind: 'location' }, tier: 'match', probability: 0.99 });
    const via = match('v', { ...address, via: 'Henry Lansdowne, suspect on Previous calls', recordRole: 'holder' });
    const stranger = match('s', { tier: 'possible', probability: 0.01 });
    expect(owners([via, address, stranger], [])).toEqual(['The address, not this person']);
    expect(owners([via], [])).toEqual([
      'Record of Henry Lansdowne, suspect on Previous calls (holder on it), found through the address',
    ]);
  });

  it('[R3] a record whose day of review has come is due since then', () => {
    expect(reviewInWords('2026-08-01', '2026-07-31T23:59:59.999Z')).toBe('review by 1 Aug 2026');
    expect(reviewInWords('2026-08-01', '2026-08-01T00:00:00.000Z')).toBe('due for review since 1 Aug 2026');
  });

  it('writes weights with their sign', () => {
    expect([-1.24, 0, 9.06].map(bits)).toEqual(['−1.2', '0.0', '+9.1']);
  });
});

describe('times on the screen', () => {
  it('are London’s, in winter and in summer, with midnight as 00', () => {
    expect(clock('2026-02-03T00:14:09Z')).toBe('00:14:09');
    expect(clock('2026-07-03T01:14:09Z')).toBe('02:14:09');
  });

  it('name the day when it is another one', () => {
    const now = Date.parse('2026-02-03T02:14:00Z');
    expect(moment('2026-02-03T01:00:00Z', now)).toBe('01:00:00');
    expect(moment('2026-02-02T23:00:00Z', now)).toBe('2 Feb 2026 23:00:00');
  });

  it.each([
    ['2026-02-03T02:13:30Z', 'less than a minute old'],
    ['2026-02-03T01:15:00Z', '59 minutes old'],
    ['2026-02-01T02:14:00Z', '2 days old'],
    ['2025-02-11', '11 months old'],
    ['2020-02-11', '5 years old'],
    ['no date', 'age not known'],
  ])('%s is %s', (at, words) => expect(age(at, Date.parse('2026-02-03T02:14:00Z'))).toBe(words));
});
