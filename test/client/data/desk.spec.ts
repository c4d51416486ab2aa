import type { DeskState } from '../../../server/contract/index.js';
import { card } from '../../support/cards.js';
import { deskAgain, DESK_UNKNOWN, levelTold, takeDesk } from '../../../client/data/desk.js';

const desk = (version: number, rest: Partial<DeskState> = {}): DeskState => ({
  version,
  level: 'machine-only',
  since: '2026-02-03T02:00:00Z',
  cause: 'no researcher on duty',
  onDuty: 0,
  queue: 0,
  predictedLate: 0,
  ...rest,
});

describe('the desk as everyone is told of it', () => {
  const held = takeDesk(
    DESK_UNKNOWN,
    desk(4, { level: 'busy', until: '2026-02-03T03:00:00Z', forcedBy: 'supervisor' }),
  );

  it('[R8] the same again changes nothing, and [R9] an older version never comes back', () => {
    expect(takeDesk(held, structuredClone(held.state!))).toBe(held);
    expect(takeDesk(held, desk(3))).toBe(held);
    expect(takeDesk(held, desk(5)).state?.level).toBe('machine-only');
  });

  it('[R9] a forced level that ends by the clock has the same version and counts; what was before it does not', () => {
    const ended = takeDesk(held, desk(4, { since: '2026-02-03T03:00:00Z' }));
    expect(ended.state?.level).toBe('machine-only');
    expect(takeDesk(ended, held.state!)).toBe(ended);
  });

  it('[R9] on a new connection the first word counts, whatever its version', () => {
    const again = deskAgain(held);
    expect(again.state?.level).toBe('busy');
    expect(takeDesk(again, desk(0)).state?.version).toBe(0);
  });

  it('[R2] before the desk said a word, the newest card says the level; before any card, nobody reviews', () => {
    const [early, late] = [
      card('early', 1, { level: 'busy', issuedAt: '2026-02-03T02:00:00Z' }),
      card('late', 1, { level: 'normal', issuedAt: '2026-02-03T02:10:00Z' }),
    ];
    const cards = new Map([
      ['late', late],
      ['early', early],
    ]);
    expect([levelTold(desk(1), cards), levelTold(undefined, cards), levelTold(undefined, new Map())]).toEqual([
      'machine-only',
      'normal',
      'machine-only',
    ]);
  });
});
