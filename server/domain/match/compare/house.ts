import type { PlaceTerm } from '../dictionary/place-term.js';
import type { Lexicon } from '../index/lexicon.js';
import { NONE, type AddressRow } from '../index/rows.js';
import { ANNEXE } from '../normalise/address.js';

/** `overlaps`: a range and a number within it. */
export type HouseLevel = 'exact' | 'near' | 'overlaps' | 'differs' | 'missing';
/** `none`: neither side names a flat. `oneSide`: one does, the other does not. */
export type FlatLevel = 'exact' | 'differs' | 'oneSide' | 'none';

interface OurHouse {
  readonly flat: string;
  readonly house: string;
  readonly name: PlaceTerm | undefined;
}

/**
 * Compares number, name and flat. `2A` is not `2`; a number within a named building may be its flat (20 Cavendish House);
 * a building without a number on one side is compared by its name.
 */
export function compareHouses(
  ours: OurHouse,
  theirs: AddressRow,
  { numbers }: Lexicon,
): { readonly house: HouseLevel; readonly named: boolean; readonly flat: FlatLevel } {
  const their = {
    flat: theirs.flat === NONE ? '' : numbers.word(theirs.flat),
    house: theirs.house === NONE ? '' : numbers.word(theirs.house),
  };
  const name = ours.name === undefined || theirs.name === NONE ? undefined : ours.name.level(theirs.name);
  const named = name === 'exact' ? 'exact' : name === 'near' ? 'near' : undefined;
  if (named !== undefined && (ours.house === '' || their.house === '')) {
    return { house: named, named: true, flat: compareFlats(ours.flat || ours.house, their.flat || their.house) };
  }
  return { house: compareNumbers(ours, their, name), named: false, flat: compareFlats(ours.flat, their.flat) };
}

function compareNumbers(
  ours: OurHouse,
  theirs: { readonly flat: string; readonly house: string },
  name: ReturnType<PlaceTerm['level']> | undefined,
): HouseLevel {
  if (ours.house !== '' && theirs.house !== '') return compareTwoNumbers(ours.house, theirs.house);
  if (ours.house === '' && theirs.house === '' && name !== undefined) return name === 'exact' ? 'exact' : name;
  if (ours.house === '' && theirs.house === '' && ours.name === undefined && name === undefined) {
    return ours.flat !== '' && ours.flat === theirs.flat ? 'exact' : 'missing';
  }
  return 'missing';
}

function compareTwoNumbers(a: string, b: string): HouseLevel {
  if (a === b) return 'exact';
  if (!a.includes('-') && !b.includes('-')) return 'differs';
  const [ours, theirs] = [rangeOf(a), rangeOf(b)];
  return ours[0] <= theirs[1] && theirs[0] <= ours[1] ? 'overlaps' : 'differs';
}

function rangeOf(house: string): readonly [number, number] {
  const [from = '', to = from] = house.split('-');
  return [Number.parseInt(from, 10), Number.parseInt(to, 10)];
}

function compareFlats(a: string, b: string): FlatLevel {
  if (a === '' && b === '') return 'none';
  // Nobody says house and means the annexe.
  if (a === '' || b === '') return (a + b).endsWith(ANNEXE) ? 'differs' : 'oneSide';
  return a === b ? 'exact' : 'differs';
}
