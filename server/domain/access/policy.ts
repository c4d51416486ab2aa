import { Role, type Attendance } from '../../contract/index.js';
import type { ClosingState } from '../closing/state.js';
import type { HandingState } from '../handover/state.js';
import { RECORD_ROWS, type RecordAction } from './record-rows.js';
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

/** The machine itself: it reads no cards, and so none is issued to it. */
export const OUTRIDER: Actor = { userId: 'outrider', name: 'Outrider', roles: [], sessionId: 'outrider' };

/** What can be asked for. Functions are given by role; incidents and their cards by relation besides. */
export type Action =
  | 'session.use'
  | 'user.administer'
  | 'draft.check'
  | 'incident.report'
  | 'incident.revise'
  | 'incident.read'
  | 'incident.list'
  | 'incident.log'
  | 'incident.note'
  | 'incident.suspect'
  | 'incident.sign'
  | 'incident.close'
  | 'incident.reopen'
  | 'incident.review'
  | 'handover.give'
  | 'handover.oversee'
  | 'shift.read'
  | 'incident.dispatch'
  | 'incident.attend'
  | 'card.read'
  | 'card.acknowledge'
  | 'match.dispute'
  | 'alert.read'
  | 'delivery.read'
  | 'card.read-out'
  | 'incident.link'
  | 'card.consult'
  | 'card.replay'
  | 'incident.reassess'
  | RecordAction
  | 'prompt.answer'
  | 'downgrade.request'
  | 'downgrade.read'
  | 'downgrade.rule'
  | 'downgrade.review'
  | 'officer.list'
  | 'desk.read'
  | 'desk.watch'
  | 'desk.force'
  | 'desk.work'
  | 'desk.ask'
  | 'desk.acknowledge'
  | 'register.list'
  | 'register.import'
  | 'register.undo'
  | 'register.availability'
  | 'register.review'
  | 'workforce.keep'
  | 'workforce.notices'
  | 'incident.restriction'
  | 'incident.search'
  | 'incident.break-glass'
  | 'glass.review'
  | 'draft.review';

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

export type Decision =
  | {
      readonly allow: true;
      readonly rule: string;
      /** the derived reason that goes into the record */
      readonly reason: string;
      /** the role whose view of a card applies: it decides the masks */
      readonly viewAs: Role;
    }
  | { readonly allow: false; readonly rule: string };

const everyone: readonly Role[] = Role.options;
const callTakers: readonly Role[] = ['handler', 'supervisor'];
const supervising: readonly Role[] = ['supervisor', 'inspector'];
const dispatching: readonly Role[] = ['dispatcher', 'supervisor'];
const closing: readonly Role[] = ['officer', 'handler', 'dispatcher', 'sergeant', ...supervising];
const readers: readonly Relation[] = [
  'creator',
  'supervising',
  'dispatching',
  'dispatched',
  'assessing',
  'responsible',
];
const writers: readonly Relation[] = [...readers, 'attended'];

const cardReaders: readonly Role[] = ['handler', 'officer', 'sergeant', 'researcher', ...supervising];
const standards: readonly Role[] = ['professional-standards'];
/** Through which relations a card is somebody's to read, and so to acknowledge. */
const ofTheCard: readonly Relation[] = [
  'creator',
  'supervising',
  'dispatched',
  'assessing',
  'responsible',
  'researching',
  'standards',
  'emergency',
];

/**
 * The matrix: which roles have which function, and through which relations an incident is theirs. What is not here is
 * denied.
 */
const MATRIX: Readonly<Record<Action, { readonly roles: readonly Role[]; readonly relations?: readonly Relation[] }>> =
  {
    'session.use': { roles: everyone },
    'user.administer': { roles: ['administrator'] },
    'draft.check': { roles: callTakers },
    'incident.report': { roles: callTakers },
    'incident.revise': { roles: callTakers, relations: ['creator', 'supervising', 'responsible'] },
    'incident.read': {
      roles: ['handler', 'sergeant', 'researcher', ...supervising, ...standards],
      relations: ['creator', 'supervising', 'assessing', 'responsible', 'researching', 'standards', 'emergency'],
    },
    'incident.list': { roles: [...closing, ...standards], relations: [...readers, 'standards', 'emergency'] },
    'incident.log': { roles: [...closing, ...standards], relations: [...readers, 'standards', 'emergency'] },
    'incident.note': { roles: closing, relations: writers },
    'incident.suspect': { roles: closing, relations: writers },
    'incident.sign': { roles: closing, relations: writers },
    'incident.close': { roles: ['dispatcher', 'sergeant', ...supervising], relations: readers },
    'incident.reopen': { roles: ['dispatcher', 'sergeant', ...supervising], relations: readers },
    'handover.give': { roles: [...closing, 'researcher'] },
    'handover.oversee': { roles: supervising },
    'shift.read': { roles: [...closing, 'researcher'] },
    'incident.review': { roles: ['inspector'], relations: ['supervising'] },
    'incident.dispatch': { roles: dispatching, relations: ['supervising', 'dispatching'] },
    'incident.attend': { roles: ['officer', ...dispatching], relations: ['supervising', 'dispatching', 'dispatched'] },
    'card.read': {
      roles: [...cardReaders, ...standards],
      relations: ofTheCard,
    },
    'card.acknowledge': {
      roles: everyone,
      relations: ofTheCard,
    },
    'match.dispute': {
      roles: ['handler', 'officer', 'sergeant', ...supervising],
      relations: ['creator', 'supervising', 'dispatched', 'assessing', 'responsible'],
    },
    'alert.read': { roles: everyone, relations: [...readers, 'offered', 'standards'] },
    'delivery.read': { roles: [...dispatching, 'inspector', 'auditor'], relations: ['supervising', 'dispatching'] },
    // At the door of a read: of one's own card as of now, or of anybody's as of then.
    'card.consult': { roles: [...cardReaders, 'auditor', ...standards] },
    'card.replay': { roles: ['auditor', ...supervising] },
    ...RECORD_ROWS,
    'incident.link': { roles: dispatching, relations: ['supervising', 'dispatching'] },
    'card.read-out': { roles: dispatching, relations: ['supervising', 'dispatching'] },
    'incident.reassess': { roles: [...dispatching, 'inspector'], relations: ['supervising', 'dispatching'] },
    'prompt.answer': { roles: ['handler', ...supervising], relations: ['creator', 'supervising'] },
    'downgrade.request': {
      roles: ['handler', 'dispatcher', 'sergeant', ...supervising],
      relations: ['creator', 'supervising', 'dispatching', 'assessing'],
    },
    'downgrade.read': {
      roles: ['handler', 'dispatcher', 'sergeant', ...supervising],
      relations: ['creator', 'supervising', 'dispatching', 'assessing'],
    },
    'downgrade.rule': { roles: supervising, relations: ['supervising'] },
    'downgrade.review': { roles: ['inspector'] },
    'officer.list': { roles: [...dispatching, 'inspector'] },
    'desk.read': { roles: everyone },
    'desk.watch': { roles: ['supervisor', 'inspector', 'researcher', 'administrator'] },
    'desk.force': { roles: ['supervisor'] },
    'desk.acknowledge': { roles: supervising },
    'desk.work': { roles: ['researcher'] },
    'desk.ask': {
      roles: ['handler', 'officer', ...dispatching, 'inspector'],
      relations: ['creator', 'supervising', 'dispatched', 'dispatching'],
    },
    'register.list': { roles: ['administrator', 'supervisor', 'inspector', 'researcher'] },
    'register.import': { roles: ['administrator'] },
    'register.undo': { roles: ['administrator'] },
    'register.review': { roles: ['administrator', ...supervising] },
    'register.availability': { roles: ['administrator', 'supervisor'] },
    'incident.search': { roles: [...closing, ...standards] },
    'incident.break-glass': { roles: ['handler', 'officer', 'sergeant', 'researcher'] },
    'glass.review': { roles: supervising },
    'draft.review': { roles: [...supervising, 'auditor', ...standards] },
    'workforce.keep': { roles: ['administrator', ...standards] },
    'workforce.notices': { roles: standards },
    'incident.restriction': { roles: ['inspector', ...standards], relations: ['supervising', 'standards'] },
  };

/** The roles whose view of a card, or of its line on a board, can be asked for: each card is kept as each of them sees it. */
export const CARD_VIEWS: readonly Role[] = [
  ...new Set(
    [...MATRIX['card.read'].roles, ...MATRIX['incident.list'].roles].filter((role) => !standards.includes(role)),
  ),
];

/**
 * The one policy function (R7): may this person do this, and if it is about an incident, to this one? Called at the
 * edge for the function alone (`relation` left out) and again by whoever knows the incident. Default deny.
 */
export function decide(actor: Actor, action: Action, relation?: Relation): Decision {
  const row = MATRIX[action];
  const role = row.roles.find((r) => actor.roles.includes(r));
  if (role === undefined) return { allow: false, rule: `${action}: role` };
  if (relation === undefined || row.relations === undefined) {
    return { allow: true, rule: `${action}: role ${role}`, reason: `role ${role}`, viewAs: role };
  }
  if (!row.relations.includes(relation)) return { allow: false, rule: `${action}: relation` };
  return { allow: true, rule: `${action}: ${relation}`, reason: relation, viewAs: viewRole(actor, relation, role) };
}

/** Being sent shows an officer's card and dispatching a dispatcher's, whatever other roles the reader has. */
function viewRole(actor: Actor, relation: Relation, role: Role): Role {
  switch (relation) {
    case 'supervising':
      return supervising.find((r) => actor.roles.includes(r)) ?? role;
    case 'dispatched':
      return 'officer';
    case 'researching':
      return 'researcher';
    case 'dispatching':
      return 'dispatcher';
    case 'assessing':
      return 'sergeant';
    case 'standards':
      return 'inspector';
    case 'creator':
      return actor.roles.includes('handler') ? 'handler' : role;
    case 'responsible':
    case 'emergency':
    case 'offered':
    case 'attended':
    case 'none':
      return role;
  }
}

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
const OVERSEEING: readonly Role[] = [...supervising, 'dispatcher', 'sergeant'];

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
 * outranks dispatching. Being sent ends with the stand-down and a job with its return, with no time of grace: the card leaves
 * a screen within the second, and what an officer has to write afterwards needs no card.
 */
function usually(incident: Attended, actor: Actor): Relation {
  const { createdBy, attendance, owner, work, handing, glass } = incident;
  if (actor.roles.some((r) => supervising.includes(r))) return 'supervising';
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
