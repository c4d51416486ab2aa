import { decideOn, EMPTY_FORM, isUndecided, rulingOn, toDecide } from '../../../client/data/desk-work.js';
import { flag, match } from '../../support/cards.js';

const marker = { register: 'critical-marker', recordId: 'KM-1' };
const hers = match('a', { ...marker, tier: 'match' });
const number = match('b', { ...marker, subject: { kind: 'phone', id: 'caller' }, probability: 0.5 });
const order = match('c', { register: 'court-order', recordId: 'CO-1' });

describe('the records that a researcher decides on', () => {
  const records = toDecide({
    matches: [number, order, hers],
    flags: [flag('order', { matchIds: ['c'], severity: 'life-risk' })],
  });

  it('are one row each, whatever of the call led to them, the strongest match first', () => {
    expect(records.map(({ matches }) => matches.map(({ id }) => id))).toEqual([['c'], ['a', 'b']]);
  });

  it('[R4] are decided on with every match of theirs, and the same again takes it back', () => {
    const record = records[1]!;
    const ruling = { decision: 'rejected' as const, note: 'Date of birth differs' };
    const decided = decideOn(EMPTY_FORM, record, ruling);
    expect(decided.decisions).toEqual([
      { matchId: 'a', ...ruling },
      { matchId: 'b', ...ruling },
    ]);
    expect(rulingOn(decided, record)).toEqual(ruling);
    expect(decideOn(decided, record, ruling).decisions).toEqual([]);
    expect(decideOn(decided, record, { decision: 'confirmed' }).decisions).toHaveLength(2);
  });

  it('are undecided while one match of theirs is: a new way to a record is looked at', () => {
    const [first, second] = [{ ...hers, standing: 'confirmed' as const }, number];
    expect(isUndecided(EMPTY_FORM, { matches: [first, second] })).toBe(true);
    expect(isUndecided(EMPTY_FORM, { matches: [first] })).toBe(false);
    const half = { ...EMPTY_FORM, decisions: [{ matchId: 'a', decision: 'confirmed' as const }] };
    expect(rulingOn(half, { matches: [hers, number] })).toBeUndefined();
  });
});
