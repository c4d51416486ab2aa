import { parsePhoneNumberFromString } from 'libphonenumber-js';

/**
 * A telephone number in E.164 form, British when it has no country; undefined for what is no number (`withheld`,
 * `anonymous`, a fragment).
 */
export function parsePhone(text: string): string | undefined {
  const short = text.trim().slice(0, 40);
  if (!/\d{5}/.test(short.replace(/[\s().-]/g, ''))) return undefined;
  const number = parsePhoneNumberFromString(short, 'GB');
  return number?.isPossible() === true ? number.number : undefined;
}

/** An E.164 number in two 32-bit words, exactly: the digits above 10⁹, and the nine below. */
export function packPhone(e164: string): readonly [number, number] {
  const digits = e164.slice(1);
  return [Number(digits.slice(0, -9) || 0), Number(digits.slice(-9))];
}
