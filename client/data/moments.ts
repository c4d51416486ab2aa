import { readTypedDate } from './dates.js';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const PARTS = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** A moment in London as it is typed in Britain: `26/11/2026 02:14`. */
export const momentAsTyped = (at: number | string): string => PARTS.format(new Date(at)).replace(',', '');

/**
 * Reads a moment in London as it is typed: `02:14` and `26/11 02:14`, the last one before now; `26/11/2026 02:14`; or a day
 * alone, from its first minute.
 *
 * @param now ms since 1970
 * @returns ISO 8601; undefined: it is none, or none yet
 */
export function readTypedMoment(text: string, now: number): string | undefined {
  const [, dayText = '', hours, minutes] = /^(.*?)(?:(?:^|\s+)(\d{1,2})[:.](\d{2}))?$/.exec(text.trim()) ?? [];
  if (Number(hours ?? 0) > 23 || Number(minutes ?? 0) > 59) return undefined;
  const time = `${(hours ?? '0').padStart(2, '0')}:${minutes ?? '00'}`;
  if (dayText === '') return hours === undefined ? undefined : lastBefore(now, time);
  const thisYear = Number(londonDay(now).slice(0, 4));
  const inYear = (typed: string): string | undefined => {
    const date = readTypedDate(typed, thisYear);
    return date.kind === 'date' && date.value.length === 10 ? inLondon(date.value, time) : undefined;
  };
  if (!/^\d{1,2}[/.-]\d{1,2}$/.test(dayText)) return inYear(dayText);
  const read = inYear(`${dayText}/${thisYear}`);
  return read !== undefined && Date.parse(read) > now ? inYear(`${dayText}/${thisYear - 1}`) : read;
}

/** YYYY-MM-DD */
const londonDay = (at: number): string => momentAsTyped(at).slice(0, 10).split('/').toReversed().join('-');

function lastBefore(now: number, time: string): string {
  const today = inLondon(londonDay(now), time);
  return Date.parse(today) <= now ? today : inLondon(londonDay(now - DAY_MS), time);
}

/** London is ahead of UTC by nothing, or in summer by an hour. */
function inLondon(day: string, time: string): string {
  const asUtc = Date.parse(`${day}T${time}:00.000Z`);
  const summer = asUtc - 60 * MINUTE_MS;
  const isSummer = momentAsTyped(summer) === momentAsUtc(asUtc);
  return new Date(isSummer ? summer : asUtc).toISOString();
}

const momentAsUtc = (at: number): string => {
  const [day = '', time = ''] = new Date(at).toISOString().split('T');
  return `${day.split('-').toReversed().join('/')} ${time.slice(0, 5)}`;
};
