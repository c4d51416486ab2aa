import type { Draft, DraftAck, DraftReply } from '../../server/contract/index.js';
import { Store } from './store.js';

/** Where the checking of what is being typed stands. Drafts are numbered as they are typed. */
export interface DraftState {
  /** the number of what is in the form now */
  readonly typed: number;
  /** the form was last empty at this number: answers up to it say nothing about what is in it now */
  readonly emptyAt: number;
  /** the one draft that is on its way */
  readonly inFlight: number | undefined;
  readonly answer: { readonly to: number; readonly at: number; readonly reply: DraftReply } | undefined;
  /** why the last try gave no answer, in words */
  readonly trouble: string | undefined;
}

const NOTHING_TYPED: DraftState = {
  typed: 0,
  emptyAt: 0,
  inFlight: undefined,
  answer: undefined,
  trouble: undefined,
};

export type DraftEvent =
  | { readonly kind: 'typed' }
  | { readonly kind: 'emptied' }
  | { readonly kind: 'sent' }
  | { readonly kind: 'answered'; readonly number: number; readonly at: number; readonly reply: DraftReply }
  | { readonly kind: 'failed'; readonly number: number; readonly trouble: string };

/**
 * The latest draft wins: an answer is shown even when more has been typed since (it is the newest there is), but an
 * answer to a form that has been emptied since, or one no newer than the answer shown, changes nothing.
 */
function foldDraft(state: DraftState, event: DraftEvent): DraftState {
  switch (event.kind) {
    case 'typed':
      return { ...state, typed: state.typed + 1 };
    case 'emptied':
      return { ...NOTHING_TYPED, typed: state.typed + 1, emptyAt: state.typed + 1, inFlight: state.inFlight };
    case 'sent':
      return { ...state, inFlight: state.typed };
    case 'answered':
    case 'failed': {
      const landed = state.inFlight === event.number ? { ...state, inFlight: undefined } : state;
      if (event.number <= Math.max(state.emptyAt, state.answer?.to ?? 0)) return landed;
      if (event.kind === 'failed') return { ...landed, trouble: event.trouble };
      return { ...landed, answer: { to: event.number, at: event.at, reply: event.reply }, trouble: undefined };
    }
  }
}

/** What is shown answers what is typed. */
export const isUpToDate = (state: DraftState): boolean => state.answer?.to === state.typed;

/** How the feed reaches the server and the clock. */
export interface DraftPorts {
  readonly send: (draft: Draft) => Promise<DraftAck>;
  readonly now: () => number;
  /** calls back after so many milliseconds; returns how to stop it */
  readonly after: (ms: number, then: () => void) => () => void;
}

/** Pause in typing after which a draft is sent, in ms. */
const TYPING_PAUSE = 150;

/**
 * Sends drafts while a report is typed: one at a time, after a short pause, always the latest. A draft that got no
 * answer is sent again by `retry`, when the link is back.
 */
export class DraftFeed {
  readonly state = new Store<DraftState>(NOTHING_TYPED);
  readonly #ports: DraftPorts;
  #latest: Draft | undefined;
  #stopWaiting: (() => void) | undefined;

  constructor(ports: DraftPorts) {
    this.#ports = ports;
  }

  /** The form changed; undefined when it holds nothing to check. */
  typed(draft: Draft | undefined): void {
    this.stop();
    this.#latest = draft;
    this.#apply({ kind: draft === undefined ? 'emptied' : 'typed' });
    if (draft !== undefined) this.#stopWaiting = this.#ports.after(TYPING_PAUSE, () => this.retry());
  }

  /** Sends what is typed now, unless that has been answered or a draft is on its way. */
  retry(): void {
    const draft = this.#latest;
    const { inFlight, typed } = this.state.value;
    if (draft === undefined || inFlight !== undefined || isUpToDate(this.state.value)) return;
    this.#apply({ kind: 'sent' });
    this.#ports.send(draft).then(
      (ack) => this.#landed(typed, ack),
      () => this.#landed(typed, { ok: false, code: 'INTERNAL', detail: 'the server did not answer in time' }),
    );
  }

  /** Sends nothing more of what has been typed so far. */
  stop(): void {
    this.#stopWaiting?.();
    this.#latest = undefined;
  }

  #apply(event: DraftEvent): void {
    this.state.set(foldDraft(this.state.value, event));
  }

  #landed(number: number, ack: DraftAck): void {
    if (ack.ok) this.#apply({ kind: 'answered', number, at: this.#ports.now(), reply: ack });
    else this.#apply({ kind: 'failed', number, trouble: ack.detail });
    if (this.state.value.typed > number) this.retry();
  }
}
