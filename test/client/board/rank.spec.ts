import { rank, topFlag } from '../../../client/board/rank.js';
import { card, flag } from '../cards.js';

const opened = (at: string, ...flags: ReturnType<typeof flag>[]) =>
  card(at, 1, { flags, situation: { ...card(at, 1).situation, openedAt: at } });

it('the board puts the most dangerous first, then the newest', () => {
  const danger = opened('2020-01-01T00:00:00Z', flag('x', { severity: 'info' }), flag('y', { severity: 'life-risk' }));
  const high = opened('2026-02-03T02:00:00Z', flag('z'));
  const older = opened('2026-02-03T01:00:00Z');
  const newer = opened('2026-02-03T02:00:00Z');
  const cards = [older, newer, high, danger].toSorted((a, b) => rank(a) - rank(b));
  expect(cards).toEqual([danger, high, newer, older]);
  expect(topFlag(danger)?.headline).toBe('y');
});
