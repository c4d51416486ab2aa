import fc from 'fast-check';
import { editDistance, resemblance } from '../../../../server/domain/match/dictionary/distance.js';
import { parseAddress, parseBuilding, parseFlat } from '../../../../server/domain/match/normalise/address.js';
import {
  agesAt,
  packDate,
  parseDate,
  sayDate,
  swapDayAndMonth,
  yearsOff,
} from '../../../../server/domain/match/normalise/date.js';
import { parseNames } from '../../../../server/domain/match/normalise/name.js';
import { packPhone, parsePhone } from '../../../../server/domain/match/normalise/phone.js';
import { outwardOf, parsePostcode, spellPostcode } from '../../../../server/domain/match/normalise/postcode.js';
import { parseStreet } from '../../../../server/domain/match/normalise/street.js';
import { fold, squash, words } from '../../../../server/domain/match/normalise/text.js';

describe('text', () => {
  it.each([
    ['Zoë', 'zoe'],
    ['Łukasz', 'lukasz'],
    ['O’Brien', "o'brien"],
    ['Сlarke', 'clarke'],
    ['Иван', 'ivan'],
    ['Su\u200bsan', 'susan'],
    ['\u202eClarke', 'clarke'],
    ['ﬁona', 'fiona'],
    ['Strauß', 'strauss'],
  ])('folds %s', (text, folded) => expect(fold(text).trim()).toBe(folded));

  it('is ASCII and bounded, whatever comes in', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (text) => {
        expect(words(text).join('')).toMatch(/^[a-z0-9]*$/);
        expect(squash(text)).toBe(squash(fold(text)));
      }),
    );
    expect(squash('ab'.repeat(5000)).length).toBe(200);
    expect(words('🙂🙂')).toEqual([]);
  });
});

describe('names', () => {
  it.each([
    [{ givenNames: 'Mrs Susan Jane', surname: 'Clarke' }, 'susan jane', 'clarke', []],
    [{ surname: 'Fiona Pemberton' }, 'fiona', 'pemberton', []],
    [{ givenNames: 'Jan van der Berg' }, 'jan', 'vanderberg', ['berg']],
    [{ givenNames: 'Sue', surname: 'Smith-Jones' }, 'sue', 'smithjones', ['smith', 'jones']],
    [{ givenNames: 'Sean', surname: "O'Brien" }, 'sean', 'obrien', []],
  ])('reads %j', (person, given, surname, parts) => {
    expect(parseNames(person)[0]).toEqual({ given: given.split(' '), surname, parts });
  });

  it('reads aliases as names beside the main one', () => {
    const names = parseNames({
      givenNames: 'Darren',
      surname: 'Ackroyd',
      alsoKnownAs: ['Dazza', 'Darren Smith', 'Spike'],
    });
    expect(names.map(({ given, surname }) => `${given.join(' ')} ${surname}`)).toEqual([
      'darren ackroyd',
      'dazza ackroyd',
      'darren smith',
      'spike ackroyd',
      'darren spike',
    ]);
  });
});

describe('dates', () => {
  it.each([
    ['1980-05-17', '17 May 1980'],
    ['19800517', '17 May 1980'],
    ['1980-05', 'May 1980'],
    ['1980', '1980'],
    ['1851-08-45', 'August 1851'],
    ['1846-81-01', '1846'],
  ])('reads %s', (text, said) => expect(sayDate(parseDate(text))).toBe(said));

  it.each(['unknown', '', '17/05/1980', '0001-01-01', '19'])('takes %j for no date', (text) =>
    expect(parseDate(text)).toBe(0),
  );

  it('swaps day and month only where that makes another date', () => {
    expect(swapDayAndMonth(packDate(1980, 5, 3))).toBe(packDate(1980, 3, 5));
    expect(swapDayAndMonth(packDate(1980, 5, 17))).toBe(0);
    expect(swapDayAndMonth(packDate(1980, 5, 5))).toBe(0);
  });

  it('knows how old somebody is on the day, and how far a stated age is off', () => {
    const at = packDate(2026, 11, 23);
    expect(agesAt(packDate(1980, 11, 23), at)).toEqual([46, 46]);
    expect(agesAt(packDate(1980, 11, 24), at)).toEqual([45, 45]);
    expect(agesAt(packDate(1980), at)).toEqual([46, 45]);
    expect(yearsOff(46, packDate(1980), at)).toBe(0);
    expect(yearsOff(48, packDate(1980, 5, 17), at)).toBe(2);
    expect(yearsOff(44, packDate(1980, 5, 17), at)).toBe(-2);
  });
});

describe('phones', () => {
  it.each([
    ['07700 900123', '+447700900123'],
    ['0044 7700 900123', '+447700900123'],
    ['+33 1 23 45 67 89', '+33123456789'],
    ['withheld', undefined],
    ['anonymous', undefined],
    ['123', undefined],
  ])('reads %s', (text, number) => expect(parsePhone(text)).toBe(number));

  it('packs a number exactly', () => {
    expect(packPhone('+447700900123')).toEqual([447, 700900123]);
    expect(packPhone('+1234567')).toEqual([0, 1234567]);
  });
});

describe('postcodes', () => {
  it.each([
    ['LS1 4AP', 'ls14ap'],
    ['sw1a2aa', 'sw1a2aa'],
    ['M1 1AA', 'm11aa'],
    ['LS1 OAP', 'ls10ap'],
    ['4011', '4011'],
  ])('keeps %s in a number', (text, spelt) => expect(spellPostcode(parsePostcode(text))).toBe(spelt));

  it.each(['LS1', 'not one', '', '123456789'])('takes %j for none', (text) => expect(parsePostcode(text)).toBe(0));

  it('knows districts', () => {
    const [a, b, c] = ['LS1 4AP', 'LS1 5AP', 'LS2 4AP'].map(parsePostcode) as [number, number, number];
    expect(outwardOf(a)).toBe(outwardOf(b));
    expect(outwardOf(a)).not.toBe(outwardOf(c));
  });
});

describe('addresses', () => {
  it.each([
    ['High Street', 'high'],
    ['High St', 'high'],
    ['High Steret', 'high'],
    ['pridhamstreet', 'pridham'],
    ['mceacherncxrescent', 'mceachern'],
    ['St James Road', 'saintjames'],
    ['The Avenue', 'theavenue'],
    ['The Ave', 'theavenue'],
    ['Broadway', 'broadway'],
  ])('reads the street %s', (text, name) => expect(parseStreet(text).name).toBe(name));

  it.each([
    ['12a', { flat: '', house: '12a', name: '' }],
    ['12 A', { flat: '', house: '12a', name: '' }],
    ['30 – 32', { flat: '', house: '30-32', name: '' }],
    ['Rose Cottage', { flat: '', house: '', name: 'rosecottage' }],
    ['Flat 2, 14', { flat: '2', house: '14', name: '' }],
    ['2/14', { flat: '2', house: '14', name: '' }],
    ['CAVENDISH HOUSE, 14', { flat: '', house: '14', name: 'cavendishhouse' }],
    ['Basement flat, 12', { flat: 'basement', house: '12', name: '' }],
  ])('reads the building %s', (text, parts) => expect(parseBuilding(text)).toEqual(parts));

  it.each([
    ['FLAT 2A', '2a'],
    ['2a', '2a'],
    ['Apartment 03', '3'],
    ['Basement Flat', 'basement'],
    ['First Floor Flat', 'firstfloor'],
  ])('reads the flat %s', (text, flat) => expect(parseFlat(text)).toBe(flat));

  it('takes a line apart', () => {
    expect(parseAddress({ text: 'Flat 2a, Cavendish House, 12 High St, Headingley, Leeds LS1 4AP' })).toMatchObject({
      flat: '2a',
      house: '12',
      name: 'cavendishhouse',
      street: 'high',
      places: ['headingley', 'leeds'],
      postcode: parsePostcode('LS1 4AP'),
    });
    expect(parseAddress({ text: '12 high street leeds' })).toMatchObject({
      house: '12',
      street: 'high',
      places: ['leeds'],
    });
    expect(parseAddress({ text: '' })).toBeUndefined();
  });

  it('lets the fields win over the line', () => {
    expect(parseAddress({ text: '12 High Street, Leeds', building: '14' })).toMatchObject({
      house: '14',
      street: 'high',
    });
  });
});

describe('distance', () => {
  it.each([
    ['smith', 'smith', 0],
    ['smith', 'smyth', 1],
    ['smith', 'simth', 1],
    ['pemberton', 'pembreten', 2],
    ['abc', 'xyz', 3],
  ])('%s, %s', (a, b, expected) => expect(editDistance(a, b, 2)).toBe(expected));

  it('is symmetric, and so is resemblance, which ends at 1', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'd'), maxLength: 10 });
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect(editDistance(a, b, 20)).toBe(editDistance(b, a, 20));
        expect(resemblance(a, b)).toBeLessThanOrEqual(1);
        expect(resemblance(a, a)).toBe(1);
      }),
    );
  });
});
