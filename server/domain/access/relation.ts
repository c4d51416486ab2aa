import type { Attendance, Role } from '../../contract/index.js';
import type { ClosingState } from '../closing/state.js';
import type { HandingState } from '../handover/state.js';
import { attending } from '../incident/attendance.js';
import type { Glass } from './glass.js';
import { MUST_KNOW, type Restrictable, type Restriction } from './restriction.js';

/** Somebody signed in. */
export interface Actor {
  readonly userId: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly sessionId: string;
  /** ISO 8601: when they last proved who they are; left out when that is unknown */
  readonly confirmedAt?: string;
}

/** How somebody stands to one incident; the reason of every read is derived from it, never typed. */
export type Relation =
  | 'creator'
  | 'supervising'
  | 'dispatched'
  /** the researcher who has its job at the desk */
  | 'researching'
  | 'dispatching'
  /** a sergeant, to an incident that officers went to or that waits for an assessment */
  | 'assessing'
  /** it was handed over to them */
  | 'responsible'
  /** it is being handed to them, and they have not accepted it: they hear so, and read no more */
  | 'offered'
  /** professional standards, to an incident that is restricted because one of ours is in it */
  | 'standards'
  /** they broke the glass: for some minutes they read it, and do nothing else */
  | 'emergency'
  /** an officer who was there: writes what happened, and reads no more */
  | 'attended'
  | 'none';

export const SUPERVISING: readonly Role[] = ['supervisor', 'inspector'];

/** What of an incident decides who may see it. */
export interface Attended extends Restrictable {
  readonly createdBy: string;
  readonly attendance: readonly Attendance[];
  /** who is responsible for it */
  readonly owner?: string | undefined;
  /** who may read it for the time being, although it is not theirs */
  readonly glass?: readonly Glass[] | undefined;
  /** who has its job at the desk */
  readonly work?: { readonly claim?: { readonly by: string } } | undefined;
  readonly closing?: Pick<ClosingState, 'signOffs' | 'suspect'> | undefined;
  readonly handing?: Pick<HandingState, 'offers'> | undefined;
}

/** How an actor stands to an incident. It is asked at every exit: whom a restriction keeps out stands to it in no way (R17). */
export function relationTo(incident: Attended, actor: Actor): Relation {
  return incident.restricted === undefined
    ? usually(incident, actor)
    : ifTheyMustKnow(incident, incident.restricted, actor);
}

/** Relations that somebody has by what they did, or were given to do, themselves. */
const PERSONAL: readonly Relation[] = ['creator', 'dispatched', 'responsible', 'attended'];
/** Roles that stand to every incident in some way, unless it is restricted. */
const OVERSEEING: readonly Role[] = [...SUPERVISING, 'dispatcher', 'sergeant'];

/** To a restricted incident: none, for everybody but those who must know (R17). */
function ifTheyMustKnow(incident: Attended, { keptFrom, letIn }: Restriction, actor: Actor): Relation {
  if (keptFrom.includes(actor.userId)) return 'none';
  if (actor.roles.includes('inspector') || letIn.includes(actor.userId)) return usually(incident, actor);
  const personal = usually(incident, { ...actor, roles: actor.roles.filter((role) => !OVERSEEING.includes(role)) });
  if (PERSONAL.includes(personal)) return personal;
  return actor.roles.some((role) => MUST_KNOW.includes(role)) ? 'standards' : 'none';
}

/**
 * Whether somebody may know of an incident at all. It is asked where no relation is needed otherwise: who may replay cards,
 * or has an incident on a list of their own.
 */
export const mayKnowOf = (incident: Attended, actor: Actor): boolean =>
  incident.restricted === undefined || !['none', 'offered'].includes(relationTo(incident, actor));

/**
 * Supervising outranks having reported it, that outranks being sent to it, that outranks having its job at the desk, and that
 * outranks dispatching.
 *
 * Being sent ends with the stand-down, a job with its return. The "shortly after" of R7 is the second that the card takes to
 * leave a screen, and no minutes: an officer who leaves is not stood down by leaving, and reads on until a dispatcher says
 * that they are done there; who is stood down on the way has no more need; and whoever stands somebody down because of whom
 * they know could not wait for minutes. What is written afterwards needs no card (`attended`).
 */
function usually(incident: Attended, actor: Actor): Relation {
  const { createdBy, attendance, owner, work, handing, glass } = incident;
  if (actor.roles.some((r) => SUPERVISING.includes(r))) return 'supervising';
  if (createdBy === actor.userId) return 'creator';
  if (attending(attendance).some((a) => a.officer === actor.userId)) return 'dispatched';
  if (work?.claim?.by === actor.userId) return 'researching';
  if (actor.roles.includes('dispatcher')) return 'dispatching';
  if (actor.roles.includes('sergeant') && concernsSergeants(incident)) return 'assessing';
  if (owner === actor.userId || isLookingFor(incident, actor)) return 'responsible';
  if (glass?.some(({ by }) => by === actor.userId)) return 'emergency';
  if (attendance.some((a) => a.officer === actor.userId)) return 'attended';
  return handing?.offers.some(({ to }) => to === actor.userId) ? 'offered' : 'none';
}

const concernsSergeants = ({ attendance, closing: state }: Attended): boolean =>
  attendance.length > 0 || (state !== undefined && (state.signOffs.length > 0 || state.suspect.kind === 'outstanding'));

/** The suspect is theirs to find. */
const isLookingFor = ({ closing: state }: Attended, { userId }: Actor): boolean =>
  state?.suspect.kind === 'outstanding' && state.suspect.owner === userId;
