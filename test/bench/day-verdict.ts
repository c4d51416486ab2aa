import type { Location } from '../../server/contract/index.js';
import { isAmbiguous, receiptFor } from '../../server/domain/briefing/receipts.js';
import type { Link, PersonSubject, Subject, SubjectAnswer } from '../../server/domain/match/types.js';
import type { Key, Manifest } from '../../server/domain/register/types.js';
import type { CallTruth, PartyTruth } from '../../fixtures/force/day/truth.js';

/** One answer of the matcher about a subject of which the truth is known. */
export interface Verdict {
  readonly reference: string;
  readonly subject: 'person' | 'location' | 'phone';
  readonly origin?: string;
  /** what was said of the subject, as it was asked */
  readonly asked: Subject;
  readonly mistakes: readonly string[];
  /** records that are right, among the registers that were asked */
  readonly right: ReadonlySet<string>;
  readonly links: readonly JudgedLink[];
  /** over three people could be meant: nothing is shown but the question */
  readonly withheld: boolean;
  readonly noTrace: readonly NoTrace[];
}

export interface JudgedLink {
  readonly record: string;
  readonly tier: Link['tier'];
  readonly probability: number;
  readonly right: boolean;
}

/** A register said to have no trace of a subject. */
export interface NoTrace {
  readonly register: string;
  /** it has one */
  readonly wrong: boolean;
  /** by the report, the subject did not have the keys that the register's manifest asks for */
  readonly weak: boolean;
}

/** Judges one answer; undefined when nobody knows what would be right (the number of somebody other than the caller). */
export function judge(
  truth: CallTruth,
  asked: Subject,
  answer: SubjectAnswer,
  manifests: readonly Manifest[],
  at: string,
): Verdict | undefined {
  const known = truthFor(truth, asked);
  if (known === undefined) return undefined;
  const registers = new Set(manifests.map(({ id }) => id));
  const right = new Set(known.records.filter((record) => registers.has(record.split('/')[0] ?? '')));
  return {
    reference: truth.reference,
    subject: asked.ref.kind,
    ...(known.origin === undefined ? {} : { origin: known.origin }),
    asked,
    mistakes: known.mistakes,
    right,
    links: answer.links.map(({ register, recordId, tier, probability }) => {
      const record = `${register}/${recordId}`;
      return { record, tier, probability, right: right.has(record) };
    }),
    withheld: isAmbiguous(answer),
    noTrace: manifests.flatMap((manifest) => noTraceOf(manifest, asked, answer, right, at)),
  };
}

type Known = Pick<PartyTruth, 'records' | 'mistakes'> & { readonly origin?: string };

function truthFor({ parties, place, number }: CallTruth, { ref }: Subject): Known | undefined {
  if (ref.kind === 'person') return parties.find(({ id }) => id === ref.id);
  if (ref.kind === 'location') return place;
  return ref.id === 'caller' && number !== undefined ? { records: number.records, mistakes: [] } : undefined;
}

function noTraceOf(
  manifest: Manifest,
  asked: Subject,
  answer: SubjectAnswer,
  right: ReadonlySet<string>,
  at: string,
): NoTrace[] {
  const condition = { manifest, standing: { kind: 'answers', asOf: at, stale: false } } as const;
  if (receiptFor(condition, answer, at).status !== 'no-trace') return [];
  const wrong = [...right].some((record) => record.startsWith(`${manifest.id}/`));
  return [{ register: manifest.id, wrong, weak: isWeak(manifest, asked) }];
}

/** Whether what was said is too little for the register, counted here from the report and not by the matcher. */
function isWeak({ noTraceKeys }: Manifest, asked: Subject): boolean {
  if ('phone' in asked) return !noTraceKeys.phone || asked.phone.replace(/\D/g, '').length < 10;
  if ('location' in asked && asked.ref.kind === 'location') return !noTraceKeys.location || !isDoor(asked.location);
  const keys = 'phones' in asked ? keysOf(asked) : [];
  return !noTraceKeys.person.some((key) => keys.includes(key));
}

/** A house, by number or by name, in a town or at a postcode; in one line, a number or three parts, and two at least. */
function isDoor(location: Location | undefined): boolean {
  const { text, building, town, postcode, uprn } = location ?? {};
  if (text === undefined) return uprn !== undefined || (building !== undefined && (town ?? postcode) !== undefined);
  const parts = text.split(',').length;
  return parts > 2 || (parts === 2 && /\d.*,/.test(text));
}

function keysOf(asked: PersonSubject): Key[] {
  const { givenNames, surname, dateOfBirth, approximateAge, phones, location } = asked;
  const named = givenNames !== undefined && surname !== undefined;
  const has: readonly (readonly [Key, boolean])[] = [
    ['name+dateOfBirth', named && dateOfBirth?.length === 10],
    ['name+age', named && (approximateAge !== undefined || dateOfBirth !== undefined)],
    ['name+address', named && isDoor(location)],
    ['name+phone', named && phones.length > 0],
    ['phone', phones.length > 0],
  ];
  return has.flatMap(([key, is]) => (is ? [key] : []));
}
