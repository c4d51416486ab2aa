import { changesBetween } from '../../../client/ui/changes.js';
import { card, flag, match } from '../../support/cards.js';

const sentences = (...cards: [Parameters<typeof changesBetween>[0], Parameters<typeof changesBetween>[1]]) =>
  changesBetween(...cards).map(({ sentence }) => sentence);

describe('what changed since the version that was acknowledged', () => {
  it('is nothing for the same facts under another version and time', () => {
    expect(sentences(card('a', 1), card('a', 4, { issuedAt: '2026-02-03T03:00:00Z' }))).toEqual([]);
  });

  it('names flags that came, changed and went, also when match ids are others', () => {
    const before = card('a', 1, {
      flags: [flag('Marker', { matchIds: ['m1'] }), flag('Gun at the address', { kind: 'firearms' })],
      matches: [match('m1', { recordId: 'r' })],
    });
    const now = card('a', 3, {
      flags: [flag('Marker', { matchIds: ['m9'], standing: 'confirmed' }), flag('Two children', { kind: 'children' })],
      matches: [match('m9', { recordId: 'r' })],
    });
    expect(sentences(before, now)).toEqual([
      'Marker: probable, confirmed (was: probable, unreviewed)',
      'New: Two children',
      'No longer: Gun at the address',
    ]);
  });

  it('[R4] says that somebody is not the person, and who says so', () => {
    const before = card('a', 1, { flags: [flag('Two shotguns', { matchIds: ['m1'] })], matches: [match('m1')] });
    const reviewed = { by: 'Ines Okafor', at: '2026-02-03T02:14:00Z' };
    const now = card('a', 2, { matches: [match('m1', { standing: 'rejected', reviewed })] });
    expect(sentences(before, now)).toEqual(['Not this person, says Ines Okafor: Two shotguns']);
    const disputed = { by: 'PC Bell', role: 'officer', at: '2026-02-03T02:20:00Z' } as const;
    const contradicted = { ...before, flags: [flag('Two shotguns', { matchIds: ['m1'], disputed })] };
    expect(sentences(before, contradicted)).toEqual([
      'Two shotguns: probable, unreviewed, disputed by PC Bell (was: probable, unreviewed)',
    ]);
  });

  it('[R2] says that a check has become none', () => {
    const check = (status: 'no-trace' | 'stale') => ({ checks: [{ register: 'firearms', status, subjects: [] }] });
    expect(sentences(card('a', 1, check('no-trace')), card('a', 2, check('stale')))).toEqual([
      'Firearms: out of date (was: no trace)',
    ]);
  });

  it('[R16] names a call that was linked, and what became of the address and the grade', () => {
    const linked = [
      {
        incidentId: 'b',
        reference: 'B',
        openedAt: '2026-02-03T01:00:00Z',
        sentence: '2nd call since 01:00',
        because: ['phone' as const],
      },
    ];
    const { situation } = card('a', 1);
    const now = card('a', 2, { linked, situation: { ...situation, address: '1 High Street', grade: 'immediate' } });
    expect(sentences(card('a', 1), now)).toEqual([
      '2nd call since 01:00',
      'Address: 1 High Street',
      'Grade: Immediate',
    ]);
  });
});
