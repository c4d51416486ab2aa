import { COUNTIES } from '../words/counties.js';
import { FLOOR_WORDS, UNIT_WORDS } from '../words/units.js';
import { NO_POSTCODE, parsePostcode, takePostcode, type PostcodeCode } from './postcode.js';
import { NO_TYPE, parseStreet } from './street.js';
import { remembering } from './remember.js';
import { squash, words } from './text.js';
import { splitLine } from './one-line-address.js';

/** An address in comparable parts; an empty text is an unknown part. */
export interface ParsedAddress {
  /** the dwelling within the building: `2a`, `basement` */
  readonly flat: string;
  /** the number in the street: `12`, `12a`, `30-32` */
  readonly house: string;
  /** the name of the house or block, in one word */
  readonly name: string;
  /** the street without its kind, in one word */
  readonly street: string;
  /** index into STREET_TYPES, or NO_TYPE */
  readonly streetType: number;
  /** locality and town, each in one word */
  readonly places: readonly string[];
  readonly postcode: PostcodeCode;
  /** Unique Property Reference Number, digits without leading zeros */
  readonly uprn: string;
}

export interface AddressFields {
  readonly flat?: string | undefined;
  readonly building?: string | undefined;
  readonly street?: string | undefined;
  readonly locality?: string | undefined;
  readonly town?: string | undefined;
  readonly postcode?: string | undefined;
  readonly uprn?: string | undefined;
  readonly text?: string | undefined;
}

const MOST_PLACES = 7;
const squashPlace = remembering(squash);

/**
 * Reads an address from its fields. The one-line form fills what the fields leave open. A number written into the street,
 * a flat written before the house number and a name written beside it are taken apart.
 * @returns undefined when nothing of an address is there
 */
export function parseAddress(fields: AddressFields): ParsedAddress | undefined {
  const given: LineFields = fields.text === undefined ? fields : { ...lineFields(fields.text), ...known(fields) };
  const [numberInStreet, streetName] = splitNumber(given.street ?? '');
  const building = parseBuilding(
    given.building === undefined || given.building === '' ? numberInStreet : given.building,
  );
  const street = parseStreet(streetName);
  const places = placesOf([given.locality, given.town, ...(given.places ?? [])]);
  const own = parseFlat(given.flat ?? '');
  // A flat of the annexe is none of the house.
  const flat = building.flat === ANNEXE && own !== '' ? own + ANNEXE : own || building.flat;
  const parsed: ParsedAddress = {
    flat,
    house: building.house,
    name: building.name,
    street: street.name,
    streetType: street.name === '' ? NO_TYPE : street.type,
    places,
    postcode: parsePostcode(given.postcode),
    uprn: given.uprn === undefined ? '' : given.uprn.replace(/\D/g, '').replace(/^0+/, '').slice(0, 12),
  };
  const empty =
    parsed.flat + parsed.house + parsed.name + parsed.street + parsed.uprn === '' &&
    parsed.places.length === 0 &&
    parsed.postcode === NO_POSTCODE;
  return empty ? undefined : parsed;
}

/** The places, each once in one word; a county only where nothing nearer is said. */
function placesOf(said: readonly (string | undefined)[]): string[] {
  const all = [...new Set(said.map((place) => squashPlace(place ?? '')))].filter((place) => place !== '');
  const nearer = all.filter((place) => !COUNTIES.has(place));
  return (nearer.length > 0 ? nearer : all).slice(0, MOST_PLACES);
}

interface LineFields extends AddressFields {
  readonly places?: readonly string[];
}

function lineFields(text: string): LineFields {
  const { postcode, rest } = takePostcode(text.slice(0, 400));
  return {
    ...splitLine(rest),
    ...(postcode === NO_POSTCODE ? {} : { postcode: text.slice(0, 400).match(POSTCODE)?.[0] ?? '' }),
  };
}

const POSTCODE = /\b[a-z]{1,2}\d[a-z0-9]?\s*\d[a-z]{2}\b/i;

function known(fields: AddressFields): AddressFields {
  return Object.fromEntries(
    Object.entries(fields).filter(([name, value]) => name !== 'text' && typeof value === 'string' && value !== ''),
  );
}

/** “12a High Street” → `12a`, `High Street`. A street that is a number’s ordinal (“5th Avenue”) stays whole. */
const splitNumber = remembering((street: string): readonly [string, string] => {
  const found =
    /^\s*((?:flat|apartment|apt|unit)\s+\w+\s*,?\s+)?(\d+\s?[a-z]?(?:\s*[-–/]\s*\d+[a-z]?)?)\s*,?\s+(?=\S)(.*)$/i.exec(
      street,
    );
  if (found === null) return ['', street];
  return [`${found[1] ?? ''}${found[2] ?? ''}`, found[3] ?? ''];
});

const NUMBER = /^\d{1,5}[a-z]?$/;

interface Building {
  readonly flat: string;
  readonly house: string;
  readonly name: string;
}

/**
 * Reads what stands for the building: `12a`, `12 A`, `30-32`, `Rose Cottage`, `Cavendish House, 14`, `Flat 2, 14`,
 * `2/14` (flat and house, as in Scotland).
 */
export const parseBuilding = remembering((text: string): Building => {
  const [range, around] = takeRange(text);
  const all = joinLetters(words(around));
  const [flat, rest] = takeFlat(all);
  const numbers = rest.filter((word) => NUMBER.test(word));
  const names = rest.filter((word) => !NUMBER.test(word) && !UNIT_WORDS.has(word));
  const house = range || (numbers.at(-1) ?? '');
  const ownFlat = flat || (numbers.length > 1 && range === '' ? (numbers[0] ?? '') : '');
  return { flat: ownFlat, house: bare(house), name: names.join('') };
});

/** A range (30–32) leaves the text; the lower number always comes first. */
function takeRange(text: string): readonly [string, string] {
  const found = /(\d{1,5}[a-z]?)\s*(?:[-–—]|\bto\b)\s*(\d{1,5}[a-z]?)\b/i.exec(text);
  if (found === null) return ['', text];
  const [from = '', to = ''] = [found[1]?.toLowerCase(), found[2]?.toLowerCase()];
  if (Number.parseInt(to, 10) <= Number.parseInt(from, 10)) return ['', text];
  return [`${bare(from)}-${bare(to)}`, text.slice(0, found.index) + ' ' + text.slice(found.index + found[0].length)];
}

/** “12 a” → `12a`. */
function joinLetters(all: readonly string[]): string[] {
  const joined: string[] = [];
  for (const word of all) {
    const last = joined.at(-1);
    if (/^[a-h]$/.test(word) && last !== undefined && /^\d{1,5}$/.test(last)) joined[joined.length - 1] = last + word;
    else joined.push(word);
  }
  return joined;
}

/** What stands beside a house and is a dwelling of its own. */
const SEPARATE = new Set(['annexe', 'annex']);
/** How a flat is called that is one. */
export const ANNEXE = 'annexe';

/** “Flat 2” and “basement flat” leave the words; what is left is house and street. */
function takeFlat(all: readonly string[]): readonly [string, readonly string[]] {
  const own = all.findIndex((word) => SEPARATE.has(word));
  if (own >= 0 && all.length > 1) return [ANNEXE, all.filter((_, i) => i !== own)];
  const storey = all.findIndex((word, i) => word === 'floor' && FLOOR_WORDS.has(all[i - 1] ?? ''));
  if (storey > 0 && !all.some((word) => UNIT_WORDS.has(word))) {
    return [FLOOR_WORDS.get(all[storey - 1] ?? '') ?? '', all.filter((_, i) => i !== storey && i !== storey - 1)];
  }
  const at = all.findIndex((word) => UNIT_WORDS.has(word) && word !== 'no' && word !== 'number');
  if (at < 0) return ['', all];
  const floor = all.slice(0, at).find((word) => FLOOR_WORDS.has(word));
  if (floor !== undefined) {
    return [FLOOR_WORDS.get(floor) ?? '', all.filter((word, i) => i !== at && word !== floor && word !== 'floor')];
  }
  const number = all[at + 1] ?? '';
  return /^(\d+[a-z]?|[a-z])$/.test(number) ? [bare(number), [...all.slice(0, at), ...all.slice(at + 2)]] : ['', all];
}

/** The dwelling: “FLAT 2A” and “2 a” are `2a`; a floor is one word; what is left of a description stays as it is. */
export const parseFlat = remembering((text: string): string => {
  const all = joinLetters(words(text)).filter((word) => !UNIT_WORDS.has(word));
  const floor = all.filter((word) => word !== 'floor').map((word) => FLOOR_WORDS.get(word) ?? word);
  return floor.map(bare).join('');
});

/** A number without leading zeros. */
const bare = (number: string): string => number.replace(/^0+(?=\d)/, '');
