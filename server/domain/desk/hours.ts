import { londonTime } from '../london.js';

/** The hours in which a force means its desk to be staffed, every day, as times in London; past midnight if `to` is earlier. */
export interface DeskHours {
  /** HH:MM */
  readonly from: string;
  /** HH:MM */
  readonly to: string;
}

/** Whether somebody is meant to be at the desk; without hours, always. @param at ISO 8601 */
export function isStaffedAt(hours: DeskHours | undefined, at: string): boolean {
  if (hours === undefined) return true;
  const { from, to } = hours;
  const now = londonTime(at);
  return from <= to ? from <= now && now < to : now >= from || now < to;
}
