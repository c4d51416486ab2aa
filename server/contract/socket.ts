import { z } from 'zod';
import { AlertTopic } from './alert.js';
import { DelayedTopic } from './delayed.js';
import { DeliveryTopic } from './delivery.js';
import { Card, Check, Flag, GradeSuggestion, Match, Prompt } from './card.js';
import { DeskState } from './desk.js';
import { DowngradeTopic } from './downgrade.js';
import { IncidentSummary } from './http.js';
import { Draft } from './report.js';
import { REFUSALS, type RefusalCode } from './problem.js';
import { line } from './values.js';

/** Where a client is in the log of one epoch: everything through position `seq` has reached it. */
const cursor = { epoch: z.string(), seq: z.int().min(0), n: z.int().min(1) };

export const CardFrame = z.object({ ...cursor, card: Card }).meta({ id: 'CardFrame' });
export const GoneFrame = z.object({ ...cursor, incidentId: z.string() }).meta({ id: 'GoneFrame' });
export const TickFrame = z.object(cursor).meta({ id: 'TickFrame' });
export const ResetFrame = z.object({ ...cursor, cards: z.array(Card) }).meta({ id: 'ResetFrame' });
export const ProvisionalFrame = z.object({ card: Card }).meta({ id: 'ProvisionalFrame' });
export type ProvisionalFrame = z.infer<typeof ProvisionalFrame>;
export type CardFrame = z.infer<typeof CardFrame>;
export type GoneFrame = z.infer<typeof GoneFrame>;
export type TickFrame = z.infer<typeof TickFrame>;
export type ResetFrame = z.infer<typeof ResetFrame>;

export const Received = z.strictObject({ epoch: line(64), seq: z.int().min(0) }).meta({ id: 'Received' });
export type Received = z.infer<typeof Received>;

export const CardVersion = z
  .strictObject({ incidentId: line(64).min(1), version: z.int().min(1) })
  .meta({ id: 'CardVersion' });
export type CardVersion = z.infer<typeof CardVersion>;

const codes = Object.keys(REFUSALS) as [RefusalCode, ...RefusalCode[]];
const RefusedAck = z.object({
  ok: z.literal(false),
  code: z.enum(codes),
  detail: z.string(),
  errors: z.array(z.object({ path: z.string(), detail: z.string() })).optional(),
});

export const DoneAck = z.union([z.object({ ok: z.literal(true) }), RefusedAck]).meta({ id: 'DoneAck' });
export type DoneAck = z.infer<typeof DoneAck>;

export const DraftReply = z
  .object({
    flags: z.array(Flag),
    matches: z.array(Match),
    checks: z.array(Check),
    prompts: z.array(Prompt),
    suggestedGrade: GradeSuggestion.optional(),
    linked: Card.shape.linked,
    named: Card.shape.named,
    putOff: Card.shape.putOff,
  })
  .meta({ id: 'DraftReply' });
export type DraftReply = z.infer<typeof DraftReply>;

export const DraftAck = z.union([DraftReply.extend({ ok: z.literal(true) }), RefusedAck]).meta({ id: 'DraftAck' });
export type DraftAck = z.infer<typeof DraftAck>;

/** What a client sends with the handshake. */
export const Handshake = z
  .strictObject({ token: line(200).min(1), epoch: line(64).optional(), lastSeq: z.int().min(0).optional() })
  .meta({ id: 'Handshake' });
export type Handshake = z.infer<typeof Handshake>;

/** The open incidents that this reader may see on a board: all of them at first, then those that changed. */
export const IncidentTopic = z
  .object({
    version: z.int().meta({ description: 'log position; an older one than held is dropped' }),
    snapshot: z.boolean().meta({ description: 'true: these are all; what is not among them is gone' }),
    incidents: z.array(IncidentSummary),
    gone: z.array(z.string()),
  })
  .meta({ id: 'IncidentTopic' });
export type IncidentTopic = z.infer<typeof IncidentTopic>;

export interface ServerEvents {
  downgrade: (topic: DowngradeTopic) => void;
  incident: (topic: IncidentTopic) => void;
  desk: (state: DeskState) => void;
  alert: (topic: AlertTopic) => void;
  delivery: (topic: DeliveryTopic) => void;
  provisional: (frame: ProvisionalFrame) => void;
  delayed: (topic: DelayedTopic) => void;
  card: (frame: CardFrame) => void;
  gone: (frame: GoneFrame) => void;
  tick: (frame: TickFrame) => void;
  reset: (frame: ResetFrame) => void;
}

export interface ClientEvents {
  received: (message: Received, ack: (reply: DoneAck) => void) => void;
  shown: (message: CardVersion, ack: (reply: DoneAck) => void) => void;
  acknowledge: (message: CardVersion, ack: (reply: DoneAck) => void) => void;
  draft: (message: Draft, ack: (reply: DraftAck) => void) => void;
}

/** Every message on one page: the source of the AsyncAPI document. */
export const SERVER_MESSAGES = {
  card: { summary: 'The latest version of a card that this reader may see', payload: CardFrame },
  gone: { summary: 'An incident is no longer this reader’s to see', payload: GoneFrame },
  tick: { summary: 'Nothing new; sent every 2 s when idle', payload: TickFrame },
  incident: { summary: 'The board: a snapshot on connect, then what changed', payload: IncidentTopic },
  downgrade: {
    summary: 'Requests to lower a grade: a snapshot on connect, then what changed',
    payload: DowngradeTopic,
  },
  desk: { summary: 'The RTI desk and its service level: on connect and on every change', payload: DeskState },
  alert: { summary: 'What this person is told of: a snapshot on connect, then what changed', payload: AlertTopic },
  delivery: {
    summary: 'Who has read what, for those who dispatch and supervise: a snapshot on connect, then what changed',
    payload: DeliveryTopic,
  },
  provisional: {
    summary:
      'A card made while the shared log is away: it moves no cursor, and the next card of the incident replaces it',
    payload: ProvisionalFrame,
  },
  delayed: {
    summary: 'Since when the shared log has been away, and what of this person’s waits for it or was refused after it',
    payload: DelayedTopic,
  },
  reset: { summary: 'The cursor is unknown: start again from these cards', payload: ResetFrame },
} as const;

export interface SocketMessage<Payload extends z.ZodType = z.ZodType> {
  readonly event: string;
  readonly summary: string;
  readonly payload: Payload;
  readonly ack: z.ZodType;
}

export const CLIENT_MESSAGES = {
  received: {
    event: 'received',
    summary: 'Everything through this position has arrived',
    payload: Received,
    ack: DoneAck,
  },
  shown: { event: 'shown', summary: 'This version is on the screen', payload: CardVersion, ack: DoneAck },
  acknowledge: { event: 'acknowledge', summary: 'A person has read this version', payload: CardVersion, ack: DoneAck },
  draft: { event: 'draft', summary: 'Part of a report while it is typed', payload: Draft, ack: DraftAck },
} as const satisfies Record<string, SocketMessage>;
