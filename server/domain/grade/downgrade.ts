import { accept, refuse, type Card, type Grade, type Outcome } from '../../contract/index.js';
import { isLower, waitingOf, type Downgrade, type DowngradeEvent, type Grounds } from '../incident/downgrade.js';
import type { FedBody } from '../incident/events.js';
import type { OpenIncident } from '../incident/state.js';
import { seenOn } from './lapse.js';
import { minutesAfter, type Timings } from './timings.js';

/** Somebody who asks or rules: their id, and the name that everyone reads. */
export interface Who {
  readonly userId: string;
  readonly name: string;
}

export interface DowngradeRequest extends Grounds {
  readonly id: string;
  readonly to: Grade;
}

/**
 * The events of a request for a lower grade. Refuses NOT_LOWER, ALREADY_WAITING (one request is open at a time) and, as a
 * conflict, NOT_ALLOWED: scheduled is only for a victim who asks for it, with no immediate threat.
 */
export function requestDowngrade(
  incident: OpenIncident,
  { id, to, ...grounds }: DowngradeRequest,
  { name }: Who,
  at: string,
  timings: Timings,
): Outcome<readonly DowngradeEvent[]> {
  const { grade: from, downgrades } = incident;
  if (from === null || !isLower(to, from)) {
    return refuse('NOT_LOWER', from === null ? 'There is no grade yet: set one.' : `The grade is ${from}.`);
  }
  const waiting = waitingOf(downgrades);
  if (waiting && !hasExpired(waiting, at)) return refuse('ALREADY_WAITING', `${waiting.byName} has asked for one.`);
  if (to === 'scheduled' && !(grounds.victimRequested && grounds.noImmediateThreat)) {
    const detail = 'Scheduled is only for a victim who asks for it, when there is no immediate threat.';
    return { ...refuse('NOT_ALLOWED', detail), status: 409 };
  }
  return accept([
    ...(waiting ? [{ type: 'downgrade-expired', body: { v: 1, id: waiting.id } } as const] : []),
    requested(incident, { id, from, to, grounds }, name, at, timings),
  ]);
}

/**
 * Another system said a lower grade: that opens a request, once for each grade that it says, so that people decide.
 * Nothing when one is waiting already.
 */
export function requestedByFeed(
  incident: OpenIncident,
  { keptGrade }: FedBody,
  { id, at, who }: { readonly id: string; readonly at: string; readonly who: Who },
  timings: Timings,
): readonly DowngradeEvent[] {
  const to = keptGrade?.said;
  const { grade: from, downgrades = [], report } = incident;
  if (from === null || to === undefined || to === null || waitingOf(downgrades)) return [];
  if (downgrades.some((before) => before.by === who.userId && before.from === from && before.to === to)) return [];
  const grounds = {
    reason: 'Another system has lowered the grade',
    victimRequested: report.victimRequestsAppointment === true,
    noImmediateThreat: report.immediateThreat === false,
  };
  return [requested(incident, { id, from, to, grounds }, who.name, at, timings)];
}

function requested(
  { id: incidentId, card }: OpenIncident,
  asked: { readonly id: string; readonly from: Grade; readonly to: Grade; readonly grounds: Grounds },
  requestedBy: string,
  at: string,
  { downgradeMinutes }: Timings,
): DowngradeEvent {
  if (!card) throw new Error(`incident ${incidentId} has no card yet`);
  const expiresAt = minutesAfter(at, downgradeMinutes);
  return { type: 'downgrade-requested', body: { v: 1, ...asked, requestedBy, expiresAt, seen: seenOn(card) } };
}

/** Its time is over, whether that was noted yet or not. */
const hasExpired = ({ expiresAt }: Downgrade, at: string): boolean => Date.parse(at) >= Date.parse(expiresAt);

/**
 * The request that somebody may rule on. Refuses NOT_FOUND, OWN_REQUEST (never the requester), ALREADY_RULED, EXPIRED,
 * LAPSED with the reasons.
 */
export function rulable(
  { downgrades }: OpenIncident,
  id: string,
  { userId }: Who,
  at: string,
): Outcome<Extract<Downgrade, { state: 'waiting' }>> {
  const downgrade = downgrades?.find((one) => one.id === id);
  if (!downgrade) return refuse('NOT_FOUND');
  if (downgrade.by === userId) return refuse('OWN_REQUEST', 'You asked for it: somebody else decides.');
  switch (downgrade.state) {
    case 'approved':
    case 'rejected':
      return refuse('ALREADY_RULED', `${downgrade.ruling.byName} has ${downgrade.state} it.`);
    case 'expired':
      return refuse('EXPIRED');
    case 'lapsed':
      return refuse('LAPSED', lapsedInWords(downgrade.lapse.because));
    case 'waiting':
      return hasExpired(downgrade, at) ? refuse('EXPIRED') : accept(downgrade);
  }
}

export const lapsedInWords = (because: readonly string[]): string => `It has lapsed: ${because.join('; ')}.`;

export interface DowngradeRuling {
  readonly approve: boolean;
  readonly reason: string;
  readonly cardVersion: number;
}

/** @param seen the card that the ruler named, as their role sees it */
export const ruled = (
  id: string,
  { approve, reason, cardVersion }: DowngradeRuling,
  { name }: Who,
  seen: Card,
): DowngradeEvent => ({
  type: 'downgrade-ruled',
  body: { v: 1, id, approve, reason, ruledBy: name, cardVersion, seen: seenOn(seen) },
});

/** What expires a request: nothing when it was ruled on, or has lapsed, in the meantime. */
export function expired({ downgrades }: OpenIncident, id: string, at: string): readonly DowngradeEvent[] {
  const waiting = waitingOf(downgrades);
  return waiting?.id === id && hasExpired(waiting, at) ? [{ type: 'downgrade-expired', body: { v: 1, id } }] : [];
}
