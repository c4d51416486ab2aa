import { isValid, parse } from 'postcode';
import { words } from './text.js';

/** A postal code in one 32-bit word; 0 is none. British codes come first and keep their order by area and district. */
export type PostcodeCode = number;

export const NO_POSTCODE: PostcodeCode = 0;
const LETTERS = ' abcdefghijklmnopqrstuvwxyz';
const ALNUM = ' 0123456789abcdefghijklmnopqrstuvwxyz';
const INWARD = 10 * 26 * 26;
const FOREIGN_START = 27 * 27 * 10 * 37 * INWARD;
const FOREIGN_LONGEST = 5;
/** As most registers write it: read without folding. */
const PLAIN_UNIT = /^([a-z]{1,2})(\d)([a-z0-9]?) (\d)([a-z])([a-z])$/;
const UNIT = /^([a-z]{1,2})(\d)([a-z0-9]?)(\d)([a-z])([a-z])$/;

/**
 * Reads a postal code: a full British one, or any other code of up to five letters and digits (such as 4011). Others,
 * and an outward code alone, are NO_POSTCODE.
 */
export function parsePostcode(text: string | undefined): PostcodeCode {
  const plain = text === undefined ? null : PLAIN_UNIT.exec(text.toLowerCase());
  if (plain !== null) return packBritish(plain);
  const code = text === undefined ? '' : words(text.slice(0, 12)).join('');
  const british = UNIT.exec(code) ?? UNIT.exec(corrected(code));
  if (british !== null) return packBritish(british);
  return code.length > 0 && code.length <= FOREIGN_LONGEST && /\d{3}/.test(code)
    ? FOREIGN_START + 1 + code.split('').reduce((sum, letter) => sum * 37 + ALNUM.indexOf(letter), 0)
    : NO_POSTCODE;
}

/** Letters typed for digits in the inward half (O for 0, I for 1), put right when that makes a valid code. */
function corrected(code: string): string {
  if (code.length < 5 || code.length > 7) return '';
  const digit = code.at(-3) ?? '';
  const put = `${code.slice(0, -3)}${digit === 'o' ? '0' : digit === 'i' || digit === 'l' ? '1' : digit}${code.slice(-2)}`;
  return isValid(put) ? put : '';
}

function packBritish([, area = '', district = '', extra = '', sector = '', first = '', second = '']: string[]): number {
  const head = LETTERS.indexOf(area[0] ?? ' ') * 27 + LETTERS.indexOf(area[1] ?? ' ');
  const outward = (head * 10 + Number(district)) * 37 + ALNUM.indexOf(extra === '' ? ' ' : extra);
  const inward = (Number(sector) * 26 + LETTERS.indexOf(first) - 1) * 26 + LETTERS.indexOf(second) - 1;
  return outward * INWARD + inward;
}

/** The district of a British code (SW1A), as a number to count and compare by; a foreign code is its own district. */
export const outwardOf = (code: PostcodeCode): number => (code < FOREIGN_START ? Math.floor(code / INWARD) : code);

export const isBritish = (code: PostcodeCode): boolean => code < FOREIGN_START;

/** The half of a British code after the space, as a number. */
export const inwardOf = (code: PostcodeCode): number => code % INWARD;

/** The code as text without a space, lower case. */
export function spellPostcode(code: PostcodeCode): string {
  if (code === NO_POSTCODE) return '';
  let rest = code < FOREIGN_START ? Math.floor(code / INWARD) : code - FOREIGN_START - 1;
  let text = '';
  if (code >= FOREIGN_START) {
    for (; rest > 0; rest = Math.floor(rest / 37)) text = (ALNUM[rest % 37] ?? '') + text;
    return text;
  }
  const inward = code % INWARD;
  const extra = ALNUM[rest % 37] ?? '';
  rest = Math.floor(rest / 37);
  text = `${LETTERS[Math.floor(rest / 270)] ?? ''}${LETTERS[Math.floor(rest / 10) % 27] ?? ''}${rest % 10}${extra}`;
  const unit = `${Math.floor(inward / 676)}${LETTERS[(Math.floor(inward / 26) % 26) + 1] ?? ''}${LETTERS[(inward % 26) + 1] ?? ''}`;
  return (text + unit).replaceAll(' ', '');
}

/** The first British postcode in a text, and the text without it. */
export function takePostcode(text: string): { readonly postcode: PostcodeCode; readonly rest: string } {
  const found = /\b([a-z]{1,2}\d[a-z0-9]?)\s*(\d[a-z]{2})\b/i.exec(text);
  if (found === null || !parse(found[0]).valid) return { postcode: NO_POSTCODE, rest: text };
  const rest = `${text.slice(0, found.index)} ${text.slice(found.index + found[0].length)}`;
  return { postcode: parsePostcode(found[0]), rest };
}
