import type { RecordedAddress, RegisterRecord } from '../../contract/index.js';

const POSTCODE = /\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b/gi;
const NUMBER = /(?:\+44|\b0)(?:[\s-]?\d){9,10}\b/g;
/** Shorter names of houses and streets are ordinary words. */
const SHORTEST_NAME = 4;
const WITHHELD = '[address withheld]';

/**
 * Free text of a record without the places and numbers in it: whoever wrote "not to go to 12 High Street" told where she
 * lives, in a field that has no address in its name (R14).
 */
export function withholdPlaces(text: string, record: Pick<RegisterRecord, 'addresses'>): string {
  const named = (record.addresses ?? []).flatMap(namesIn);
  const withoutNames = named.reduce((left, name) => left.replace(name, WITHHELD), text);
  return withoutNames
    .replace(POSTCODE, WITHHELD)
    .replace(NUMBER, '[number withheld]')
    .replace(/(\[address withheld\])(?:[\s,]*\[address withheld\])+/g, '$1');
}

/** A street with the number before it, a house by its name, an address in one line. */
function namesIn({ building, street, text, uprn }: RecordedAddress): RegExp[] {
  const literal = [text, building, uprn].filter((name) => name !== undefined && isName(name)).map(escaped);
  const withNumber = street !== undefined && isName(street) ? [`(?:[\\w/-]*\\d[\\w/-]*,?\\s+)?${escaped(street)}`] : [];
  return [...literal, ...withNumber].map((pattern) => new RegExp(pattern, 'gi'));
}

const isName = (name: string): boolean => name.trim().length >= SHORTEST_NAME;

const escaped = (name: string | undefined): string => (name ?? '').trim().replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
