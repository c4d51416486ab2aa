import { answered, note, NOTHING_TOLD, toConfirm, untold } from '../../../client/data/receipts.js';

const first = { incidentId: 'a', version: 1 };
const second = { incidentId: 'a', version: 2 };

describe('what the reader tells the server', () => {
  it('[R8] the same version noted twice is told once', () => {
    const noted = note(NOTHING_TOLD, 'shown', first);
    expect(note(noted, 'shown', first)).toBe(noted);
    expect(note(answered(noted, 'shown', first), 'shown', first)).toEqual(answered(noted, 'shown', first));
  });

  it('[R1] is told until the server has confirmed it', () => {
    const noted = note(NOTHING_TOLD, 'acknowledged', first);
    expect(untold(noted, 'acknowledged')).toEqual([first]);
    expect(untold(answered(noted, 'acknowledged', first), 'acknowledged')).toEqual([]);
  });

  it('an answer for a version that has been overtaken confirms nothing of the newer one', () => {
    const newer = note(note(NOTHING_TOLD, 'acknowledged', first), 'acknowledged', second);
    expect(untold(answered(newer, 'acknowledged', first), 'acknowledged')).toEqual([second]);
  });

  it('a refusal is not sent again by itself; a person may acknowledge again', () => {
    const refused = answered(note(NOTHING_TOLD, 'acknowledged', first), 'acknowledged', first, 'not yours');
    expect(untold(refused, 'acknowledged')).toEqual([]);
    expect(untold(note(refused, 'acknowledged', first), 'acknowledged')).toEqual([first]);
    const shown = answered(note(NOTHING_TOLD, 'shown', first), 'shown', first, 'not yours');
    expect(note(shown, 'shown', first)).toBe(shown);
  });

  it('[R8] reception is cumulative: a cursor that the server knows is not sent again', () => {
    const cursor = { epoch: 'one', seq: 7 };
    expect(toConfirm(NOTHING_TOLD, undefined)).toBeUndefined();
    expect(toConfirm(NOTHING_TOLD, cursor)).toEqual(cursor);
    const confirmed = { ...NOTHING_TOLD, confirmed: cursor };
    expect(toConfirm(confirmed, cursor)).toBeUndefined();
    expect(toConfirm(confirmed, { epoch: 'one', seq: 8 })).toEqual({ epoch: 'one', seq: 8 });
    expect(toConfirm(confirmed, { epoch: 'two', seq: 1 })).toEqual({ epoch: 'two', seq: 1 });
  });
});
