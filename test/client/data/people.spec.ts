import type { UserState } from '../../../server/contract/index.js';
import { entryInWords, peopleLike } from '../../../client/data/people.js';

const person = (changes: Partial<UserState>): UserState => ({
  id: 'officer1',
  name: 'Officer 1',
  roles: ['officer'],
  disabled: false,
  signsInBy: 'password',
  oneTimePassword: false,
  sessions: 0,
  changed: { at: '2026-07-30T12:00:00.000Z', by: 'admin' },
  ...changes,
});

describe('people who have an account', () => {
  it('are found by every word of what was typed, in name, user name or role', () => {
    const people = [person({}), person({ id: 'pc8', name: 'PC Eight', roles: ['officer', 'handler'] })];
    expect(peopleLike(people, '')).toEqual(people);
    expect(peopleLike(people, ' OFFICER ').map(({ id }) => id)).toEqual(['officer1', 'pc8']);
    expect(peopleLike(people, 'eight handler').map(({ id }) => id)).toEqual(['pc8']);
    expect(peopleLike(people, 'eight auditor')).toEqual([]);
  });

  it('get in or not, in words: what keeps them out comes first', () => {
    expect(entryInWords(person({}))).toBe('Not signed in');
    expect(entryInWords(person({ sessions: 1 }))).toBe('Signed in once');
    const failedSignIns = { count: 3, lastAt: '2026-07-30T12:00:00.000Z' };
    expect(entryInWords(person({ failedSignIns }))).toBe('Not signed in; 3 failed since');
    expect(entryInWords(person({ sessions: 2, signsInBy: 'provider' }))).toBe(
      'Signed in 2 times, through the force’s provider',
    );
    expect(entryInWords(person({ oneTimePassword: true }))).toBe('Has not chosen a password yet');
    expect(entryInWords(person({ oneTimePassword: true, disabled: true }))).toBe('Disabled');
  });
});
