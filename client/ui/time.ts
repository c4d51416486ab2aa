const LONDON = 'Europe/London';
const CLOCK = new Intl.DateTimeFormat('en-GB', {
  timeZone: LONDON,
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});
const DAY = new Intl.DateTimeFormat('en-GB', { timeZone: LONDON, day: 'numeric', month: 'short', year: 'numeric' });

/** Hours, minutes and seconds in London: `02:14:09`. */
export const clock = (at: number | string): string => CLOCK.format(new Date(at));

/** The day in London: `3 Feb 2026`. */
export const day = (at: number | string): string => DAY.format(new Date(at));

/** A moment as briefly as it is clear: the time alone on the same London day, else with the day. */
export function moment(at: number | string, now: number): string {
  return day(at) === day(now) ? clock(at) : `${day(at)} ${clock(at)}`;
}

/** Units, longest first, each with how many of it there must be: `21 months` says more than `1 year`. */
const UNITS = [
  [365.25 * 86_400_000, 'year', 2],
  [30.44 * 86_400_000, 'month', 2],
  [86_400_000, 'day', 2],
  [3_600_000, 'hour', 2],
  [60_000, 'minute', 1],
] as const;

/** How old something is: `21 months old`, `3 years old`, `less than a minute old`. */
export function age(at: string, now: number): string {
  const ms = now - Date.parse(at);
  if (Number.isNaN(ms)) return 'age not known';
  const found = UNITS.find(([length, , least]) => ms >= length * least);
  if (found === undefined) return 'less than a minute old';
  const [length, unit] = found;
  const count = Math.floor(ms / length);
  return `${count} ${unit}${count === 1 ? '' : 's'} old`;
}

/** A length of time as a clock counts it: `0:42`, `12:05`, `1:02:05`. Negative lengths are 0. */
export function span(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const two = (n: number) => String(n).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/** How long ago, in as few words as will do: `40 s ago`, `12 min ago`, `3 h ago`; what is ahead is `0 s ago`. */
export function ago(at: number | string, now: number): string {
  const seconds = Math.max(0, Math.floor((now - new Date(at).getTime()) / 1000));
  if (seconds < 60) return `${seconds} s ago`;
  return seconds < 3600 ? `${Math.floor(seconds / 60)} min ago` : `${Math.floor(seconds / 3600)} h ago`;
}
