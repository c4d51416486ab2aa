import type { Climb } from '../../../server/contract/index.js';
import { actionFor, actionsOf, BOARD_KEYS } from '../../../client/board/keys.js';
import { rank } from '../../../client/board/rank.js';
import { flag } from '../../support/cards.js';
import { incident, sent } from '../../support/incidents.js';

it('[R15] the board puts those to whom nobody is sent first, danger to life and how far it has climbed among them; then danger, the grade, who waits longest', () => {
  const helped = { attendance: [sent('ash')] };
  const climbed = (climbedTo: Climb) => ({ unresourced: { since: '2026-02-03T02:00:00Z', climbedTo } });
  const wanted = [
    incident('alone and in danger', { topFlags: [flag('x', { severity: 'life-risk' })] }),
    incident('alone, with the inspector', climbed('inspector')),
    incident('alone, with the dispatcher', climbed('dispatcher')),
    incident('alone, high', { topFlags: [flag('x', { severity: 'high' })] }),
    incident('alone, not graded', { grade: null }),
    incident('alone, longest', { firstRingAt: '2020-01-01T00:00:00Z' }),
    incident('alone'),
    incident('helped, in danger', {
      ...helped,
      topFlags: [flag('i', { severity: 'info' }), flag('x', { severity: 'life-risk' })],
    }),
    incident('helped, immediate', { ...helped, grade: 'immediate' }),
    incident('helped', { ...helped, grade: 'scheduled', firstRingAt: '2020-01-01T00:00:00Z' }),
  ];
  expect(wanted.toReversed().toSorted((a, b) => rank(a) - rank(b))).toEqual(wanted);
});

describe('the keys of the board', () => {
  it('mean one thing each', () => {
    const keys = Object.values(BOARD_KEYS).map((shortcut) => shortcut.keys);
    expect(new Set(keys).size).toBe(keys.length);
    expect([actionFor('d'), actionFor('S'), actionFor('Escape'), actionFor('x')]).toEqual([
      'dispatch',
      'stand-down',
      'close',
      undefined,
    ]);
  });

  it('send officers for dispatchers and supervisors alone, and force the level for supervisors alone', () => {
    expect(actionsOf(['handler'])).toEqual(['downgrade', 'ask', 'acknowledge', 'first', 'close']);
    expect(actionsOf(['dispatcher'])).toContain('dispatch');
    expect(actionsOf(['dispatcher'])).not.toContain('force-level');
    expect(actionsOf(['supervisor'])).toEqual(expect.arrayContaining(['dispatch', 'stand-down', 'force-level']));
  });
});
