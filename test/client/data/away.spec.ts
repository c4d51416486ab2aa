import {
  afterAway,
  hasProvisional,
  isProvisional,
  provisionalBeside,
  refusedInWords,
  withProvisional,
} from '../../../client/data/away.js';
import { HOLDS_NOTHING, take, withCard, type Held } from '../../../client/data/frames.js';
import { card } from '../../support/cards.js';

const provisional = (incidentId: string, version = 1) => ({ ...card(incidentId, version), provisional: true as const });
const held: Held = { ...HOLDS_NOTHING, cursor: { epoch: 'e', seq: 7 }, n: 3, cards: new Map([['a', card('a', 3)]]) };

describe('while the log that the servers share is away', () => {
  it('[R9] a provisional card moves no cursor, and gives way to the next card whatever its version', () => {
    const away = withProvisional(held, provisional('a', 4));
    expect(away.cursor).toEqual(held.cursor);
    expect(away.cards.get('a')).toMatchObject({ version: 4, provisional: true });
    const back = take(away, { event: 'card', epoch: 'e', seq: 8, n: 4, card: card('a', 4) });
    expect(back.cards.get('a')).toEqual(card('a', 4));
    expect(withCard(away.cards, card('a', 3)).get('a')).toEqual(card('a', 3));
  });

  it('[R9] when it is back, what was provisional is forgotten and everything is asked for anew', () => {
    const away = withProvisional(held, provisional('b'));
    expect(hasProvisional(away)).toBe(true);
    const back = afterAway(away);
    expect(back.cursor).toBeUndefined();
    expect([...back.cards.keys()]).toEqual(['a']);
    expect(hasProvisional(back)).toBe(false);
  });

  it('[R10] tells which cards nobody can acknowledge, and which are on no board', () => {
    const away = withProvisional(withProvisional(held, provisional('b')), provisional('c'));
    expect(['a', 'b', 'z'].map((id) => isProvisional(away, id))).toEqual([false, true, false]);
    expect(provisionalBeside(away, new Set(['a', 'c'])).map(({ incidentId }) => incidentId)).toEqual(['b']);
  });

  it('says what was kept and then refused, and what to do', () => {
    const refused = {
      number: 1,
      operation: 'reviseIncident',
      at: '2026-07-30T13:02:00Z',
      code: 'VERSION_CONFLICT',
    } as const;
    expect(refusedInWords({ ...refused, detail: 'Somebody changed it.' }, '14:02')).toBe(
      'A change of a report of 14:02 was not taken: Somebody changed it. Do it again.',
    );
  });
});
