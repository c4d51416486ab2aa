import { findPhoneNumbersInText } from 'libphonenumber-js';
import type { SubjectRef } from '../../../contract/index.js';
import { subjectsOf } from '../../incident/subjects.js';
import type { LocationSubject, PhoneSubject, Subject } from '../../match/types.js';
import { parsePhone } from '../../match/normalise/phone.js';
import { STREET_TYPE_BY_FORM } from '../../match/words/street-types.js';
import { textsOf, type CallText } from './texts.js';

/** Numbers, and addresses, that are taken from the text of one call. */
const MOST = 3;
/** Characters of a text that are searched for a number: a telephone's are soon said. */
const LONGEST = 4_000;

/** Possible numbers: the library does not call every number valid that is in use, or kept for stories. */
const POSSIBLE = { defaultCountry: 'GB', extended: true } as const;

/** Where a number may stand: the library is shown no more than that, for it takes its time. */
const LIKE_A_NUMBER = /(?<![\d/])(?:\+|0)\d[\d\s().-]{7,18}\d/g;

const POSTCODE = String.raw`[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}`;
const UNIT = String.raw`(?:(?:flat|flt|apartment|apt|room|unit)\s+\w{1,4}[\s,]+)?`;
const HOUSE = String.raw`\d{1,4}[a-z]?`;
const WORDS = String.raw`(?:[\p{L}'’-]+\s+){1,3}?`;
/** A door, up to three words and the kind of street; then, within a few words, the postcode, or the town after a comma or "in". */
const ADDRESS = new RegExp(
  String.raw`\b${UNIT}${HOUSE}\s+${WORDS}([\p{L}]+)\b(?:(?:[\s,]+[\p{L}'’-]+){0,4}?[\s,]+${POSTCODE}\b|(?:\s*,\s*|\s+in\s+)\p{Lu}[\p{L}'’-]+)`,
  'giu',
);

/** Everything that a report gives to ask about: what stands in its fields, then what stands in its words. */
export function subjectsToCheck(
  report: Parameters<typeof subjectsOf>[0] & Parameters<typeof textsOf>[0],
): readonly Subject[] {
  const stated = subjectsOf(report);
  return [...stated, ...subjectsInText(textsOf(report), stated)];
}

/**
 * Telephone numbers and whole addresses in the words of a call, to be asked about like those in the form. A number is asked
 * about once, wherever it stands; an address only where town or postcode is given with it: another would be none.
 *
 * @param asked what is asked about already
 */
export function subjectsInText(texts: readonly CallText[], asked: readonly Subject[]): readonly Subject[] {
  return [...numbersIn(texts, asked), ...addressesIn(texts)];
}

function numbersIn(texts: readonly CallText[], asked: readonly Subject[]): PhoneSubject[] {
  const known = new Set(asked.flatMap((subject) => ('phone' in subject ? [parsePhone(subject.phone)] : [])));
  const found = texts
    .flatMap(({ text }) => text.slice(0, LONGEST).match(LIKE_A_NUMBER) ?? [])
    .flatMap((digits) => findPhoneNumbersInText(digits, POSSIBLE))
    .map(({ number }) => number.number as string)
    .filter((number) => !known.has(number));
  return [...new Set(found)].slice(0, MOST).map((phone, index) => ({ ref: textRef('phone', index), phone }));
}

function addressesIn(texts: readonly CallText[]): LocationSubject[] {
  const found = texts
    .filter(({ text }) => /\d/.test(text))
    .flatMap(({ text }) => [...text.slice(0, LONGEST).matchAll(ADDRESS)])
    .filter(([, kind = '']) => STREET_TYPE_BY_FORM.has(kind.toLowerCase()))
    .map(([line]) => line.replace(/\s+in\s+/i, ', ').trim());
  return [...new Set(found)]
    .slice(0, MOST)
    .map((text, index) => ({ ref: textRef('location', index), location: { text } }));
}

/** True of what was taken from the words of a call. */
export const isFromText = ({ id }: SubjectRef): boolean => id?.startsWith('text-') === true;

/** Names a subject that stands in the words of a call and in no field of the form. */
const textRef = <K extends 'phone' | 'location'>(kind: K, index: number) => ({ kind, id: `text-${index + 1}` });
