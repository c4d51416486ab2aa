/**
 * Days as people in the control room count them: from midnight to midnight in Britain, summer time and all. The rules of
 * summer time are the platform's (Intl); nothing here knows them.
 */
const CALENDAR = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Europe/London',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/**
 * The day in Britain at an instant, as YYYY-MM-DD.
 * @param at ISO 8601
 */
export const londonDay = (at: string): string => CALENDAR.format(Date.parse(at));

/**
 * The first instant of a day in Britain.
 * @param day YYYY-MM-DD
 * @returns ISO 8601 in UTC
 */
export function londonMidnight(day: string): string {
  // Midnight in Britain is midnight in UTC, or an hour before it.
  const inSummer = new Date(Date.parse(day) - HOUR_MS).toISOString();
  return londonDay(inSummer) === day ? inSummer : new Date(Date.parse(day)).toISOString();
}

/**
 * The first instant of the next day in Britain.
 * @param at ISO 8601
 * @returns ISO 8601 in UTC
 */
export const nextLondonMidnight = (at: string): string =>
  londonMidnight(new Date(Date.parse(londonDay(at)) + DAY_MS).toISOString().slice(0, 10));

const TIME = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', hour: '2-digit', minute: '2-digit' });

/**
 * The time of day in Britain at an instant, as HH:MM.
 * @param at ISO 8601
 */
export const londonTime = (at: string): string => TIME.format(Date.parse(at));

const WRITTEN = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', day: 'numeric', month: 'short', year: 'numeric' });

/**
 * A day as it is written on a card: 20 Feb 2026.
 * @param day YYYY-MM-DD
 */
export const dayInWords = (day: string): string => WRITTEN.format(Date.parse(day));
