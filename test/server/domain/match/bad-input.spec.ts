import fc from 'fast-check';
import type { RegisterRecord } from '../../../../server/contract/index.js';
import type { PersonSubject } from '../../../../server/domain/match/types.js';
import { AT, indexOf, record, somebody } from './support.js';

const clarke = record({
  recordId: 'clarke',
  people: [{ role: 'victim', givenNames: 'Susan', surname: 'Clarke', dateOfBirth: '1980-05-17' }],
  addresses: [{ building: '12', street: 'High Street', town: 'Leeds', postcode: 'LS1 4AP' }],
});
const index = indexOf({ register: [clarke] });
const ask = (said: Partial<PersonSubject>) => index.ask(somebody(said), AT);

describe('a query that says nothing', () => {
  it.each([
    ['nothing at all', {}, 'no name and no number'],
    ['blanks', { givenNames: '  ', surname: '\t' }, 'no name and no number'],
    ['signs', { givenNames: '???', surname: '—' }, 'no name and no number'],
    ['emoji', { givenNames: '😀', surname: '👮🏽‍♀️' }, 'no name and no number'],
    ['one letter', { surname: 'C' }, 'one letter is too little'],
    ['no number', { phones: ['withheld', 'n/a'] }, 'no name and no number'],
  ])('[R2] is not checked, and says why: %s', (_, said, reason) => {
    expect(ask(said)).toMatchObject({ links: [], complete: false, reason });
  });

  it.each([
    ['no words', '', 'no address'],
    ['a street and no house', 'High Street, Leeds', 'no house number or name'],
    ['emoji', '🏠🏠', 'no address'],
  ])('[R2] nor is such a place: %s', (_, text, reason) => {
    expect(index.ask({ ref: { kind: 'location' }, location: { text } }, AT)).toMatchObject({
      links: [],
      complete: false,
      reason,
    });
  });
});

describe('a name in disguise', () => {
  it.each([
    ['emoji around it', 'Susan 😀', '👩 Clarke'],
    ['zero-width characters in it', 'Su\u200Bsan', 'Cl\u200D\u2060arke'],
    ['right-to-left marks and overrides around it', '\u202ESusan\u202C', '\u200FClarke\u200E'],
    ['Cyrillic letters among its own', 'Susаn', 'Сlаrkе'],
    ['full-width letters', 'Ｓｕｓａｎ', 'Ｃｌａｒｋｅ'],
    ['accents piled up', 'S\u0301\u0302\u0303usan', 'Cl\u0308a\u0327rke'],
  ])('is found all the same: %s', (_, givenNames, surname) => {
    expect(ask({ givenNames, surname, dateOfBirth: '1980-05-17' }).links[0]).toMatchObject({
      recordId: 'clarke',
      tier: 'match',
    });
  });
});

describe('a date that is none', () => {
  it.each(['1980-02-30', '1980-13-01', '0000-00-00', '1980-5', 'yesterday', '99999999', '-50', '1980-05-17T10:00'])(
    'is taken as far as it makes sense: %s',
    (dateOfBirth) => {
      const { links } = ask({ givenNames: 'Susan', surname: 'Clarke', dateOfBirth });
      expect(links[0]?.recordId).toBe('clarke');
      expect(links[0]?.tier).not.toBe('match');
    },
  );

  it.each([-1, 0, 250, 1e9, Number.MAX_SAFE_INTEGER])('an age of %d does not fit', (approximateAge) => {
    const best = ask({ givenNames: 'Susan', surname: 'Clarke', approximateAge }).links[0];
    expect(best?.tier ?? 'possible').toBe('possible');
  });
});

describe('too much of it', () => {
  const long = 'Clarke'.repeat(2_000);

  it('ten thousand letters are answered as what they begin with', () => {
    expect(ask({ givenNames: long, surname: long, alsoKnownAs: Array<string>(500).fill(long) }).links).toEqual([]);
    const text = `12 High Street, ${'Leeds, '.repeat(2_000)} LS1 4AP`;
    const { links } = index.ask({ ref: { kind: 'location' }, location: { text } }, AT);
    expect(links.map(({ recordId }) => recordId)).toEqual(['clarke']);
  });

  it('[R2] a house with a thousand people is not listed whole, and the search says that it was cut', () => {
    const hostel = Array.from({ length: 1_000 }, (_, at): RegisterRecord =>
      record({
        recordId: `resident-${at}`,
        people: [{ role: 'suspect', givenNames: at % 2 === 0 ? 'John' : 'David', surname: 'Smith' }],
        addresses: [{ building: '1', street: 'Mill Lane', town: 'Leeds', postcode: 'LS2 7AA' }],
      }),
    );
    const crowded = indexOf({ hostel });
    const address = { building: '1', street: 'Mill Lane', town: 'Leeds', postcode: 'LS2 7AA' };
    for (const subject of [
      somebody({ givenNames: 'John', surname: 'Smith', location: address }),
      { ref: { kind: 'location' as const }, location: address },
    ]) {
      const answer = crowded.ask(subject, AT);
      expect(answer.links.length).toBeLessThanOrEqual(160);
      expect(answer).toMatchObject({ complete: false, reason: expect.stringContaining('more is needed') });
    }
  });
});

describe('whatever is typed', () => {
  const text = fc.string({ unit: 'binary', maxLength: 60 });

  it('[R3] is answered, and the evidence of every link adds up', () => {
    fc.assert(
      fc.property(text, text, text, text, (givenNames, surname, dateOfBirth, line) => {
        const subject = somebody({
          givenNames: `Susan ${givenNames}`,
          surname: `Clarke${surname}`,
          dateOfBirth,
          location: { text: `12 High Street ${line}` },
        });
        for (const { evidence, weight, probability } of index.ask(subject, AT).links) {
          expect(evidence.reduce((sum, one) => sum + one.weight, 0)).toBe(weight);
          expect(probability).toBeGreaterThanOrEqual(0);
          expect(probability).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});
