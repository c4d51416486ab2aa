import type { Card } from '../../../server/contract/index.js';
import { foldDuty, OFF_DUTY, type Duty } from '../../../client/data/duty.js';
import { card } from '../../support/cards.js';

const holding = (...cards: Card[]) => new Map(cards.map((one) => [one.incidentId, one]));
const see = (duty: Duty, at: number, ...cards: Card[]) =>
  foldDuty(duty, { kind: 'cards', cards: holding(...cards), at });
const acknowledge = (duty: Duty, at: number, one: Card) => foldDuty(duty, { kind: 'acknowledged', card: one, at });

describe('what an officer’s screen remembers', () => {
  it('[R7] a stand-down leaves a notice with the reference, and nothing of the card', () => {
    const secret = card('a', 2, {
      spoken: 'Unconfirmed: shotgun',
      situation: { ...card('a', 2).situation, address: '1 High Street' },
    });
    const down = see(acknowledge(see(OFF_DUTY, 1, secret), 2, secret), 3);
    expect(down).toEqual({
      held: new Map(),
      acknowledged: new Map(),
      stoodDown: [{ incidentId: 'a', reference: 'A', at: 3 }],
    });
  });

  it('takes the notice away when it is understood, or when the officer is sent again', () => {
    const down = see(see(OFF_DUTY, 1, card('a', 1)), 2);
    expect(foldDuty(down, { kind: 'dismissed', incidentId: 'a' }).stoodDown).toEqual([]);
    expect(see(down, 3, card('a', 4)).stoodDown).toEqual([]);
  });

  it('[R8] the same version acknowledged again keeps the first time; a newer one takes its place', () => {
    const once = acknowledge(see(OFF_DUTY, 1, card('a', 3)), 5, card('a', 3));
    expect(acknowledge(once, 9, card('a', 3))).toBe(once);
    expect(acknowledge(once, 9, card('a', 2))).toBe(once);
    expect(acknowledge(once, 9, card('a', 4)).acknowledged.get('a')).toMatchObject({ at: 9, card: { version: 4 } });
  });

  it('is left alone by a new version of what is held', () => {
    const duty = see(OFF_DUTY, 1, card('a', 1), card('b', 1));
    expect(see(duty, 2, card('a', 2), card('b', 1))).toBe(duty);
    expect([...see(duty, 2, card('b', 1)).held.keys()]).toEqual(['b']);
  });
});
