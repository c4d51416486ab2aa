import type { Location } from '../../../contract/index.js';
import type { QueryAddress } from '../compare/address.js';
import type { QueryName } from '../compare/names.js';
import type { QueryPerson, Scales } from '../compare/person.js';
import { NameTerm } from '../dictionary/name-term.js';
import { PostcodeTerm } from '../dictionary/postcode-term.js';
import { NO_POSTCODE } from '../normalise/postcode.js';
import { PlaceTerm } from '../dictionary/place-term.js';
import { packNumber, sexCode, type PhonePair } from '../index/rows.js';
import { parseAddress, type ParsedAddress } from '../normalise/address.js';
import { digitsOfDate, NO_DATE, parseDate, type PackedDate } from '../normalise/date.js';
import { NO_TYPE } from '../normalise/street.js';
import { parseNames } from '../normalise/name.js';
import { packPhone, parsePhone } from '../normalise/phone.js';
import { words } from '../normalise/text.js';
import type { Key } from '../../register/types.js';
import type { PersonSubject } from '../types.js';

/** A party made ready: normalised, its words expanded, and which keys it has. */
export interface Prepared {
  readonly person: QueryPerson;
  readonly keys: readonly Key[];
}

/** @param at the day of the call */
export function preparePerson(subject: PersonSubject, at: PackedDate, scales: Scales): Prepared {
  const { lexicon, population } = scales;
  const terms = scales.terms ?? new Map<string, NameTerm>();
  const term = (word: string): NameTerm => {
    const known = terms.get(word) ?? new NameTerm(word, lexicon, population);
    terms.set(word, known);
    return known;
  };
  const names = parseNames(subject).flatMap((name): QueryName[] => {
    const surname = name.surname === '' ? undefined : term(name.surname);
    const joined = name.given.length > 1 ? term(name.given.join('')) : undefined;
    const given = name.given.map(term);
    const asSaid: QueryName = { given, joined, surname, parts: name.parts.map(term), moved: false };
    return [asSaid, ...movedName(given, surname)];
  });
  const parsed = subject.address ?? subject.location;
  const address = parsed === undefined ? undefined : parseAddress(parsed);
  const date = parseDate(subject.dateOfBirth);
  const person: QueryPerson = {
    names,
    birth: {
      date,
      digits: digitsOfDate(subject.dateOfBirth),
      age: date === NO_DATE ? subject.approximateAge : undefined,
      at,
    },
    sex: sexCode(subject.sex),
    phones: readPhones(subject.phones),
    address: address === undefined ? undefined : prepareAddress(address, scales),
    relation: subject.address === undefined ? subject.role : 'own',
  };
  return { person, keys: keysOfPerson(person, subject, address) };
}

/** A lone name may be the surname or a given name, whichever field it was written in. */
function movedName(given: readonly NameTerm[], surname: NameTerm | undefined): QueryName[] {
  const [first, ...more] = given;
  const none = { joined: undefined, parts: [], moved: true };
  if (surname === undefined)
    return first === undefined || more.length > 0 ? [] : [{ ...none, given: [], surname: first }];
  return first === undefined ? [{ ...none, given: [surname], surname: undefined }] : [];
}

/** Numbers as typed, those that are numbers, each once. */
export function readPhones(phones: readonly string[]): PhonePair[] {
  const numbers = new Set(phones.slice(0, 20).map(parsePhone));
  return [...numbers].flatMap((number) => (number === undefined ? [] : [packPhone(number)]));
}

export function prepareLocation(
  location: Location,
  scales: Scales,
): { parsed: ParsedAddress; query: QueryAddress } | undefined {
  const parsed = parseAddress(location);
  return parsed === undefined ? undefined : { parsed, query: prepareAddress(parsed, scales) };
}

function prepareAddress(address: ParsedAddress, { lexicon, population }: Scales): QueryAddress {
  const { streets, premises, places } = lexicon;
  const used = (what: 'streets' | 'premises' | 'places') => (id: number) => population.count(what, id);
  const street = address.street === '' ? undefined : new PlaceTerm(address.street, streets, used('streets'));
  // A street that records know, or one of a kind, is no place: Bedford Road is not in Bedford.
  const isPlace = street !== undefined && (street.id === undefined || address.streetType === NO_TYPE);
  const estate = isPlace ? new PlaceTerm(address.street, places, used('places')) : undefined;
  return {
    flat: address.flat,
    house: address.house,
    name: address.name === '' ? undefined : new PlaceTerm(address.name, premises, used('premises')),
    street,
    streetType: address.streetType,
    estate: estate === undefined || estate.variants.length === 0 ? undefined : estate,
    places: address.places.map((place) => new PlaceTerm(place, places, used('places'))),
    postcode: address.postcode === NO_POSTCODE ? undefined : new PostcodeTerm(address.postcode),
    uprn: packNumber(address.uprn),
  };
}

function keysOfPerson(person: QueryPerson, subject: PersonSubject, address: ParsedAddress | undefined): Key[] {
  // Two given names and no surname are no full name, though a comparison may take the second for one.
  const named = isName(subject.givenNames) && isName(subject.surname);
  const where = subject.address ?? subject.location;
  const keys: Key[] = [];
  if (named && (person.birth.date & 31) !== 0) keys.push('name+dateOfBirth');
  if (named && (person.birth.age !== undefined || person.birth.date !== NO_DATE)) keys.push('name+age');
  if (named && where !== undefined && isDwelling(where, address)) keys.push('name+address');
  if (named && person.phones.length > 0) keys.push('name+phone');
  if (person.phones.length > 0) keys.push('phone');
  return keys;
}

/** More than an initial. */
const isName = (text = ''): boolean => words(text).some((word) => word.length > 1);

/**
 * The address names one building or dwelling, not a street or a town: a house, by number or by name, in a street of a
 * town or at a postcode. A flat whose house is not known is none; a village and half a postcode are no town; and a lone
 * name in a line may be a street’s.
 */
export function isDwelling(location: Location, address: ParsedAddress | undefined): boolean {
  if (address === undefined) return false;
  if (address.uprn !== '') return true;
  if (address.house + address.name === '') return false;
  const named = address.house === '' && address.street === '';
  if (named && (location.building ?? '') === '') return false;
  if (address.postcode !== NO_POSTCODE) return true;
  const inTown = (location.town ?? location.text ?? '') !== '';
  return inTown && address.street !== '' && address.places.some((place) => !/\d/.test(place));
}
