import { Role, type Attendance } from '../../contract/index.js';
import { attending } from '../incident/attendance.js';

/** Somebody signed in. */
export interface Actor {
  readonly userId: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly sessionId: string;
}

/** The machine itself: it reads no cards, and so none is issued to it. */
export const OUTRIDER: Actor = { userId: 'outrider', name: 'Outrider', roles: [], sessionId: 'outrider' };

/** What can be asked for. Functions are given by role; incidents and their cards by relation besides. */
export type Action =
  | 'session.use'
  | 'draft.check'
  | 'incident.report'
  | 'incident.revise'
  | 'incident.read'
  | 'incident.list'
  | 'incident.dispatch'
  | 'incident.attend'
  | 'card.read'
  | 'card.acknowledge'
  | 'match.dispute'
  | 'officer.list'
  | 'desk.read'
  | 'desk.force'
  | 'register.list'
  | 'register.import'
  | 'register.undo'
  | 'register.availability';

/** How somebody stands to one incident; the reason of every read is derived from it, never typed. */
export type Relation = 'creator' | 'supervising' | 'dispatched' | 'dispatching' | 'none';

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

/**
 * The matrix: which roles have which function, and through which relations an incident is theirs. What is not here is
 * denied.
 */
const MATRIX: Readonly<Record<Action, { readonly roles: readonly Role[]; readonly relations?: readonly Relation[] }>> =
  {
    'session.use': { roles: everyone },
    'draft.check': { roles: callTakers },
    'incident.report': { roles: callTakers },
    'incident.revise': { roles: callTakers, relations: ['creator', 'supervising'] },
    'incident.read': { roles: ['handler', ...supervising], relations: ['creator', 'supervising'] },
    'incident.list': {
      roles: ['handler', 'dispatcher', 'officer', ...supervising],
      relations: ['creator', 'supervising', 'dispatching', 'dispatched'],
    },
    'incident.dispatch': { roles: dispatching, relations: ['supervising', 'dispatching'] },
    'incident.attend': { roles: ['officer', ...dispatching], relations: ['supervising', 'dispatching', 'dispatched'] },
    'card.read': { roles: ['handler', 'officer', ...supervising], relations: ['creator', 'supervising', 'dispatched'] },
    'card.acknowledge': { roles: everyone, relations: ['creator', 'supervising', 'dispatched'] },
    'match.dispute': {
      roles: ['handler', 'officer', ...supervising],
      relations: ['creator', 'supervising', 'dispatched'],
    },
    'officer.list': { roles: [...dispatching, 'inspector'] },
    'desk.read': { roles: everyone },
    'desk.force': { roles: ['supervisor'] },
    'register.list': { roles: ['administrator', 'supervisor', 'inspector', 'researcher'] },
    'register.import': { roles: ['administrator'] },
    'register.undo': { roles: ['administrator'] },
    'register.availability': { roles: ['administrator', 'supervisor'] },
  };

/** The roles whose view of a card, or of its line on a board, can be asked for: each card is kept as each of them sees it. */
export const CARD_VIEWS: readonly Role[] = [
  ...new Set([...MATRIX['card.read'].roles, ...MATRIX['incident.list'].roles]),
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
    case 'dispatching':
      return 'dispatcher';
    case 'creator':
      return actor.roles.includes('handler') ? 'handler' : role;
    case 'none':
      return role;
  }
}

/** What of an incident decides who may see it. */
export interface Attended {
  readonly createdBy: string;
  readonly attendance: readonly Attendance[];
}

/**
 * How an actor stands to an incident: supervising outranks having reported it, that outranks being sent to it, and that
 * outranks dispatching. Being sent ends with the stand-down.
 */
export function relationTo({ createdBy, attendance }: Attended, actor: Actor): Relation {
  if (actor.roles.some((r) => supervising.includes(r))) return 'supervising';
  if (createdBy === actor.userId) return 'creator';
  if (attending(attendance).some((a) => a.officer === actor.userId)) return 'dispatched';
  return actor.roles.includes('dispatcher') ? 'dispatching' : 'none';
}
