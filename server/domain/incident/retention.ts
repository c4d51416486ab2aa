import type { Operation } from '../record/operations.js';

/** What is kept of an operation when the event that it was is erased: who, when and what, never contents. */
export interface Remains {
  readonly position: number;
  /** ISO 8601 */
  readonly at: string;
  readonly by: string;
  readonly operation: Operation;
}

/** How long an incident’s contents are kept: events of its own stream. A reason is typed here, and kept. */
export type RetentionEvent =
  /** legal hold: nothing of it may be erased until it is lifted */
  | { readonly type: 'held'; readonly body: { readonly v: 1; readonly reason: string; readonly name: string } }
  | { readonly type: 'hold-lifted'; readonly body: { readonly v: 1; readonly reason: string; readonly name: string } };

/** The last event of an incident: everything before it has lost its body, and this says what was done with it. */
export interface ContentsErased {
  readonly type: 'contents-erased';
  readonly body: {
    readonly v: 1;
    readonly reason: string;
    readonly name: string;
    readonly reference: string;
    readonly remains: readonly Remains[];
  };
}

export const RETENTION_EVENTS: Readonly<Record<RetentionEvent['type'], number>> = { held: 1, 'hold-lifted': 1 };

/** A legal hold in force. */
export interface Hold {
  readonly at: string;
  readonly name: string;
  readonly reason: string;
}

export const holdAfter = ({ type, body }: RetentionEvent, at: string): Hold | undefined =>
  type === 'held' ? { at, name: body.name, reason: body.reason } : undefined;

export const retentionSentence = ({ type, body: { name, reason } }: RetentionEvent): string =>
  type === 'held' ? `${name} put it on legal hold: ${reason}` : `${name} lifted the legal hold: ${reason}`;
