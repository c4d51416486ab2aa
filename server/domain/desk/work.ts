import {
  accept,
  refuse,
  type Card,
  type DeskFinding,
  type DeskRequest,
  type HandReceipt,
  type JobForm,
  type Outcome,
  type SubjectRef,
} from '../../contract/index.js';
import { isPerson } from '../incident/owner.js';
import type { Subject } from '../match/types.js';

/** What the desk does about one incident: events of the incident's own stream. */
export type DeskWorkEvent =
  | { readonly type: 'job-claimed'; readonly body: { readonly v: 1; readonly name: string } }
  | { readonly type: 'job-returned'; readonly body: { readonly v: 1; readonly reason: string } }
  | { readonly type: 'form-kept'; readonly body: { readonly v: 1; readonly form: JobForm } }
  | { readonly type: 'looked'; readonly body: LookedBody }
  | {
      readonly type: 'desk-asked';
      readonly body: { readonly v: 1; readonly id: string; readonly text: string; readonly name: string };
    };

/** A researcher has looked. What they decided about matches stands in events of its own, in the same append. */
export interface LookedBody {
  readonly v: 1;
  readonly review: 'first-look' | 'full';
  /** who looked, as the cards name them */
  readonly name: string;
  readonly findings: readonly DeskFinding[];
  readonly receipts: readonly MadeByHand[];
  readonly note?: string;
  /** every match that was on the card: whatever is linked later has not been looked at */
  readonly seen: readonly string[];
}

/** A receipt of a register that a researcher looked into, for one subject as it was reported then. */
export interface MadeByHand extends Omit<HandReceipt, 'subject'> {
  readonly subject: SubjectRef;
  /** the subject as it was reported then: the receipt ends when that changes (R2) */
  readonly madeOn: Subject;
}

/** Said by a named researcher at a time. */
export interface Signed {
  readonly by: string;
  readonly at: string;
}

/** The desk's work on one incident as its events make it. */
export interface DeskWork {
  readonly review: Card['review'];
  readonly claim?: { readonly by: string; readonly name: string; readonly at: string };
  /** whose job it was when their link was lost: they may hand in their look while nobody else has it */
  readonly lostBy?: string;
  readonly form?: JobForm;
  readonly findings: readonly (DeskFinding & Signed)[];
  readonly receipts: readonly (MadeByHand & Signed)[];
  readonly requests: readonly DeskRequest[];
  /** ids of the matches that a researcher has looked at */
  readonly seen: readonly string[];
}

export const NO_WORK: DeskWork = {
  review: 'unreviewed',
  findings: [],
  receipts: [],
  requests: [],
  seen: [],
};

/** One event on. A look answers every request that was there, and ends the form: what was typed is on the card now. */
export function evolveWork(
  work: DeskWork = NO_WORK,
  event: DeskWorkEvent,
  { by, at }: { readonly by: string; readonly at: string },
): DeskWork {
  const { claim, form, lostBy: _lostBy, ...rest } = work;
  switch (event.type) {
    case 'job-claimed':
      return { ...work, claim: { by, name: event.body.name, at } };
    case 'job-returned':
      // Whoever gives it back does so by themselves; Outrider takes it back from a link that is lost.
      return { ...rest, ...(form ? { form } : {}), ...(claim && !isPerson(by) ? { lostBy: claim.by } : {}) };
    case 'form-kept':
      return { ...work, form: event.body.form };
    case 'looked': {
      const { review, name, findings, receipts, seen } = event.body;
      const signed = { by: name, at };
      const isNew = (kept: MadeByHand): boolean => !receipts.some((made) => isAbout(made, kept));
      return {
        ...rest,
        // Full research is the end of the job; after a first look the same researcher may go on with it.
        ...(claim && review === 'first-look' ? { claim } : {}),
        review: work.review === 'full' ? 'full' : review,
        findings: [...work.findings, ...findings.map((finding) => ({ ...finding, ...signed }))],
        receipts: [...work.receipts.filter(isNew), ...receipts.map((receipt) => ({ ...receipt, ...signed }))],
        requests: work.requests.map((request) => (request.answeredAt ? request : { ...request, answeredAt: at })),
        seen: [...new Set([...work.seen, ...seen])],
      };
    }
    case 'desk-asked': {
      const { id, text, name } = event.body;
      return { ...work, requests: [...work.requests, { id, text, by: name, at }] };
    }
  }
}

const isAbout = (one: MadeByHand, other: MadeByHand): boolean =>
  one.register === other.register && one.subject.kind === other.subject.kind && one.subject.id === other.subject.id;

/**
 * Whether a job is somebody's to look at: they have it, or lost it with their link and nobody has it now. JOB_NOT_YOURS:
 * another has it by now; NOT_FOUND: it never was theirs, or they gave it back, and they are told no more than of a job that
 * never was (R7).
 */
export function mayLook({ claim, lostBy }: DeskWork = NO_WORK, userId: string): Outcome<undefined> {
  if (claim?.by === userId) return accept(undefined);
  if (lostBy !== userId) return refuse('NOT_FOUND');
  return claim === undefined ? accept(undefined) : refuse('JOB_NOT_YOURS');
}
