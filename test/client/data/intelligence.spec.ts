import type { Role } from '../../../server/contract/index.js';
import { answersTo, combine, flagKey, unflagged } from '../../../client/data/intelligence.js';
import { card, flag, match } from '../../support/cards.js';

const marker = match('m1', { recordId: 'CM-1' });
const onCard = card('i1', 1, { matches: [marker], flags: [flag('High-risk marker', { matchIds: ['m1'] })] });
const nothing = { flags: [], matches: [], checks: [], prompts: [], linked: [] };

describe('what is known, from the card and from what is typed', () => {
  it('[R2] before anything was asked it says so, and is not an empty answer', () => {
    expect(combine(undefined, undefined).basis).toBe('nothing');
    expect(combine(undefined, nothing).basis).toBe('typed');
  });

  it('[R4] a flag of the card does not go because a draft did not find it', () => {
    expect(combine(onCard, nothing).flags.map(({ headline }) => headline)).toEqual(['High-risk marker']);
  });

  it('[R8] the same record found by card and draft is one flag and one match, though the ids differ', () => {
    const again = match('draft-7', { recordId: 'CM-1' });
    const both = combine(onCard, {
      ...nothing,
      matches: [again],
      flags: [flag('High-risk marker', { matchIds: ['draft-7'] })],
    });
    expect(both.flags).toHaveLength(1);
    expect(both.matches.map(({ id }) => id)).toEqual(['m1']);
  });

  it('[R3] a draft’s new flag leads to the evidence of a match that the card knows under another id', () => {
    const again = match('draft-7', { recordId: 'CM-1' });
    const both = combine(onCard, {
      ...nothing,
      matches: [again],
      flags: [flag('Reviewed yesterday', { matchIds: ['draft-7'] })],
    });
    expect(both.flags[1]).toMatchObject({ headline: 'Reviewed yesterday', matchIds: ['m1'] });
  });

  it('[R2] the checks of a newer draft stand for the card’s: they are about what is in the form', () => {
    const check = (status: 'no-trace' | 'not-checked') => [{ register: 'firearms', status, subjects: [] }];
    const both = combine({ ...onCard, checks: check('no-trace') }, { ...nothing, checks: check('not-checked') });
    expect(both.checks).toEqual(check('not-checked'));
  });

  it('[R3] a match without a flag is still among what is shown', () => {
    const alone = match('m2', { recordId: 'CH-1', register: 'children' });
    expect(unflagged({ flags: onCard.flags, matches: [marker, alone] })).toEqual([alone]);
  });

  it('a flag keeps its name from draft to card', () => {
    const drafted = flagKey(flag('x', { matchIds: ['a'] }), [match('a', { recordId: 'CM-1' })]);
    expect(flagKey(flag('x', { matchIds: ['b'] }), [match('b', { recordId: 'CM-1' })])).toBe(drafted);
  });
});

describe('what a reader may say of a match', () => {
  const disputed = { by: 'Handler', role: 'handler', at: '2026-02-03T02:14:00Z' } as const;
  const held = card('i1', 1, {
    matches: [marker, match('m2', { disputed }), match('m3', { standing: 'rejected' })],
  });
  const reader = (name: string, role: Role) => ({ id: name, name, roles: [role] });

  it.each([
    ['Handler', 'handler', { m1: 'dispute', m2: 'withdraw' }],
    ['Officer', 'officer', { m1: 'dispute' }],
    ['Supervisor', 'supervisor', { m1: 'dispute', m2: 'withdraw' }],
    ['Analyst', 'researcher', {}],
  ] as const)('[R4] %s', (name, role, answers) => {
    expect(Object.fromEntries(answersTo(held, reader(name, role)))).toEqual(answers);
  });

  it('is nothing before the report is filed', () => {
    expect(answersTo(undefined, reader('Handler', 'handler')).size).toBe(0);
  });
});
