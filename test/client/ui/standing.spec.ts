import { flagStanding, isOpen, reasonOf, standingInWords } from '../../../client/ui/standing.js';
import { flag } from '../../support/cards.js';

const NOW = Date.parse('2026-02-03T03:00:00Z');
const reviewed = { by: 'Ines Okafor', at: '2026-02-03T02:14:00Z' };
const disputed = { by: 'PC Bell', role: 'officer', at: '2026-02-03T02:20:00Z', reason: 'he is 70' } as const;

describe('[R4] how a match stands, in words', () => {
  it.each([
    [{ standing: 'unreviewed' }, 'Machine, unreviewed'],
    [{ standing: 'confirmed', reviewed }, 'Confirmed by Ines Okafor, 02:14'],
    [{ standing: 'rejected', reviewed }, 'Not this person: rejected by Ines Okafor, 02:14'],
    [
      { standing: 'rejected', reviewed: { ...reviewed, at: '2026-01-31T02:14:00Z', earlier: true } },
      'Not this person: rejected by Ines Okafor, 31 Jan 2026 02:14, in an earlier incident',
    ],
    [
      { standing: 'unreviewed', disputed },
      '“Not this person”: disputed by PC Bell, officer, 02:20. No researcher has decided',
    ],
    [
      { standing: 'confirmed', reviewed, disputed },
      'Confirmed by Ines Okafor, 02:14; since then disputed by PC Bell, officer, 02:20',
    ],
    [
      { standing: 'unreviewed', lapsed: { ...reviewed, decision: 'rejected', because: 'record' } },
      'Asked again: rejected by Ines Okafor, 02:14, before the record changed',
    ],
  ] as const)('%j', (judged, words) => {
    expect(standingInWords(judged, NOW)).toBe(words);
  });

  it('what a machine or one side alone says is never shown as settled', () => {
    expect(isOpen({ standing: 'unreviewed' })).toBe(true);
    expect(isOpen({ standing: 'confirmed', reviewed, disputed })).toBe(true);
    expect(isOpen({ standing: 'confirmed', reviewed })).toBe(false);
  });

  it('a reason is in the words of whoever gave it', () => {
    expect(reasonOf({ standing: 'unreviewed', disputed })).toBe('he is 70');
    expect(reasonOf({ standing: 'rejected', reviewed: { ...reviewed, note: 'his uncle' } })).toBe('his uncle');
  });

  it('a flag that came from no register does not say that a machine found it', () => {
    expect(flagStanding(flag('x'), NOW)).toBe('Machine, unreviewed');
    expect(flagStanding(flag('x', { source: 'caller' }), NOW)).toBe('The caller said so, not checked');
  });
});
