import { Role, type Sensitivity } from '../../contract/index.js';
import { RECORD_ROWS, type RecordAction } from './record-rows.js';
import { SUPERVISING, type Actor, type Relation } from './relation.js';

export { mayKnowOf, relationTo, type Actor, type Attended, type Relation } from './relation.js';

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
  | 'workforce.read'
  | 'workforce.notices'
  | 'incident.restriction'
  | 'incident.search'
  | 'incident.break-glass'
  | 'glass.review'
  | 'draft.review';

/** What can be kept from somebody who may read a card. */
export type Field =
  | 'record.summary'
  /** who is on it, and their side of what was compared: a name that was typed nearly right is no key to the right one */
  | 'record.people'
  | 'record.people.dateOfBirth'
  | 'record.terms'
  | 'record.details'
  /** the words of whoever judged or doubted a match; that they did is always shown */
  | 'judgement.words'
  /** a caller who wants to stay unnamed */
  | 'situation.caller';

/** When fields are kept back: by how sensitive a record is, or by whose call it is found through. */
export type Because = Sensitivity | 'hers through him' | 'would name the caller';

/** How somebody reads a card: as which role, and without which fields. */
export interface View {
  readonly viewAs: Role;
  readonly masks: Readonly<Record<Because, readonly Field[]>>;
}

export type Decision =
  | ({
      readonly allow: true;
      readonly rule: string;
      /** the derived reason that goes into the record */
      readonly reason: string;
    } & View)
  | { readonly allow: false; readonly rule: string };

const everyone: readonly Role[] = Role.options;
const callTakers: readonly Role[] = ['handler', 'supervisor'];
const dispatching: readonly Role[] = ['dispatcher', 'supervisor'];
const closing: readonly Role[] = ['officer', 'handler', 'dispatcher', 'sergeant', ...SUPERVISING];
const readers: readonly Relation[] = [
  'creator',
  'supervising',
  'dispatching',
  'dispatched',
  'assessing',
  'responsible',
];
const writers: readonly Relation[] = [...readers, 'attended'];

const cardReaders: readonly Role[] = ['handler', 'officer', 'sergeant', 'researcher', ...SUPERVISING];
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
      roles: ['handler', 'sergeant', 'researcher', ...SUPERVISING, ...standards],
      relations: ['creator', 'supervising', 'assessing', 'responsible', 'researching', 'standards', 'emergency'],
    },
    'incident.list': { roles: [...closing, ...standards], relations: [...readers, 'standards', 'emergency'] },
    'incident.log': { roles: [...closing, ...standards], relations: [...readers, 'standards', 'emergency'] },
    'incident.note': { roles: closing, relations: writers },
    'incident.suspect': { roles: closing, relations: writers },
    'incident.sign': { roles: closing, relations: writers },
    'incident.close': { roles: ['dispatcher', 'sergeant', ...SUPERVISING], relations: readers },
    'incident.reopen': { roles: ['dispatcher', 'sergeant', ...SUPERVISING], relations: readers },
    'handover.give': { roles: [...closing, 'researcher'] },
    'handover.oversee': { roles: SUPERVISING },
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
      roles: ['handler', 'officer', 'sergeant', ...SUPERVISING],
      relations: ['creator', 'supervising', 'dispatched', 'assessing', 'responsible'],
    },
    'alert.read': { roles: everyone, relations: [...readers, 'offered', 'standards'] },
    'delivery.read': { roles: [...dispatching, 'inspector', 'auditor'], relations: ['supervising', 'dispatching'] },
    // At the door of a read: of one's own card as of now, or of anybody's as of then.
    'card.consult': { roles: [...cardReaders, 'auditor', ...standards] },
    'card.replay': { roles: ['auditor', ...SUPERVISING] },
    ...RECORD_ROWS,
    'incident.link': { roles: dispatching, relations: ['supervising', 'dispatching'] },
    'card.read-out': { roles: dispatching, relations: ['supervising', 'dispatching'] },
    'incident.reassess': { roles: [...dispatching, 'inspector'], relations: ['supervising', 'dispatching'] },
    'prompt.answer': { roles: ['handler', ...SUPERVISING], relations: ['creator', 'supervising'] },
    'downgrade.request': {
      roles: ['handler', 'dispatcher', 'sergeant', ...SUPERVISING],
      relations: ['creator', 'supervising', 'dispatching', 'assessing'],
    },
    'downgrade.read': {
      roles: ['handler', 'dispatcher', 'sergeant', ...SUPERVISING],
      relations: ['creator', 'supervising', 'dispatching', 'assessing'],
    },
    'downgrade.rule': { roles: SUPERVISING, relations: ['supervising'] },
    'downgrade.review': { roles: ['inspector'] },
    'officer.list': { roles: [...dispatching, 'inspector'] },
    'desk.read': { roles: everyone },
    'desk.watch': { roles: ['supervisor', 'inspector', 'researcher', 'administrator'] },
    'desk.force': { roles: ['supervisor'] },
    'desk.acknowledge': { roles: SUPERVISING },
    'desk.work': { roles: ['researcher'] },
    'desk.ask': {
      roles: ['handler', 'officer', ...dispatching, 'inspector'],
      relations: ['creator', 'supervising', 'dispatched', 'dispatching'],
    },
    'register.list': { roles: ['administrator', 'supervisor', 'inspector', 'researcher'] },
    'register.import': { roles: ['administrator'] },
    'register.undo': { roles: ['administrator'] },
    'register.review': { roles: ['administrator', ...SUPERVISING] },
    'register.availability': { roles: ['administrator', 'supervisor'] },
    'incident.search': { roles: [...closing, ...standards] },
    'incident.break-glass': { roles: ['handler', 'officer', 'sergeant', 'researcher'] },
    'glass.review': { roles: SUPERVISING },
    'draft.review': { roles: [...SUPERVISING, 'auditor', ...standards] },
    'workforce.keep': { roles: ['administrator', ...standards] },
    'workforce.read': { roles: standards },
    'workforce.notices': { roles: standards },
    'incident.restriction': { roles: ['inspector', ...standards], relations: ['supervising', 'standards'] },
  };

const NOTHING: readonly Field[] = [];
/** Who and what is still said; what only a decision about them needs is not. */
const INNER: readonly Field[] = ['record.people.dateOfBirth', 'record.terms', 'record.details'];
/** All but the headline: that there is a record, of which register, how it was matched, how old and how grave it is. */
export const BUT_HEADLINE: readonly Field[] = [...INNER, 'record.summary', 'record.people', 'judgement.words'];

/** They review and decide: nothing of a record is kept from them. */
const REVIEWING: View['masks'] = {
  normal: NOTHING,
  restricted: NOTHING,
  protected: NOTHING,
  'hers through him': NOTHING,
  'would name the caller': NOTHING,
};
/** They deal with a call or go to it. */
const ACTING: View['masks'] = {
  normal: NOTHING,
  restricted: INNER,
  protected: BUT_HEADLINE,
  'hers through him': BUT_HEADLINE,
  'would name the caller': NOTHING,
};
/** At the door, where a caller may stand beside the one they rang about. */
const AT_THE_DOOR: View['masks'] = { ...ACTING, 'would name the caller': [...BUT_HEADLINE, 'situation.caller'] };
/** They have no need of any record. */
const ELSEWHERE: View['masks'] = {
  normal: BUT_HEADLINE,
  restricted: BUT_HEADLINE,
  protected: BUT_HEADLINE,
  'hers through him': BUT_HEADLINE,
  'would name the caller': [...BUT_HEADLINE, 'situation.caller'],
};

/**
 * The masks: role × sensitivity × field (R12), and what is kept back because of who is on the telephone (R14). What the
 * manifest of a register keeps from a role comes on top of it, and gives nothing back.
 */
const MASKS: Readonly<Record<Role, View['masks']>> = {
  researcher: REVIEWING,
  supervisor: REVIEWING,
  inspector: REVIEWING,
  handler: ACTING,
  dispatcher: ACTING,
  sergeant: ACTING,
  officer: AT_THE_DOOR,
  auditor: ELSEWHERE,
  administrator: ELSEWHERE,
  'professional-standards': ELSEWHERE,
};

/** How a role reads cards. */
export const viewOf = (viewAs: Role): View => ({ viewAs, masks: MASKS[viewAs] });

/** The roles whose view of a card, or of its line on a board, can be asked for: each card is kept as each of them sees it. */
export const CARD_VIEWS: readonly Role[] = [
  ...new Set(
    [...MATRIX['card.read'].roles, ...MATRIX['incident.list'].roles].filter((role) => !standards.includes(role)),
  ),
];

/**
 * The one policy function (R7): may this person do this, and if it is about an incident, to this one, and without which
 * fields? Called at the edge for the function alone (`relation` left out) and again by whoever knows the incident. Default
 * deny.
 */
export function decide(actor: Actor, action: Action, relation?: Relation): Decision {
  const row = MATRIX[action];
  const role = row.roles.find((r) => actor.roles.includes(r));
  if (role === undefined) return { allow: false, rule: `${action}: role` };
  if (relation === undefined || row.relations === undefined) {
    return { allow: true, rule: `${action}: role ${role}`, reason: `role ${role}`, ...viewOf(role) };
  }
  if (!row.relations.includes(relation)) return { allow: false, rule: `${action}: relation` };
  return { allow: true, rule: `${action}: ${relation}`, reason: relation, ...viewOf(viewRole(actor, relation, role)) };
}

/** Being sent shows an officer's card and dispatching a dispatcher's, whatever other roles the reader has. */
function viewRole(actor: Actor, relation: Relation, role: Role): Role {
  switch (relation) {
    case 'supervising':
      return SUPERVISING.find((r) => actor.roles.includes(r)) ?? role;
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
