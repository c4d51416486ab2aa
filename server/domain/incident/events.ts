import type { Card, FiledReport, Grade, Role } from '../../contract/index.js';
import type { GlassEvent } from '../access/glass.js';
import type { RestrictionEvent } from '../access/restriction.js';
import type { LinkEvent } from './same-event.js';
import type { BriefingEvent } from './briefing-events.js';
import type { ClosingEvent } from '../closing/events.js';
import type { HandoverEvent } from '../handover/events.js';
import type { ClockPassed } from '../grade/clock.js';
import type { PromptAnswered } from '../grade/prompts.js';
import type { DisputeWithdrawn, LinkedOn, MatchDecided } from './decisions.js';
import type { DeskWorkEvent } from '../desk/work.js';
import type { CheckAnswer } from '../match/types.js';
import type { RemoteAnswer } from '../register/remote.js';
import type { DowngradeEvent } from './downgrade.js';
import type { RetentionEvent } from './retention.js';
import type { UnresourcedEvent } from './unresourced.js';

/** Why the registers were asked. */
export type CheckCause =
  | 'reported'
  | 'revised'
  | 'register-changed'
  | 'day-changed'
  | 'linked'
  | 'decided'
  | 'graded'
  | 'prompted'
  | 'looked'
  | 'level-changed'
  | 'reopened'
  | 'register-answered'
  | 'caught-up';

/** A card as one role sees it. `full` stands for the unmasked card itself, so that it is stored once. */
export type StoredView = 'full' | Card;

/**
 * What happens in an incident. Bodies hold what cannot be computed again (R11): what was reported, what the registers
 * answered then, the card as it was issued and to whom.
 */
export type IncidentEvent =
  | BriefingEvent
  | LinkEvent
  | ClosingEvent
  | HandoverEvent
  | RetentionEvent
  | RestrictionEvent
  | GlassEvent
  | {
      readonly type: 'reported';
      readonly body: { readonly v: 1; readonly reference: string; readonly report: FiledReport };
    }
  | {
      readonly type: 'revised';
      readonly body: { readonly v: 1; readonly report: FiledReport; readonly fields: readonly string[] };
    }
  | {
      readonly type: 'checked';
      readonly body: {
        readonly v: 1;
        readonly cause: CheckCause;
        readonly answer: CheckAnswer;
        /** for `register-answered`: what it said, and its records as it sent them */
        readonly remote?: RemoteAnswer;
      };
    }
  | {
      readonly type: 'dispatched';
      readonly body: {
        readonly v: 1;
        readonly officers: readonly { readonly id: string; readonly name: string }[];
        readonly etaMinutes?: number;
        readonly singleCrewedReason?: string;
      };
    }
  | {
      readonly type: 'stood-down' | 'arrived' | 'departed';
      readonly body: { readonly v: 1; readonly officers: readonly string[] };
    }
  | {
      readonly type: 'card-issued';
      readonly body: {
        readonly v: 1;
        readonly card: Card;
        /** per role that may read it: what that role is shown */
        readonly views: Readonly<Partial<Record<Role, StoredView>>>;
        /** who was entitled and connected when it was issued: their disclosure is part of this append */
        readonly issuedTo: readonly { readonly reader: string; readonly viewAs: Role; readonly reason: string }[];
        /** per match: what it was made from, so that a decision on it is one on that */
        readonly linkedOn?: Readonly<Record<string, LinkedOn>>;
      };
    }
  | { readonly type: 'fed'; readonly body: FedBody }
  | ClockPassed
  | MatchDecided
  | DisputeWithdrawn
  | DeskWorkEvent
  | DowngradeEvent
  | UnresourcedEvent
  | PromptAnswered;

/** What came with the report of another system, beside the report. */
export interface FedBody {
  readonly v: 1;
  /** the other system's own count of what it said about this incident */
  readonly sourceVersion?: number;
  /** a lower grade that it said, and the one that stands in spite of it: no feed lowers a grade (R6) */
  readonly keptGrade?: { readonly said: IncidentGrade; readonly kept: Grade };
  /** the category that stands although it said another one: domestic abuse is not taken off by a feed (R6) */
  readonly keptCategory?: string;
}

/** The grade that an incident runs on; null: none yet, on the immediate clock. */
export type IncidentGrade = Grade | null;
