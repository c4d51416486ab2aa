import { parsePhoneNumberFromString } from 'libphonenumber-js';

/** Ten national digits of a mobile or a landline: most of what registers hold, read without the library’s tables. */
const BRITISH = /^(?:0|\+44|0044)([1-37]\d{9})$/;

/**
 * A telephone number in E.164 form, British when it has no country; undefined for what is no number (`withheld`,
 * `anonymous`, a fragment).
 */
export function parsePhone(text: string): string | undefined {
  const short = text.trim().slice(0, 40);
  const digits = short.replace(/[\s().-]/g, '');
  if (!/\d{5}/.test(digits)) return undefined;
  const british = BRITISH.exec(digits);
  if (british !== null) return `+44${british[1]}`;
  const number = parsePhoneNumberFromString(short, 'GB');
  return number?.isPossible() === true ? number.number : undefined;
}

/** An E.164 number in two 32-bit words, exactly: the digits above 10⁹, and the nine below. */
export function packPhone(e164: string): readonly [number, number] {
  const digits = e164.slice(1);
  return [Number(digits.slice(0, -9) || 0), Number(digits.slice(-9))];
}
