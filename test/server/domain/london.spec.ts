import { validity } from '../../../server/domain/briefing/matches.js';
import { londonDay, nextLondonMidnight } from '../../../server/domain/london.js';

describe('a day in Britain', () => {
  it.each([
    ['2026-01-31T23:59:59.999Z', '2026-01-31', 'winter, a moment before midnight'],
    ['2026-02-01T00:00:00.000Z', '2026-02-01', 'winter, midnight'],
    ['2026-06-30T22:59:59.999Z', '2026-06-30', 'summer, a moment before midnight'],
    ['2026-06-30T23:00:00.000Z', '2026-07-01', 'summer, midnight'],
    ['2026-03-29T00:30:00.000Z', '2026-03-29', 'the night that the clocks go forward, before'],
    ['2026-03-29T23:30:00.000Z', '2026-03-30', 'the night after'],
    ['2026-10-24T23:30:00.000Z', '2026-10-25', 'the night that the clocks go back, before'],
    ['2026-10-25T23:30:00.000Z', '2026-10-25', 'the night after'],
  ])('%s is on %s: %s', (at, day) => {
    expect(londonDay(at)).toBe(day);
  });

  it.each([
    ['2026-01-31T12:00:00.000Z', '2026-02-01T00:00:00.000Z'],
    ['2026-06-30T12:00:00.000Z', '2026-06-30T23:00:00.000Z'],
    ['2026-06-30T23:00:00.000Z', '2026-07-01T23:00:00.000Z'],
    ['2026-03-28T12:00:00.000Z', '2026-03-29T00:00:00.000Z'],
    ['2026-03-29T00:00:00.000Z', '2026-03-29T23:00:00.000Z'],
    ['2026-10-24T23:00:00.000Z', '2026-10-26T00:00:00.000Z'],
    ['2026-12-31T23:59:59.999Z', '2027-01-01T00:00:00.000Z'],
  ])('after %s the next one begins at %s', (at, midnight) => {
    expect(nextLondonMidnight(at)).toBe(midnight);
    expect(londonDay(midnight) > londonDay(at)).toBe(true);
  });
});

describe('the validity of a record', () => {
  const summer = { validFrom: '2026-03-29', validUntil: '2026-07-31' };

  it.each([
    ['not yet', '2026-03-28T23:59:59.999Z'],
    ['in force', '2026-03-29T00:00:00.000Z'],
    ['in force', '2026-07-31T22:59:59.999Z'],
    ['ended', '2026-07-31T23:00:00.000Z'],
  ])('by days is %s at %s: a day is a whole one in Britain', (state, at) => {
    expect(validity(summer, at)).toBe(state);
  });

  it('by instants is judged to the instant, however it is written', () => {
    const until = { validUntil: '2026-07-31T14:00:00Z' };
    expect(validity(until, '2026-07-31T14:00:00.000Z')).toBe('in force');
    expect(validity(until, '2026-07-31T14:00:00.001Z')).toBe('ended');
  });
});
