import type { Flag, Match } from '../../server/contract/index.js';
import { day, clock } from './time.js';
import { ROLE_TITLE } from './words.js';

/** What people have said of a match, or of the flag that rests on it. */
export type Judged = Pick<Match, 'standing' | 'reviewed' | 'disputed' | 'lapsed'>;

/** The time as hours and minutes; with the day, when it was another one. */
function when(at: string, now: number): string {
  const time = clock(at).slice(0, 5);
  return day(at) === day(now) ? time : `${day(at)} ${time}`;
}

/** How a match stands, in one line: who decided, or that nobody has; who disputes it; what is asked again (R4). */
export function standingInWords({ standing, reviewed, disputed, lapsed }: Judged, now = Date.now()): string {
  const by = reviewed === undefined ? 'a researcher' : `${reviewed.by}, ${when(reviewed.at, now)}`;
  const earlier = reviewed?.earlier === true ? ', in an earlier incident' : '';
  if (standing === 'rejected') return `Not this person: rejected by ${by}${earlier}`;
  const dispute = disputed && `disputed by ${disputed.by}, ${ROLE_TITLE[disputed.role]}, ${when(disputed.at, now)}`;
  if (standing === 'confirmed')
    return `Confirmed by ${by}${earlier}${dispute === undefined ? '' : `; since then ${dispute}`}`;
  if (dispute !== undefined) return `“Not this person”: ${dispute}. No researcher has decided`;
  if (lapsed === undefined) return 'Machine, unreviewed';
  return `Asked again: ${lapsed.decision} by ${lapsed.by}, ${when(lapsed.at, now)}, before the ${lapsed.because} changed`;
}

/** Who says what a flag says; what did not come from a register is not a machine's finding. */
export function flagStanding(flag: Flag, now = Date.now()): string {
  if (flag.kind === 'repeat-call') return 'From Outrider’s own calls';
  if (flag.source === 'caller') return 'The caller said so, not checked';
  return flag.source === 'scene' ? 'Reported from the scene' : standingInWords(flag, now);
}

/** In their own words why, where somebody said. */
export const reasonOf = ({ disputed, reviewed }: Judged): string | undefined => disputed?.reason ?? reviewed?.note;

/** Nobody stands behind it yet, or somebody contradicts: it is marked so that nobody takes it for certain. */
export const isOpen = ({ standing, disputed }: Judged): boolean => standing === 'unreviewed' || disputed !== undefined;
