import type { Card, Role } from '../../contract/index.js';
import { mayBeTold } from '../access/restriction.js';
import { attending } from '../incident/attendance.js';
import type { IncidentEvent } from '../incident/events.js';
import { isRepeat } from '../incident/same-event.js';
import type { OpenIncident } from '../incident/state.js';
import type { Interrupts } from './interruptions.js';

/** Who is told: whoever reported the incident or is responsible for it, the officers who are sent, or everybody of a role. */
export type Audience = 'creator' | 'responsible' | 'offered' | 'dispatched' | Role;

/** The card of an incident as one role saw it before something happened, and sees it now. */
export interface CardThen {
  readonly before: Card | undefined;
  readonly now: Card | undefined;
}

/** One event of an incident, with what it made of it. */
export interface Happened<E extends IncidentEvent = IncidentEvent> {
  readonly event: E;
  /** ISO 8601 */
  readonly at: string;
  readonly by: string;
  readonly before: OpenIncident | undefined;
  readonly after: OpenIncident;
  readonly card: (viewAs: Role) => CardThen;
}

/**
 * One line of the table of alerts: what must happen, who is told what, and how. An alert is known by its kind and what it
 * is about; the same again replaces it, and interrupts nobody a second time unless it must.
 */
export interface AlertRow {
  readonly kind: string;
  readonly to: readonly Audience[];
  /** one sentence for one reader, out of what their role may see; undefined: they are not told */
  readonly says: (happened: Happened, card: CardThen, reader: string) => string | undefined;
  /** what it is about; left out: the incident */
  readonly about?: (happened: Happened) => string;
  /** alerts of this kind about one event interrupt a person once, however many incidents it has made (R13) */
  readonly event?: (happened: Happened) => string;
  readonly interrupts: Interrupts;
  readonly lifeRisk: boolean;
  /** it stays until the reader says that they have seen it */
  readonly toAcknowledge: boolean;
  /** how long it stands when nothing ends it */
  readonly minutes: number;
  /** for `minutes` it interrupts a person once, even if it has ended in between */
  readonly onceInItsTime?: true;
  /** what is to be read out over the radio */
  readonly spoken?: (happened: Happened) => string | undefined;
  /** officers one of whom is to read the card: once one has, or all are there or stood down, the alert ends */
  readonly unread?: (happened: Happened) => readonly string[];
  /** whether something that happened later to the same incident ends it */
  readonly ends?: (later: Happened) => boolean;
}

/**
 * The call that an event is known by: the earliest of those from its place, so that however many call about one event,
 * they are one alert (R13). A repeat call stands for itself (R16).
 */
export function eventOf({ after: { id, report, card } }: Happened): string {
  if (card === undefined || card.linked.some((call) => isRepeat(card, call))) return id;
  const calls = [{ incidentId: id, openedAt: report.openedAt }, ...card.linked];
  return calls.reduce((first, call) => (call.openedAt < first.openedAt ? call : first)).incidentId;
}

/** `happened` when it is of this type. */
export const when = <T extends IncidentEvent['type']>(
  happened: Happened,
  type: T,
): Happened<Extract<IncidentEvent, { type: T }>> | undefined =>
  happened.event.type === type ? (happened as Happened<Extract<IncidentEvent, { type: T }>>) : undefined;

/** Which people an audience is, and through which role's eyes they see the card. */
export function audienceOf(
  audience: Audience,
  { createdBy, owner, attendance, handing, restricted }: OpenIncident,
  withRole: (role: Role) => readonly string[],
): { readonly people: readonly string[]; readonly viewAs: Role } {
  const allowed = (people: readonly string[]): readonly string[] =>
    people.filter((userId) => restricted?.keptFrom.includes(userId) !== true);
  if (audience === 'creator') return { people: allowed([createdBy]), viewAs: 'handler' };
  if (audience === 'offered')
    return { people: restricted ? [] : (handing?.offers ?? []).map(({ to }) => to), viewAs: 'handler' };
  if (audience === 'responsible') return { people: allowed([owner]), viewAs: 'handler' };
  if (audience === 'dispatched')
    return { people: allowed(attending(attendance).map((a) => a.officer)), viewAs: 'officer' };
  return { people: mayBeTold(restricted, audience, withRole), viewAs: audience };
}
