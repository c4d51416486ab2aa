import type { Card, Role, ServiceLevel, Tier } from '../../../../server/contract/index.js';
import { viewOf } from '../../../../server/domain/access/policy.js';
import { cardOf } from '../../../../server/domain/briefing/card.js';
import { viewFor, viewSince } from '../../../../server/domain/briefing/view.js';
import { NO_WORK, type DeskWork } from '../../../../server/domain/desk/work.js';
import { MANIFESTS } from '../../../../server/domain/register/manifests.js';
import { aLink, anAnswer, AT } from '../../../support/briefing.js';

/** A card with one hit of firearms (a register that protects life) and one of prior calls (one that does not). */
function card(tier: Tier, level: ServiceLevel, work: DeskWork = NO_WORK, before?: Card): Card {
  const links = [
    aLink({ register: 'firearms', tier, record: { recordId: 'F-1', summary: 'Two shotguns' } }),
    aLink({ register: 'prior-call', tier, record: { recordId: 'C-1', summary: 'Assault in May' } }),
  ];
  const asked = MANIFESTS.filter(({ id }) => id === 'firearms' || id === 'prior-call');
  return cardOf({
    incidentId: 'i1',
    reference: 'R',
    report: { source: '999', openedAt: AT, firstRingAt: AT, people: [] },
    basis: {
      answer: {
        subjects: [anAnswer({ links })],
        searched: asked.map(({ id }) => ({ register: id, batch: 'b1', records: 1 })),
        model: 'test',
      },
      registers: asked.map((manifest) => ({ manifest, standing: { kind: 'answers', asOf: AT, stale: false } })),
      calls: [],
      at: AT,
    },
    level,
    work,
    before,
  });
}
const looked = (seen: Card): DeskWork => ({ ...NO_WORK, review: 'first-look', seen: seen.matches.map(({ id }) => id) });

/** What a role is shown: the registers of its flags, and each register's line. */
const shown = (role: Role, of: Card): { flags: string[]; lines: string[] } => {
  const view = viewFor(of, viewOf(role), MANIFESTS);
  return { flags: view.flags.map(({ kind }) => kind), lines: view.checks.map(({ status }) => status) };
};
const BOTH = { flags: ['firearms', 'prior-call'], lines: ['hit', 'hit'] };
const NEITHER = { flags: [], lines: ['not-checked', 'not-checked'] };

describe('what officers are shown before a researcher has looked', () => {
  test.each<[ServiceLevel, Tier, object]>([
    ['normal', 'match', BOTH],
    ['normal', 'probable', NEITHER],
    ['normal', 'possible', NEITHER],
    ['busy', 'possible', NEITHER],
    ['recovering', 'possible', NEITHER],
    ['machine-only', 'possible', { flags: ['firearms'], lines: ['hit', 'not-checked'] }],
    ['machine-only', 'match', BOTH],
    ['isolated', 'possible', { flags: ['firearms'], lines: ['hit', 'not-checked'] }],
  ])('[R2] at %s a hit of tier %s: shown, or not checked, never no trace', (level, tier, expected) => {
    expect(shown('officer', card(tier, level))).toEqual(expected);
    expect(shown('handler', card(tier, level))).toEqual(BOTH);
  });

  test('a first look releases what it has seen, and nothing that was linked after it', () => {
    const seen = card('possible', 'normal');
    expect(shown('officer', card('possible', 'normal', looked(seen)))).toEqual(BOTH);
    const early = { ...looked(seen), seen: [] };
    expect(shown('officer', card('possible', 'normal', early))).toEqual(NEITHER);
  });

  test('[R4] what nobody will review says so, first of all', () => {
    const view = viewFor(card('possible', 'machine-only'), viewOf('officer'), MANIFESTS);
    expect(view.flags[0]?.headline).toMatch(/^Possible, nobody has reviewed this: /);
    expect(view.checks[1]?.subjects[0]?.reason).toBe('awaiting review by the RTI desk');
  });

  test('a headline that rests on a sure hit too is worded without the one that waits', () => {
    const [possible] = card('possible', 'normal').matches;
    const sure = { ...possible!, id: 'address', subject: { kind: 'location' as const }, tier: 'match' as const };
    const both = { ...card('possible', 'normal'), matches: [possible!, sure] };
    const view = viewFor(both, viewOf('officer'), MANIFESTS);
    expect(view.flags.map(({ headline, matchIds }) => ({ headline, matchIds }))).toEqual([
      { headline: expect.stringMatching(/^The address, not this person/) as string, matchIds: ['address'] },
    ]);
  });

  test('nothing on a card speaks of a hit that its reader waits for', () => {
    const before = { ...card('possible', 'normal'), flags: [], matches: [], checks: [] };
    const view = viewSince(before, card('possible', 'normal', NO_WORK, before), viewOf('officer'), MANIFESTS);
    expect(JSON.stringify(view)).not.toMatch(/shotgun|Assault/i);
    expect(view.suggestedGrade).toBeUndefined();
  });
});
