import type { OwnHow, Role } from '../../contract/index.js';

/**
 * Why and how far an incident is kept from almost everybody (R17). Those who took the call and those who are sent have to
 * act on it; an inspector has to see to it that somebody is sent (R15); professional standards are told. Whoever else must
 * know is let in by name. Those whom it is about, and those who lead them, are never among them.
 */
export interface Restriction {
  readonly members: readonly string[];
  /** user ids: they are answered as if there were no such incident */
  readonly keptFrom: readonly string[];
  readonly letIn: readonly string[];
}

/** That one of ours is in an incident, and the words of those who decide about it. */
export type RestrictionEvent =
  | {
      readonly type: 'restricted';
      readonly body: {
        readonly v: 1;
        readonly members: readonly string[];
        readonly keptFrom: readonly string[];
        readonly how: readonly OwnHow[];
      };
    }
  | {
      readonly type: 'let-in';
      readonly body: { readonly v: 1; readonly users: readonly string[]; readonly reason: string };
    }
  | {
      readonly type: 'restriction-lifted';
      readonly body: { readonly v: 1; readonly members: readonly string[]; readonly reason: string };
    };

export const RESTRICTION_EVENTS: Readonly<Record<RestrictionEvent['type'], number>> = {
  restricted: 1,
  'let-in': 1,
  'restriction-lifted': 1,
};

/** What of an incident says whether it is restricted. */
export interface Restrictable {
  readonly restricted?: Restriction | undefined;
  /** members who are not meant, as somebody has decided: they restrict it no more */
  readonly notOurs?: readonly string[] | undefined;
}

/** One event on. */
export function evolveRestriction<T extends Restrictable>(state: T, event: RestrictionEvent): T {
  switch (event.type) {
    case 'restricted': {
      const { members, keptFrom } = event.body;
      return { ...state, restricted: { members, keptFrom, letIn: state.restricted?.letIn ?? [] } };
    }
    case 'let-in': {
      if (state.restricted === undefined) return state;
      const letIn = [...new Set([...state.restricted.letIn, ...event.body.users])];
      return { ...state, restricted: { ...state.restricted, letIn } };
    }
    case 'restriction-lifted': {
      return { ...state, restricted: undefined, notOurs: [...(state.notOurs ?? []), ...event.body.members] };
    }
  }
}

/** A member whom a party, the place or a number of an incident leads to. */
export interface OwnHit {
  readonly member: string;
  readonly supervisors: readonly string[];
  readonly how: OwnHow;
}

/** A restricted call that an incident is linked with, and whether by a person or a number rather than by a place alone. */
export interface LinkedApart {
  readonly restriction: Restriction;
  readonly byPersonOrPhone: boolean;
}

/** Whom a hit keeps out: the person, and those who lead them. */
export const keptOutBy = (hits: readonly OwnHit[]): readonly string[] =>
  hits.flatMap(({ member, supervisors }) => [member, ...supervisors]);

/**
 * What restricts an incident that was not restricted so far, or not as far: one of ours is in it, or it is about the same
 * person or number as one that is restricted, whose link with it would else tell of it. Undefined: nothing new does.
 * @param createdBy somebody who is kept from the other call must not learn of it from a link either: then there is none
 */
export function restrictionBy(
  { restricted, notOurs = [], createdBy }: Restrictable & { readonly createdBy: string },
  hits: readonly OwnHit[],
  linked: readonly LinkedApart[],
): Extract<RestrictionEvent, { type: 'restricted' }> | undefined {
  const ours = hits.filter(({ member }) => !notOurs.includes(member));
  const apart = restricted !== undefined || ours.length > 0;
  const spreading = linked.filter(
    ({ restriction, byPersonOrPhone }) =>
      apart || (byPersonOrPhone && !restriction.keptFrom.includes(createdBy) && !isDecided(restriction, notOurs)),
  );
  if (ours.length + spreading.length === 0) return undefined;
  const members = union(
    restricted?.members,
    ours.map(({ member }) => member),
    ...spreading.map((s) => s.restriction.members),
  );
  const keptFrom = union(restricted?.keptFrom, keptOutBy(ours), ...spreading.map((s) => s.restriction.keptFrom));
  if (restricted && members.length === restricted.members.length && keptFrom.length === restricted.keptFrom.length)
    return undefined;
  const how = union(
    ours.map((hit) => hit.how),
    spreading.length > 0 ? ['linked' as const] : [],
  );
  return { type: 'restricted', body: { v: 1, members, keptFrom, how } };
}

const isDecided = ({ members }: Restriction, notOurs: readonly string[]): boolean =>
  members.every((member) => notOurs.includes(member));

const union = <T>(...lists: readonly (readonly T[] | undefined)[]): T[] => [
  ...new Set(lists.flatMap((list) => list ?? [])),
];

/** Roles that must know of every restricted incident, unless it is their own. */
export const MUST_KNOW: readonly Role[] = ['inspector', 'professional-standards'];

/**
 * Of the people of a role, those who may be told of an incident. What nobody of a role may be told goes to an inspector
 * instead: somebody has to act on it (R15).
 */
export function mayBeTold(
  restriction: Restriction | undefined,
  role: Role,
  withRole: (role: Role) => readonly string[],
): readonly string[] {
  if (restriction === undefined) return withRole(role);
  const { keptFrom, letIn } = restriction;
  const all = MUST_KNOW.includes(role) ? withRole(role) : withRole(role).filter((userId) => letIn.includes(userId));
  const told = all.filter((userId) => !keptFrom.includes(userId));
  return told.length > 0 || MUST_KNOW.includes(role) ? told : mayBeTold(restriction, 'inspector', withRole);
}

/** One of these events in a sentence, for those who may read the log of the incident. */
export function restrictionSentence(event: RestrictionEvent): string {
  switch (event.type) {
    case 'restricted':
      return 'Restricted to those who must know';
    case 'let-in':
      return `Must know too: ${event.body.users.join(', ')}. ${event.body.reason}`;
    case 'restriction-lifted':
      return `Open to everybody again: ${event.body.reason}`;
  }
}
