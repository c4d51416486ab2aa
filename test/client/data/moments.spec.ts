import fc from 'fast-check';
import { momentAsTyped, readTypedMoment } from '../../../client/data/moments.js';

const NOW = Date.parse('2026-11-26T17:00:00.000Z');

describe('moments as people in Britain type them', () => {
  it.each([
    ['02:14', '2026-11-26T02:14:00.000Z'],
    ['2.14', '2026-11-26T02:14:00.000Z'],
    ['23:30', '2026-11-25T23:30:00.000Z'],
    ['26/11 02:14', '2026-11-26T02:14:00.000Z'],
    ['26/11/2026 02:14', '2026-11-26T02:14:00.000Z'],
    ['26 Nov 2026 02:14', '2026-11-26T02:14:00.000Z'],
    ['31/12 23:00', '2025-12-31T23:00:00.000Z'],
    ['26/11/2026', '2026-11-26T00:00:00.000Z'],
    ['1/7 02:14', '2026-07-01T01:14:00.000Z'],
    ['1/7/2026', '2026-06-30T23:00:00.000Z'],
    ['2026-11-26 02:14', '2026-11-26T02:14:00.000Z'],
  ])('%s is %s', (text, instant) => expect(readTypedMoment(text, NOW)).toBe(instant));

  it.each(['', '2', '02:1', '25:00', '02:60', '31/2/2026 02:14', 'yesterday', '2026'])(
    '%s is none, or none yet',
    (text) => expect(readTypedMoment(text, NOW)).toBeUndefined(),
  );

  it('what is shown of a moment is read as that moment, in summer too', () => {
    const minutes = fc.integer({ min: Date.parse('2019-01-01') / 60_000, max: NOW / 60_000 });
    fc.assert(
      fc.property(minutes, (minute) => {
        const read = readTypedMoment(momentAsTyped(minute * 60_000), NOW);
        expect(momentAsTyped(read ?? '')).toBe(momentAsTyped(minute * 60_000));
      }),
    );
  });
});
