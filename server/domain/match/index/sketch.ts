import { dayOf, monthOf, packDate, yearOf, type PackedDate } from '../normalise/date.js';
import { inwardOf, isBritish, NO_POSTCODE, outwardOf, type PostcodeCode } from '../normalise/postcode.js';
import { shortHash } from './hash.js';
import { NONE, type RecordRow } from './rows.js';

/**
 * Where a row begins, and enough of it to tell in one look that most records are not the one that is searched for:
 *
 * | word | bits                                                                       |
 * |------|----------------------------------------------------------------------------|
 * | 0    | where the row begins                                                       |
 * | 1    | surname 20 (id + 1; 0 is none), day 5, month 4, sex 2, several given names |
 * | 2    | first given name 20 (id + 1; 0 is none), year of birth 12                  |
 * | 3    | street 16 and postcode 16, by short hash; 0 is none                        |
 */
export const SKETCH_WORDS = 4;

const NAME = 0xf_ffff;
/** In the place of the surname: what the record holds does not fit into a sketch, or nobody is on it. */
export const UNTOLD = NAME;
export const NOBODY = NAME - 1;
const LARGEST_ID = NAME - 3;
/** In the place of street and postcode: several addresses, or a code that a slip may turn into any other. */
export const ANYWHERE = 0xffff_ffff;

export const sketchedSurname = (who: number): number => who & NAME;
export const sketchedGiven = (name: number): number => name & NAME;
export const sketchedSex = (who: number): number => (who >>> 29) & 3;
export const hasMoreGiven = (who: number): boolean => who >>> 31 === 1;
export const sketchedBirth = (who: number, name: number): PackedDate =>
  packDate(name >>> 20, (who >>> 25) & 15, (who >>> 20) & 31);

/** Writes all words but the first. */
export function sketch(row: RecordRow, into: Uint32Array, at: number): void {
  const [person, ...others] = row.people;
  const [name, ...aliases] = person?.names ?? [];
  const [given = NONE, ...more] = name?.given ?? [];
  const surname = name?.surname ?? NONE;
  into[at + 3] = sketchHome(row);
  into[at + 2] = 0;
  if (person === undefined) {
    into[at + 1] = NOBODY;
  } else if (others.length + aliases.length + (name?.parts.length ?? 0) > 0 || Math.max(surname, given) > LARGEST_ID) {
    into[at + 1] = UNTOLD;
  } else {
    const { birth, sex } = person;
    into[at + 1] =
      (surname + 1) | (dayOf(birth) << 20) | (monthOf(birth) << 25) | (sex << 29) | (more.length > 0 ? 1 << 31 : 0);
    into[at + 2] = (given + 1) | (yearOf(birth) << 20);
  }
}

function sketchHome({ addresses }: RecordRow): number {
  const [home, ...others] = addresses;
  if (home === undefined) return 0;
  const { street, postcode } = home;
  if (others.length > 0 || !isBritish(postcode)) return ANYWHERE;
  return ((street === NONE ? 0 : streetHash(street)) << 16) | (postcode === NO_POSTCODE ? 0 : halvesHash(postcode));
}

/** 16 bits that a street, or a postcode, is told by most of the time; never 0. */
export const streetHash = (street: number): number => shortHash(street + 1) || 1;
export const postcodeHash = (postcode: PostcodeCode): number => shortHash(postcode) || 1;

/** Pairs of letters that end a British code. */
const UNITS = 26 * 26;

/**
 * The district and the last two letters of a British code in a byte each, neither of them 0. A slip in the code leaves one
 * of the two as it was.
 */
export const halvesHash = (postcode: PostcodeCode): number =>
  ((shortHash(outwardOf(postcode)) & 255 || 1) << 8) | (shortHash(inwardOf(postcode) % UNITS) & 255 || 1);
