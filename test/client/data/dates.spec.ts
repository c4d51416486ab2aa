import fc from 'fast-check';
import { PartialDate } from '../../../server/contract/index.js';
import { asTyped, readTypedDate } from '../../../client/data/dates.js';

const read = (text: string) => {
  const typed = readTypedDate(text, 2026);
  return typed.kind === 'date' ? typed.value : typed.kind;
};

describe('dates of birth as people in Britain type them', () => {
  it.each([
    ['17/5/1980', '1980-05-17'],
    ['17/05/1980', '1980-05-17'],
    ['17.5.80', '1980-05-17'],
    ['17-5-26', '2026-05-17'],
    ['17-5-27', '1927-05-17'],
    ['17 May 1980', '1980-05-17'],
    ['17 september 80', '1980-09-17'],
    ['May 1980', '1980-05'],
    ['5/1980', '1980-05'],
    ['1980', '1980'],
    ['1980-05', '1980-05'],
    ['1980-05-17', '1980-05-17'],
    ['29/2/2000', '2000-02-29'],
    ['', 'empty'],
    ['   ', 'empty'],
  ])('%s is %s', (text, date) => expect(read(text)).toBe(date));

  it.each(['1', '17', '17/', '17/5', '17/5/198', '17/13/1980', '31/2/1980', '29/2/1999', '0/5/1980', '17/5/2999'])(
    '%s is not a date, or not one yet',
    (text) => expect(read(text)).toBe('unfinished'),
  );

  it('everything that counts as a date is one that the server accepts', () => {
    const part = fc.oneof(
      fc.integer({ min: 0, max: 40 }).map(String),
      fc.integer({ min: 1750, max: 2030 }).map(String),
      fc.constantFrom('may', 'june', 'x'),
    );
    const typing = fc
      .tuple(part, part, part, fc.constantFrom('/', '-', ' ', '.'))
      .map(([a, b, c, by]) => [a, b, c].join(by));
    fc.assert(
      fc.property(typing, (text) => {
        const typed = readTypedDate(text, 2026);
        expect(typed.kind !== 'date' || PartialDate.safeParse(typed.value).success).toBe(true);
      }),
    );
  });

  it('what the server holds is read back as the same date when it is shown for typing', () => {
    for (const date of ['1980', '1980-05', '1980-05-17']) expect(read(asTyped(date))).toBe(date);
  });
});
