import type { Grade } from '../../contract/index.js';
import type { IncidentGrade } from './events.js';

/** What of a card's danger somebody had before them: keys of hits and ids of linked calls, to tell what is new since. */
export interface Seen {
  /** life-risk hits of tier match or probable, and confirmed ones */
  readonly sure: readonly string[];
  /** life-risk hits that are only possible */
  readonly possible: readonly string[];
  /** calls that are linked */
  readonly calls: readonly string[];
}

/** Why the grade may be lowered, as the requester said it; what they did not say is not stated. */
export interface Grounds {
  readonly reason: string;
  readonly victimRequested: boolean;
  readonly noImmediateThreat: boolean;
  readonly victimSpokenTo?: boolean;
  readonly alone?: boolean;
  readonly cancelledBy?: string;
}

export type DowngradeEvent =
  | {
      readonly type: 'downgrade-requested';
      readonly body: {
        readonly v: 1;
        readonly id: string;
        readonly from: Grade;
        readonly to: Grade;
        readonly grounds: Grounds;
        readonly requestedBy: string;
        readonly expiresAt: string;
        /** on the card of that moment, unmasked */
        readonly seen: Seen;
      };
    }
  | {
      readonly type: 'downgrade-ruled';
      readonly body: {
        readonly v: 1;
        readonly id: string;
        readonly approve: boolean;
        readonly reason: string;
        readonly ruledBy: string;
        readonly cardVersion: number;
        /** on the card that the ruler named, as they see it */
        readonly seen: Seen;
      };
    }
  | { readonly type: 'downgrade-expired'; readonly body: { readonly v: 1; readonly id: string } }
  | {
      readonly type: 'downgrade-lapsed';
      readonly body: {
        readonly v: 1;
        readonly id: string;
        readonly because: readonly string[];
        /** the grade that a person had set, when it had been lowered */
        readonly restored?: Grade;
      };
    }
  | {
      readonly type: 'downgrade-warned';
      readonly body: { readonly v: 1; readonly id: string; readonly because: readonly string[]; readonly seen: Seen };
    };

interface Asked {
  readonly id: string;
  readonly from: Grade;
  readonly to: Grade;
  readonly grounds: Grounds;
  /** user id */
  readonly by: string;
  readonly byName: string;
  readonly at: string;
  readonly expiresAt: string;
  readonly seen: Seen;
  /** what came up since that is no reason to end it, but one to think */
  readonly warnings: readonly string[];
}

export interface Ruling {
  readonly by: string;
  readonly byName: string;
  readonly at: string;
  readonly reason: string;
  readonly cardVersion: number;
}

export interface Lapse {
  readonly at: string;
  readonly because: readonly string[];
  readonly restored?: Grade;
}

/** A request to lower the grade of an incident, by its state. */
export type Downgrade = Asked &
  (
    | { readonly state: 'waiting' }
    | { readonly state: 'approved' | 'rejected'; readonly ruling: Ruling }
    | { readonly state: 'expired'; readonly endedAt: string }
    | { readonly state: 'lapsed'; readonly ruling?: Ruling; readonly lapse: Lapse }
  );

const HEIGHT: Readonly<Record<Grade, number>> = { scheduled: 1, priority: 2, immediate: 3 };

/** Whether a grade is lower than another; none yet runs on the immediate clock (R15) and so may be set to anything. */
export const isLower = (to: IncidentGrade, from: IncidentGrade): boolean =>
  from !== null && (to === null || HEIGHT[to] < HEIGHT[from]);

/** One event on: each changes the request that it names. */
export function evolveDowngrades(
  downgrades: readonly Downgrade[],
  event: DowngradeEvent,
  { by, at }: { readonly by: string; readonly at: string },
): readonly Downgrade[] {
  if (event.type === 'downgrade-requested') {
    const { id, from, to, grounds, requestedBy, expiresAt, seen } = event.body;
    const asked = { id, from, to, grounds, by, byName: requestedBy, at, expiresAt, seen, warnings: [] };
    return [...downgrades, { ...asked, state: 'waiting' }];
  }
  return downgrades.map((downgrade) => (downgrade.id === event.body.id ? after(downgrade, event, by, at) : downgrade));
}

function after(
  downgrade: Downgrade,
  event: Exclude<DowngradeEvent, { type: 'downgrade-requested' }>,
  by: string,
  at: string,
): Downgrade {
  const { id, from, to, grounds, by: asker, byName, at: askedAt, expiresAt, seen, warnings } = downgrade;
  const asked = { id, from, to, grounds, by: asker, byName, at: askedAt, expiresAt, seen, warnings };
  const ruled = 'ruling' in downgrade && downgrade.ruling ? { ruling: downgrade.ruling } : {};
  switch (event.type) {
    case 'downgrade-ruled': {
      const { approve, reason, ruledBy, cardVersion } = event.body;
      const ruling = { by, byName: ruledBy, at, reason, cardVersion };
      return { ...asked, seen: event.body.seen, state: approve ? 'approved' : 'rejected', ruling };
    }
    case 'downgrade-expired':
      return { ...asked, state: 'expired', endedAt: at };
    case 'downgrade-lapsed': {
      const { because, restored } = event.body;
      return { ...asked, ...ruled, state: 'lapsed', lapse: { at, because, ...(restored ? { restored } : {}) } };
    }
    case 'downgrade-warned':
      return { ...downgrade, seen: event.body.seen, warnings: [...warnings, ...event.body.because] };
  }
}

/** What an event makes of the grade: lowered by an approval, restored by a lapse; undefined: it stays. */
export function gradeAfter(
  event: DowngradeEvent,
  { grade, downgrades }: { readonly grade: IncidentGrade; readonly downgrades: readonly Downgrade[] },
): Grade | undefined {
  if (event.type === 'downgrade-ruled' && event.body.approve) {
    return downgrades.find(({ id }) => id === event.body.id)?.to;
  }
  const restored = event.type === 'downgrade-lapsed' ? event.body.restored : undefined;
  return restored !== undefined && isLower(grade, restored) ? restored : undefined;
}

/** Those that a new danger ends: what waits, and what was approved while the grade is still lower than it was before. */
export const standing = (downgrades: readonly Downgrade[], grade: IncidentGrade): readonly Downgrade[] =>
  downgrades.filter(({ state, from }) => state === 'waiting' || (state === 'approved' && isLower(grade, from)));

/** The request that waits for its ruling; there is one at most. */
export const waitingOf = (downgrades: readonly Downgrade[] | undefined): Downgrade | undefined =>
  downgrades?.find(({ state }) => state === 'waiting');
