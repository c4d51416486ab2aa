import {
  isDomesticAbuse,
  type Card,
  type ChecklistAnswer,
  type FiledReport,
  type SignOff,
} from '../../contract/index.js';
import type { ClosingEvent } from './events.js';

/** Somebody tries to find an outstanding suspect at least this often, in hours. */
const ATTEMPT_HOURS = 24;
/** An open domestic-abuse incident is looked at by the inspector this long after the first ring, in hours. */
const REVIEW_HOURS = 4;

/** The suspect of an incident, as far as anybody recorded it. */
export type Suspect =
  | { readonly kind: 'not-said' }
  | {
      readonly kind: 'outstanding';
      /** ISO 8601 */
      readonly since: string;
      /** whose it is to find them */
      readonly owner: string;
      readonly attempts: readonly { readonly at: string; readonly by: string; readonly text: string }[];
    }
  | { readonly kind: 'accounted-for'; readonly at: string; readonly by: string };

/** How far an open incident is from being closed. */
export interface ClosingState {
  /** it is domestic abuse, or was: another category later does not change it (R6) */
  readonly domesticAbuse: boolean;
  readonly updates: number;
  readonly latestUpdate?: { readonly at: string; readonly by: string; readonly text: string };
  readonly suspect: Suspect;
  /** in the order of the stages, as far as they have come */
  readonly signOffs: readonly SignOff[];
  /** the latest answer to each question of the checklist */
  readonly answers: readonly ChecklistAnswer[];
  /** ISO 8601: when the inspector looks next; undefined: nobody has to */
  readonly reviewDueAt?: string;
}

/** Who did it and when (ISO 8601). */
export interface Happened {
  readonly by: string;
  readonly at: string;
}

/** An incident that has just been reported. */
export const newClosing = (report: FiledReport): ClosingState =>
  withCategory({ domesticAbuse: false, updates: 0, suspect: { kind: 'not-said' }, signOffs: [], answers: [] }, report);

/** A report that was changed: what was domestic abuse once stays it. */
export function withCategory(closing: ClosingState, { category, firstRingAt }: FiledReport): ClosingState {
  if (closing.domesticAbuse || !isDomesticAbuse(category)) return closing;
  return { ...closing, domesticAbuse: true, reviewDueAt: hoursAfter(firstRingAt, REVIEW_HOURS) };
}

/**
 * A new card: a life-risk that was not on the one before ends every assessment, because it was made without knowing it.
 */
export function withCard(closing: ClosingState, before: Card | undefined, card: Card): ClosingState {
  if (closing.signOffs.length === 0) return closing;
  const known = new Set(dangers(before));
  return dangers(card).every((danger) => known.has(danger)) ? closing : { ...closing, signOffs: [] };
}

const dangers = (card: Card | undefined): string[] =>
  (card?.flags ?? [])
    .filter(({ severity }) => severity === 'life-risk')
    .map(({ kind, matchIds }) => [kind, ...matchIds].join(' '));

/** One event on; events that end or begin a state of the incident change nothing here. */
export function evolveClosing(closing: ClosingState, event: ClosingEvent, { by, at }: Happened): ClosingState {
  switch (event.type) {
    case 'noted':
      return { ...closing, updates: closing.updates + 1, latestUpdate: { at, by, text: event.body.text } };
    case 'suspect-recorded':
      return withSuspect(closing, event.body, { by, at });
    case 'signed-off': {
      const { stage, name, assessment, cardVersion, answers } = event.body;
      return {
        ...closing,
        signOffs: [...closing.signOffs, { stage, by, name, at, cardVersion, assessment }],
        answers: [...closing.answers.filter(({ item }) => !answers.some((answer) => answer.item === item)), ...answers],
      };
    }
    case 'reviewed': {
      const { reviewDueAt: _, ...rest } = closing;
      const { nextReviewAt } = event.body;
      return nextReviewAt === undefined ? rest : { ...rest, reviewDueAt: nextReviewAt };
    }
    case 'reopened':
      return { ...closing, signOffs: [] };
    case 'closed':
      return closing;
  }
}

/** Newly at large ends every assessment; an attempt, or that they are found, is added to what is known. */
function withSuspect(
  closing: ClosingState,
  { outstanding, attempt }: { readonly outstanding: boolean; readonly attempt?: string },
  { by, at }: Happened,
): ClosingState {
  if (!outstanding) return { ...closing, suspect: { kind: 'accounted-for', at, by } };
  const tried = attempt === undefined ? [] : [{ at, by, text: attempt }];
  if (closing.suspect.kind === 'outstanding') {
    const attempts = [...closing.suspect.attempts, ...tried];
    return { ...closing, suspect: { ...closing.suspect, attempts } };
  }
  return { ...closing, suspect: { kind: 'outstanding', since: at, owner: by, attempts: tried }, signOffs: [] };
}

/** The suspect is another person's to find from now on. */
export const withSeeker = (closing: ClosingState, owner: string): ClosingState =>
  closing.suspect.kind === 'outstanding' ? { ...closing, suspect: { ...closing.suspect, owner } } : closing;

/** When the next attempt to find an outstanding suspect is due (ISO 8601); undefined when none is outstanding. */
export function attemptDueAt(suspect: Suspect): string | undefined {
  if (suspect.kind !== 'outstanding') return undefined;
  return hoursAfter(suspect.attempts.at(-1)?.at ?? suspect.since, ATTEMPT_HOURS);
}

const hoursAfter = (at: string, hours: number): string => new Date(Date.parse(at) + hours * 3_600_000).toISOString();
