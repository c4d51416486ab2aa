/**
 * A date of birth as precisely as it is known, in one number: year × 512 + month × 32 + day, where a month or a day of 0
 * is not known. 0 is no date at all. Packed dates sort by time.
 */
export type PackedDate = number;

export const NO_DATE: PackedDate = 0;
const EARLIEST_YEAR = 1000;
const LATEST_YEAR = 2199;

export const packDate = (year: number, month = 0, day = 0): PackedDate => year * 512 + month * 32 + day;
export const yearOf = (date: PackedDate): number => date >>> 9;
export const monthOf = (date: PackedDate): number => (date >>> 5) & 15;
export const dayOf = (date: PackedDate): number => date & 31;

const FORM = /^\s*(\d{4})(?:-?(\d{2})(?:-?(\d{2}))?)?\s*$/;

/**
 * Reads YYYY, YYYY-MM or YYYY-MM-DD (hyphens may be missing, as in FEBRL data). What is not in the calendar is taken as
 * far as it makes sense: `1851-08-45` is August 1851, `1846-81-01` is 1846; anything else is NO_DATE.
 */
export function parseDate(text: string | undefined): PackedDate {
  const parts = text === undefined ? null : FORM.exec(text);
  if (parts === null) return NO_DATE;
  const [year, month, day] = [Number(parts[1]), Number(parts[2] ?? 0), Number(parts[3] ?? 0)];
  if (year < EARLIEST_YEAR || year > LATEST_YEAR) return NO_DATE;
  if (month < 1 || month > 12) return packDate(year);
  if (day < 1 || day > daysIn(year, month)) return packDate(year, month);
  return packDate(year, month, day);
}

/** The eight digits of a full date as it was written, in the calendar or not; undefined when it is no such thing. */
export function digitsOfDate(text: string | undefined): string | undefined {
  const digits = text?.replace(/-/g, '').trim() ?? '';
  return /^\d{8}$/.test(digits) ? digits : undefined;
}

function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** The same date with day and month exchanged; NO_DATE when that is no other date of the calendar. */
export function swapDayAndMonth(date: PackedDate): PackedDate {
  const [month, day] = [monthOf(date), dayOf(date)];
  return day === 0 || day > 12 || day === month ? NO_DATE : packDate(yearOf(date), day, month);
}

/** A date as a person writes it: 17 May 1980, May 1980, 1980. */
export function sayDate(date: PackedDate): string {
  const [year, month, day] = [yearOf(date), monthOf(date), dayOf(date)];
  if (month === 0) return String(year);
  return day === 0 ? `${MONTHS[month - 1]} ${year}` : `${day} ${MONTHS[month - 1]} ${year}`;
}

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/**
 * How many whole years an age that somebody stated lies off the ages that a date of birth allows at `at`: 0 when it fits.
 * A date without a month or a day allows two ages. Positive: the stated age is too high.
 */
export function yearsOff(age: number, birth: PackedDate, at: PackedDate): number {
  const [oldest, youngest] = agesAt(birth, at);
  if (age > oldest) return age - oldest;
  return age < youngest ? age - youngest : 0;
}

/** The highest and the lowest age, in whole years, that somebody born then has at `at` (a full date). */
export function agesAt(birth: PackedDate, at: PackedDate): readonly [number, number] {
  const years = yearOf(at) - yearOf(birth);
  const today = at & 511;
  if (monthOf(birth) === 0) return [years, years - 1];
  const earliest = (birth & 480) | (dayOf(birth) || 1);
  const latest = (birth & 480) | (dayOf(birth) || 31);
  return [years - (today < earliest ? 1 : 0), years - (today < latest ? 1 : 0)];
}

/** The day of an instant or of a day (`2026-11-23T02:14:00Z`), as a full packed date. Throws on anything else. */
export function dayOfInstant(instant: string): PackedDate {
  const day = parseDate(instant.slice(0, 10));
  if (dayOf(day) === 0) throw new Error('The time of a check must be an ISO 8601 instant');
  return day;
}
