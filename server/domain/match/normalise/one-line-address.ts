import { STREET_TYPE_BY_FORM } from '../words/street-types.js';
import { UNIT_WORDS } from '../words/units.js';

/** What a line of an address falls into. */
export interface LineParts {
  readonly flat?: string;
  readonly building?: string;
  readonly street?: string;
  /** every run of up to three words after the street that may be a place, each alone */
  readonly places: readonly string[];
}

/** Kinds of street that are common words elsewhere in an address: they end a street only after a number. */
const WEAK_KINDS = new Set([
  'court',
  'park',
  'gate',
  'end',
  'green',
  'hill',
  'common',
  'view',
  'estate',
  'st',
  'bank',
  'cross',
  'mead',
  'view',
]);

/** What a block of flats is called; as a street, `Court` is told from one by what follows it. */
const BLOCKS = new Set(
  'court house lodge mansions building buildings apartments flats tower towers point hall wharf mill'.split(' '),
);

/**
 * Takes a line apart (the postcode is gone already): an optional flat, an optional house name, a number, the street up
 * to its kind, and the places after it. Commas are boundaries where there are any.
 */
export function splitLine(line: string): LineParts {
  const { flat, rest } = takeUnit(tokensOf(line));
  const block = blockOf(piecesOf(rest), flat);
  if (block !== undefined) return block;
  const number = houseNumberAt(rest);
  if (number >= 0) {
    const end = streetEnd(rest, number + 1);
    const name = rest.slice(0, number).filter(isWord).join(' ');
    return {
      ...(flat === '' ? {} : { flat }),
      building: `${name} ${rest[number]}`.trim(),
      street: rest
        .slice(number + 1, end)
        .filter(isWord)
        .join(' '),
      places: runs(rest.slice(end)),
    };
  }
  return { ...(flat === '' ? {} : { flat }), ...namedHouse(rest) };
}

/**
 * Words and commas, at most sixty. A range is one word (`8 - 9`), and a number in a piece of its own belongs to the street
 * after it, unless it comes first and may be a flat’s: `Cavendish House, 24, Park Street`.
 */
function tokensOf(line: string): string[] {
  const ranged = line.replace(/(\d[a-z]?)\s+[-–]\s+(\d)/gi, '$1-$2');
  const numbered = ranged.replace(/([,;]\s*\d{1,5}[a-z]?(?:-\d{1,5}[a-z]?)?)\s*[,;](?=\s*[a-z])/gi, '$1');
  const range = numbered.replace(/^(\s*\d{1,5}[a-z]?-\d{1,5}[a-z]?)\s*[,;](?=\s*[a-z])/i, '$1');
  return range.match(/[^\s,;]+|[,;]/g)?.slice(0, 60) ?? [];
}

function takeUnit(tokens: readonly string[]): { readonly flat: string; readonly rest: readonly string[] } {
  const at = tokens.findIndex((token) => UNIT_WORDS.has(token.toLowerCase()));
  const next = at < 0 ? undefined : tokens[at + 1];
  if (next !== undefined && (/^\d+[a-z]?$/i.test(next) || /^[a-z]\d{0,3}$/i.test(next))) {
    return { flat: next, rest: [...tokens.slice(0, at), ...tokens.slice(at + 2)] };
  }
  if (at > 0 && at <= 3) return { flat: tokens.slice(0, at + 1).join(' '), rest: tokens.slice(at + 1) };
  return { flat: '', rest: tokens };
}

const piecesOf = (tokens: readonly string[]): string[] =>
  tokens
    .join(' ')
    .split(/\s*[,;]\s*/)
    .filter(Boolean);

/**
 * A flat’s number in a piece of its own, or a block between the flat and the street: `2, 14 Manor Road`, `8, Limekiln
 * House, Gorsemoor Way`, `Flat 7, Regal Court, Hazelgate Crescent`. A number written beside the block’s name
 * may be its house number, and the block a street: that is read elsewhere.
 */
function blockOf(pieces: readonly string[], unit: string): LineParts | undefined {
  const [first = '', second = ''] = pieces;
  const alone = unit === '' && /^\d{1,5}[a-z]?$/i.test(first);
  const numbered = NUMBERED_STREET.exec(second);
  if (alone && numbered !== null) {
    return { flat: first, building: numbered[1] ?? '', street: numbered[2] ?? '', places: pieces.slice(2) };
  }
  const flat = alone ? first : unit;
  const [name = '', street = '', ...places] = alone ? pieces.slice(1) : pieces;
  const [, number = '', way = ''] = NUMBERED_STREET.exec(street) ?? ['', '', street];
  if (!endsInKind(way) || !/\s/.test(way)) return undefined;
  // Beside a flat and before a street, whatever stands there is the block: Flat 8, Kingston Mews, Crabtree Road.
  const between = flat !== '' && /^[^\d]+$/.test(name) && isStrongKind(lastWord(way));
  if (!between && !isBlock(name, flat !== '')) return undefined;
  if (flat === '' && WEAK_KINDS.has(lastWord(way)) && lastWord(way) !== 'st') return undefined;
  return { ...(flat === '' ? {} : { flat }), building: `${name} ${number}`.trim(), street: way, places };
}

const NUMBERED_STREET = /^(\d{1,5}[a-z]?(?:[-–]\d{1,5}[a-z]?)?)\s+(\D.*)$/i;
const lastWord = (piece: string): string => piece.toLowerCase().split(' ').at(-1) ?? '';

/** The name of a block; beside a flat, any name that is not clearly a street’s. */
function isBlock(name: string, beside: boolean): boolean {
  if (name === '' || /\d/.test(name)) return false;
  const kind = lastWord(name);
  return BLOCKS.has(kind) || (beside && (!STREET_TYPE_BY_FORM.has(kind) || WEAK_KINDS.has(kind)));
}

const isWord = (token: string): boolean => token !== ',' && token !== ';';

/** The first number that has a word after it: `Cavendish House 14 Park Road` → the 14. */
function houseNumberAt(tokens: readonly string[]): number {
  for (let at = 0; at < tokens.length - 1; at += 1) {
    if (/^\d{1,5}[a-z]?([-–/]\d{1,5}[a-z]?)?$/i.test(tokens[at] ?? '')) return at;
  }
  return -1;
}

/** The index after the street that begins at `from`: after its kind, or at the next comma, or after two words. */
function streetEnd(tokens: readonly string[], from: number): number {
  const start = isWord(tokens[from] ?? ',') ? from : from + 1;
  for (let at = start + 1; at < Math.min(tokens.length, start + 6); at += 1) {
    const token = (tokens[at] ?? '').toLowerCase();
    if (!isWord(token)) return at;
    if (STREET_TYPE_BY_FORM.has(token)) {
      const following = (tokens[at + 1] ?? ',').toLowerCase();
      // Albert Bridge Road, Grove Vale Avenue: a kind before a kind is part of the name.
      const goesOn = isStrongKind(following) || (WEAK_KINDS.has(token) && STREET_TYPE_BY_FORM.has(following));
      if (!goesOn) return at + 1;
    }
  }
  const end = tokens.findIndex((token, at) => at > start && !isWord(token));
  return Math.min(end < 0 ? tokens.length : end, start + 2);
}

/** No number: with commas, the first piece names the house and the next the street; without, the street ends at its kind. */
function namedHouse(tokens: readonly string[]): LineParts {
  const pieces = piecesOf(tokens);
  if (pieces.length > 1) {
    const street = pieces.findIndex((piece) => endsInKind(piece));
    if (street > 0)
      return { building: pieces[0] ?? '', street: pieces[street] ?? '', places: pieces.slice(street + 1) };
    if (street === 0) {
      const [name = '', way = '', ...places] = pieces;
      // A house may be called like a street: Wood End, Spurlands End Road. Two streets in a row are a house and a street.
      const named = isStrongKind(lastWord(way)) && WEAK_KINDS.has(lastWord(name));
      return named ? { building: name, street: way, places } : { street: name, places: [way, ...places] };
    }
    return { building: pieces[0] ?? '', places: pieces.slice(1) };
  }
  const end = tokens.findIndex((token, at) => at > 0 && STREET_TYPE_BY_FORM.has(token.toLowerCase()));
  if (end < 0) return { places: runs(tokens) };
  const later = tokens.findIndex((token, at) => at > end + 1 && isStrongKind(token.toLowerCase()));
  if (BLOCKS.has((tokens[end] ?? '').toLowerCase()) && later > 0 && later <= end + 4) {
    return {
      building: tokens.slice(0, end + 1).join(' '),
      street: tokens.slice(end + 1, later + 1).join(' '),
      places: runs(tokens.slice(later + 1)),
    };
  }
  const start = Math.max(0, end - 1);
  return {
    ...(start === 0 ? {} : { building: tokens.slice(0, start).join(' ') }),
    street: tokens.slice(start, end + 1).join(' '),
    places: runs(tokens.slice(end + 1)),
  };
}

const isStrongKind = (word: string): boolean => STREET_TYPE_BY_FORM.has(word) && !WEAK_KINDS.has(word);

const endsInKind = (piece: string): boolean => STREET_TYPE_BY_FORM.has(lastWord(piece));

/** The pieces between commas; where there is none, the runs of one to three words, longest places first. */
function runs(tokens: readonly string[]): string[] {
  const pieces = piecesOf(tokens);
  if (pieces.length !== 1) return pieces;
  const all = tokens.filter(isWord);
  const found = [
    all.join(' '),
    all.slice(0, 2).join(' '),
    all[0] ?? '',
    all.slice(1).join(' '),
    all.slice(-2).join(' '),
  ];
  return [...new Set([...found, all.at(-1) ?? ''])].filter(Boolean);
}
