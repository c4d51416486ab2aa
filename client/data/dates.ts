const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** What was typed into a date of birth, understood. */
export type TypedDate =
  | { readonly kind: 'empty' }
  | { readonly kind: 'date'; readonly value: string }
  /** not a date, or not one yet */
  | { readonly kind: 'unfinished' };

/**
 * Reads a date of birth as people in Britain type it: `17/5/1980`, `17.5.80`, `17 May 1980`, `May 1980`, `5/1980`,
 * `1980`, and the wire's own `1980-05-17`. The day comes before the month. A year of two digits is the last one that is
 * not in the future.
 *
 * @param thisYear the year now, to place years of two digits
 * @returns `value` as YYYY, YYYY-MM or YYYY-MM-DD
 */
export function readTypedDate(text: string, thisYear: number): TypedDate {
  const parts = text.toLowerCase().match(/\d+|[a-z]+/g);
  if (text.trim() === '') return { kind: 'empty' };
  if (parts === null || parts.length > 3) return { kind: 'unfinished' };
  const [first = '', second = '', third = ''] = parts;
  if (parts.length === 1) return assemble(first.length === 4 ? first : '', '', '', thisYear);
  if (parts.length === 2) {
    return first.length === 4 ? assemble(first, second, '', thisYear) : assemble(second, first, '', thisYear);
  }
  return first.length === 4 ? assemble(first, second, third, thisYear) : assemble(third, second, first, thisYear);
}

function assemble(yearText: string, monthText: string, dayText: string, thisYear: number): TypedDate {
  const year = readYear(yearText, thisYear);
  if (year === undefined) return { kind: 'unfinished' };
  if (monthText === '') return { kind: 'date', value: String(year) };
  const month = readMonth(monthText);
  if (month === undefined) return { kind: 'unfinished' };
  const value = `${year}-${two(month)}`;
  if (dayText === '') return { kind: 'date', value };
  const day = /^\d{1,2}$/.test(dayText) ? Number(dayText) : 0;
  const inCalendar = day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
  return inCalendar ? { kind: 'date', value: `${value}-${two(day)}` } : { kind: 'unfinished' };
}

function readYear(text: string, thisYear: number): number | undefined {
  if (/^(18|19|20)\d\d$/.test(text)) return Number(text) <= thisYear ? Number(text) : undefined;
  if (!/^\d\d$/.test(text)) return undefined;
  const century = Math.floor(thisYear / 100) * 100;
  return century + Number(text) <= thisYear ? century + Number(text) : century - 100 + Number(text);
}

function readMonth(text: string): number | undefined {
  if (/^\d{1,2}$/.test(text)) return Number(text) >= 1 && Number(text) <= 12 ? Number(text) : undefined;
  const index = MONTHS.indexOf(text.slice(0, 3));
  return index < 0 ? undefined : index + 1;
}

const two = (n: number) => String(n).padStart(2, '0');

/** A date of the wire as it is typed in Britain: `1980-05-17` → `17/05/1980`. */
export const asTyped = (date: string): string => date.split('-').toReversed().join('/');
