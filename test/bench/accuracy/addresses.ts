import { chance, readSource, partOf, type Cells, type Part } from './sources.js';
import { AT } from './febrl.js';
import type { Query, Row, Trial } from './trial.js';

export const PRICE_PAID = 'addresses/price-paid-dev.csv';
export const FOOD_HYGIENE = 'addresses/food-hygiene.csv';

/** How an address is said that a register holds in parts. */
type Way = (address: Cells) => Row;

const joinParts = (...parts: (string | undefined)[]): string => parts.filter(Boolean).join(', ');

const SHORT: readonly (readonly [RegExp, string])[] = [
  [/ ROAD$/, ' RD'],
  [/ STREET$/, ' ST'],
  [/ AVENUE$/, ' AVE'],
  [/ CLOSE$/, ' CL'],
  [/ DRIVE$/, ' DR'],
  [/ LANE$/, ' LN'],
  [/ GARDENS$/, ' GDNS'],
  [/ CRESCENT$/, ' CRES'],
  [/ COURT$/, ' CT'],
];
const shorten = (street: string): string => SHORT.reduce((text, [long, short]) => text.replace(long, short), street);

/** One letter of a long street name doubled, lost or exchanged with the next. */
export function slip(street: string): string {
  const at = street.search(/[A-Z]{6}/);
  if (at < 0) return street;
  const i = at + 2 + Math.floor(chance('slip', street) * 3);
  const forms = [
    street.slice(0, i) + street.slice(i + 1),
    street.slice(0, i) + street[i] + street.slice(i),
    street.slice(0, i) + (street[i + 1] ?? '') + street[i] + street.slice(i + 2),
  ];
  return forms[Math.floor(chance('form', street) * forms.length)] ?? street;
}

/** House and street as people say them: `12 High Street`, `Flat 3, Cavendish House, 12 High Street`. */
function door({ saon, paon = '', street = '' }: Cells): string {
  const numbered = /^\d+[A-Z]?$/.test(paon) ? `${paon} ${street}` : joinParts(paon, street);
  return joinParts(saon, numbered);
}

const WAYS: Readonly<Record<string, Way>> = {
  'in parts, without postcode': ({ saon = '', paon = '', street = '', town = '' }) => ({
    flat: saon,
    building: paon,
    street,
    town,
  }),
  'in parts, street abbreviated, without town': ({ saon = '', paon = '', street = '', postcode = '' }) => ({
    flat: saon,
    building: paon,
    street: shorten(street),
    postcode,
  }),
  'in parts, a slip in the street': ({ saon = '', paon = '', street = '', town = '', postcode = '' }) => ({
    flat: saon,
    building: paon,
    street: slip(street),
    town,
    postcode,
  }),
  'in one line': (address) => ({
    address: joinParts(door(address), address['town'], address['postcode']).toLowerCase(),
  }),
  'in one line, without postcode': (address) => ({ address: joinParts(door(address), address['town']) }),
  'in one line, the street abbreviated': (address) => ({
    address: joinParts(door({ ...address, street: shorten(address['street'] ?? '') }), address['town']),
  }),
  'in one line, without the word flat': (address) => ({
    address: joinParts(
      door({ ...address, saon: (address['saon'] ?? '').replace(/^(FLAT|APARTMENT|UNIT) /, '') }),
      address['postcode'],
    ),
  }),
};

/** What tells one dwelling from another, as the source writes it. */
const dwellingOf = ({ saon = '', paon = '', street = '', postcode = '' }: Cells): string =>
  [saon, paon, street, postcode].join('|');

/**
 * Addresses of houses that were sold, as a register in parts; each of one part’s asked about in one of several ways, and
 * as many with a house or flat number that the register does not hold.
 */
export function pricePaidTrial(part: Part): Trial {
  const all = new Map(readSource(PRICE_PAID).map((cells) => [dwellingOf(cells), cells]));
  const entries = [...all.values()].filter(({ street = '', paon = '' }) => street !== '' && paon !== '');
  const idOf = new Map(entries.map((cells, at) => [dwellingOf(cells), `sold-${at}`]));
  const register = entries.map((cells): Row => ({
    record_id: idOf.get(dwellingOf(cells)) ?? '',
    flat: cells['saon'] ?? '',
    building: cells['paon'] ?? '',
    street: cells['street'] ?? '',
    locality: cells['locality'] ?? '',
    town: cells['town'] ?? '',
    postcode: cells['postcode'] ?? '',
  }));
  const ways = Object.entries(WAYS);
  const queries = entries.flatMap((cells): Query[] => {
    const id = idOf.get(dwellingOf(cells)) ?? '';
    if (partOf('price paid', dwellingOf(cells)) !== part) return [];
    const [kind, say] = ways[Math.floor(chance('way', id) * ways.length)] ?? ['', () => ({})];
    const other = anotherDoor(cells);
    return [
      { row: { query_id: id, ...say(cells) }, right: new Set([id]), kind },
      ...(idOf.has(dwellingOf(other))
        ? []
        : [
            {
              row: { query_id: `${id}-other`, ...say(other) },
              right: new Set<string>(),
              kind: `another door, ${kind}`,
            },
          ]),
    ];
  });
  return { register, queries, at: AT };
}

/** The same address with another flat, or where there is none another house. */
function anotherDoor(cells: Cells): Cells {
  const up = (text: string): string =>
    text.replace(/\d+/, (number) => String(Number(number) + 1 + Math.floor(chance(text) * 9)));
  const { saon = '', paon = '' } = cells;
  if (/\d/.test(saon)) return { ...cells, saon: up(saon) };
  return /\d/.test(paon) ? { ...cells, paon: up(paon) } : { ...cells, paon: `${paon} ANNEXE` };
}

/**
 * Businesses with their address in one line, as a register; asked about in lower case, some without their postcode, some
 * with abbreviated streets.
 */
export function foodHygieneTrial(part: Part): Trial {
  const rows = readSource(FOOD_HYGIENE);
  const lines = new Map(rows.map((cells) => [lineOf(cells), cells]));
  const register = rows.map((cells): Row => ({
    record_id: cells['unique_id'] ?? '',
    address: cells['address_concat'] ?? '',
    postcode: cells['postcode'] ?? '',
  }));
  const queries = [...lines].flatMap(([line, asked]): Query[] => {
    const { address_concat: text = '', postcode = '' } = asked;
    if (partOf('food hygiene', line) !== part || !/\d/.test(text)) return [];
    const short = text.replaceAll(/\b(STREET|ROAD|AVENUE|LANE)\b/g, (word) => shorten(` ${word}`).trim());
    const forms: readonly (readonly [string, Row])[] = [
      ['line and postcode', { address: text.toLowerCase(), postcode }],
      ['line alone', { address: text.toLowerCase() }],
      ['line abbreviated, and postcode', { address: short, postcode }],
    ];
    const [kind, row] = forms[Math.floor(chance('form', line) * forms.length)] ?? ['', {}];
    const right = rows.filter((other) => isOnePlace(asked, other)).map(({ unique_id: id = '' }) => id);
    return [{ row: { query_id: asked['unique_id'] ?? '', ...row }, right: new Set(right), kind }];
  });
  return { register, queries, at: AT };
}

/** Several businesses may share a door: the same line, or the same numbers at one postcode. */
const isOnePlace = (one: Cells, other: Cells): boolean =>
  one['address_concat'] === other['address_concat'] ||
  (one['postcode'] === other['postcode'] && numbersOf(one) === numbersOf(other));

const numbersOf = ({ address_concat: line = '' }: Cells): string => (line.match(/\d+[A-Z]?\b/g) ?? []).join(' ');

const lineOf = ({ address_concat: line = '', postcode = '' }: Cells): string => `${line}|${postcode}`;
