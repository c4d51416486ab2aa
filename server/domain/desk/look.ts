import { refuse, type DeskFinding, type Look, type Outcome, type SubjectRef } from '../../contract/index.js';
import { withholdPlaces } from '../briefing/withhold.js';
import type { ClosedIncident, OpenIncident } from '../incident/state.js';
import { subjectsOf } from '../incident/subjects.js';
import type { DeskWorkEvent, LookedBody, MadeByHand } from './work.js';

export interface ToLook {
  readonly review: 'first-look' | 'full';
  readonly look: Look;
  readonly name: string;
  /** registers that a researcher may look into by hand now, by id */
  readonly byHand: ReadonlySet<string>;
}

/**
 * The event of a look that is done. Addresses and numbers in what was found are withheld, because it goes on cards (R14).
 * Refuses INVALID_INPUT: a register that a machine looks into, a subject that the incident has not, a hit without a word.
 */
export function decideLook(
  { report, card }: OpenIncident | ClosedIncident,
  { review, look, name, byHand }: ToLook,
): Outcome<Extract<DeskWorkEvent, { type: 'looked' }>> {
  const subjects = subjectsOf(report);
  const receipts: MadeByHand[] = [];
  for (const [index, { subject, text, ...receipt }] of look.receipts.entries()) {
    const wrong = (field: string, detail: string) =>
      refuse('INVALID_INPUT', `receipts.${index}.${field}: ${detail}.`, [
        { path: `receipts.${index}.${field}`, detail },
      ]);
    if (!byHand.has(receipt.register)) return wrong('register', 'is not one that a researcher looks into by hand');
    if (receipt.status === 'hit' && !text) return wrong('text', 'say what was found');
    const about = subjects.filter(({ ref }) => subject === undefined || isSame(ref, subject));
    if (about.length === 0) return wrong('subject', 'the incident has nothing like it to ask about');
    const words = text === undefined ? {} : { text: withholdPlaces(text, {}) };
    receipts.push(...about.map((one) => ({ ...receipt, ...words, subject: one.ref, madeOn: one })));
  }
  const body: LookedBody = {
    v: 1,
    review,
    name,
    findings: look.findings.map(asFinding).map(({ text, severity }) => ({ severity, text: withholdPlaces(text, {}) })),
    receipts,
    ...(look.note ? { note: look.note } : {}),
    seen: (card?.matches ?? []).map((match) => match.id),
  };
  return { ok: true, value: { type: 'looked', body } };
}

/** What a look brings that the card did not say, in words; undefined: it bears out what was there. */
export function newsIn({ decisions, receipts, findings }: Look): string | undefined {
  const news = [
    findings.length > 0 || receipts.some(({ status }) => status === 'hit') ? 'something was found' : '',
    decisions.some(({ decision }) => decision === 'rejected') ? 'a record is not about this person' : '',
  ].filter((part) => part !== '');
  return news.length === 0 ? undefined : news.join(', ');
}

const asFinding = (finding: Look['findings'][number]): DeskFinding =>
  typeof finding === 'string' ? { text: finding, severity: 'medium' } : finding;

const isSame = (one: SubjectRef, other: SubjectRef): boolean => one.kind === other.kind && one.id === other.id;
