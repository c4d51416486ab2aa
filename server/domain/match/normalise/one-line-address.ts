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
]);

/**
 * Takes a line apart (the postcode is gone already): an optional flat, an optional house name, a number, the street up
 * to its kind, and the places after it. Commas are boundaries where there are any.
 */
export function splitLine(line: string): LineParts {
  const tokens = line.match(/[^\s,;]+|[,;]/g)?.slice(0, 60) ?? [];
  const { flat, rest } = takeUnit(tokens);
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

function takeUnit(tokens: readonly string[]): { readonly flat: string; readonly rest: readonly string[] } {
  const at = tokens.findIndex((token) => UNIT_WORDS.has(token.toLowerCase()));
  const next = at < 0 ? undefined : tokens[at + 1];
  if (next !== undefined && (/^\d+[a-z]?$/i.test(next) || /^[a-z]\d?$/i.test(next))) {
    return { flat: next, rest: [...tokens.slice(0, at), ...tokens.slice(at + 2)] };
  }
  if (at > 0 && at <= 3) return { flat: tokens.slice(0, at + 1).join(' '), rest: tokens.slice(at + 1) };
  return { flat: '', rest: tokens };
}

const isWord = (token: string): boolean => token !== ',' && token !== ';';

/** The last number that has a word after it: `Cavendish House 14 Park Road` → the 14. */
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
      return WEAK_KINDS.has(token) && STREET_TYPE_BY_FORM.has(following) ? at + 2 : at + 1;
    }
  }
  return Math.min(tokens.length, start + 2);
}

/** No number: with commas, the first piece names the house and the next the street; without, the street ends at its kind. */
function namedHouse(tokens: readonly string[]): LineParts {
  const pieces = tokens
    .join(' ')
    .split(/\s*[,;]\s*/)
    .filter(Boolean);
  if (pieces.length > 1) {
    const street = pieces.findIndex((piece) => endsInKind(piece));
    if (street > 0)
      return { building: pieces[0] ?? '', street: pieces[street] ?? '', places: pieces.slice(street + 1) };
    if (street === 0) return { street: pieces[0] ?? '', places: pieces.slice(1) };
    return { building: pieces[0] ?? '', places: pieces.slice(1) };
  }
  const end = tokens.findIndex((token, at) => at > 0 && STREET_TYPE_BY_FORM.has(token.toLowerCase()));
  if (end < 0) return { places: runs(tokens) };
  const start = Math.max(0, end - 1);
  return {
    ...(start === 0 ? {} : { building: tokens.slice(0, start).join(' ') }),
    street: tokens.slice(start, end + 1).join(' '),
    places: runs(tokens.slice(end + 1)),
  };
}

const endsInKind = (piece: string): boolean => STREET_TYPE_BY_FORM.has(piece.toLowerCase().split(' ').at(-1) ?? '');

/** The pieces between commas; where there is none, the runs of one to three words, longest places first. */
function runs(tokens: readonly string[]): string[] {
  const pieces = tokens
    .join(' ')
    .split(/\s*[,;]\s*/)
    .filter(Boolean);
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
