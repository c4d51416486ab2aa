import { refuse, type ItemKind, type Outcome, type Role } from '../../contract/index.js';
import type { Actor } from '../access/policy.js';
import { waitingOf } from '../incident/downgrade.js';
import { CONTROL_ROOM } from '../incident/owner.js';
import type { OpenIncident } from '../incident/state.js';
import type { HandoverEvent } from './events.js';

/** Something of an open incident that somebody is responsible for. */
export interface OwnedItem {
  readonly kind: ItemKind;
  /** user id, or the control room's */
  readonly owner: string;
}

/** Everything of an open incident that somebody has to be responsible for, each with the one who is: nothing is nobody's. */
export function itemsOf({ owner, closing, work, downgrades, handing }: OpenIncident): readonly OwnedItem[] {
  return [
    { kind: 'incident', owner },
    ...(closing.suspect.kind === 'outstanding' ? [{ kind: 'suspect', owner: closing.suspect.owner } as const] : []),
    ...(work?.claim ? [{ kind: 'job', owner: work.claim.by } as const] : []),
    ...(waitingOf(downgrades) ? [{ kind: 'ruling', owner: handing?.ruling ?? CONTROL_ROOM } as const] : []),
  ];
}

const SUPERVISION: readonly Role[] = ['supervisor', 'inspector'];

/** Who can be handed what. */
const TAKERS: Readonly<Record<ItemKind, readonly Role[]>> = {
  incident: ['handler', 'dispatcher', 'officer', 'sergeant', ...SUPERVISION],
  suspect: ['officer', 'sergeant', 'dispatcher', ...SUPERVISION],
  job: ['researcher'],
  ruling: SUPERVISION,
};

/** Who gives out what is the control room's. */
const ROOM: readonly Role[] = ['dispatcher', ...SUPERVISION];

/** A person as a handover needs to know them. */
export type Person = Pick<Actor, 'userId' | 'name' | 'roles'>;

/** Whether an item is this person's to hand over: their own, or the control room's where they may give it out. */
const mayGive = ({ kind, owner }: OwnedItem, { userId, roles }: Person): boolean =>
  owner === userId ||
  (owner === CONTROL_ROOM && roles.some((role) => (kind === 'ruling' ? SUPERVISION : ROOM).includes(role)));

/**
 * The event of offering an item of an incident to somebody. It stays the giver's until it is accepted.
 *
 * Refuses NOT_YOURS (it is another person's, or is done), INVALID_INPUT (they cannot have it).
 */
export function decideOffer(
  incident: OpenIncident,
  { kind, handover, to }: { readonly kind: ItemKind; readonly handover: string; readonly to: Person },
  giver: Person,
): Outcome<HandoverEvent> {
  const item = itemsOf(incident).find((one) => one.kind === kind);
  if (item === undefined || !mayGive(item, giver)) {
    return refuse('NOT_YOURS', `The ${kind} of ${incident.reference} is not yours to hand over.`);
  }
  if (to.userId === item.owner || !to.roles.some((role) => TAKERS[kind].includes(role))) {
    return refuse('INVALID_INPUT', `${to.name} cannot take over the ${kind} of ${incident.reference}.`, [
      { path: 'to', detail: 'not in a role that can have this' },
    ]);
  }
  const body = { v: 1, handover, item: kind, fromName: giver.name, to: to.userId, toName: to.name } as const;
  return { ok: true, value: { type: 'handover-offered', body } };
}

/**
 * The event of accepting an item that was offered; undefined when there is nothing to accept any more: it is done, it is
 * another person's by now, or it was offered to somebody else since.
 */
export function decideAcceptance(
  incident: OpenIncident,
  { kind, handover }: { readonly kind: ItemKind; readonly handover: string },
  taker: Person,
): HandoverEvent | undefined {
  const offer = incident.handing?.offers.find((one) => one.item === kind && one.handover === handover);
  const item = itemsOf(incident).find((one) => one.kind === kind);
  if (offer?.to !== taker.userId || item === undefined) return undefined;
  if (item.owner !== offer.from && item.owner !== CONTROL_ROOM) return undefined;
  const body = { v: 1, handover, item: kind, from: item.owner, name: taker.name } as const;
  return { type: 'handover-accepted', body };
}
