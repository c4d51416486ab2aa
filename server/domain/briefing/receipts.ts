import type { Check, Match, Receipt, SubjectRef } from '../../contract/index.js';
import type { HandReceiptMade } from './desk-lines.js';
import type { SubjectAnswer } from '../match/types.js';
import { pick } from '../pick.js';
import type { Key, Manifest } from '../register/types.js';

/** How a register stands at the moment of a check. */
export interface RegisterCondition {
  readonly manifest: Manifest;
  readonly standing:
    | { readonly kind: 'answers'; readonly asOf: string; readonly stale: boolean }
    | { readonly kind: 'unavailable'; readonly reason: string }
    /** a remote register that has not answered what is asked now; `asOf`: up to when it knew what it said before */
    | {
        readonly kind: 'waiting';
        readonly status: 'not-checked' | 'unavailable';
        readonly reason: string;
        readonly asOf?: string;
      }
    | { readonly kind: 'manual' };
}

/**
 * Proof that one register was searched completely and freshly for one subject, with keys good enough for it, and holds
 * nothing. This module alone can make one, in `judge`, and only it makes a `no-trace` receipt (R2).
 */
class SearchedClear {
  // Private, so that no object elsewhere has this type by having its shape.
  readonly #receipt: Receipt;
  /** @param told `by`: the researcher who looked, undefined: the machine did; `reason`: what has to be known of it */
  constructor(
    subject: SubjectRef,
    asOf: string,
    checkedAt: string,
    told: Partial<Record<'by' | 'reason', string | undefined>> = {},
  ) {
    this.#receipt = { subject, status: 'no-trace', asOf, checkedAt, ...pick(told, 'by', 'reason') };
  }
  get receipt(): Receipt {
    return this.#receipt;
  }
}

/**
 * Proof that every subject of a register's line was searched clear: the only thing that a line can say "no trace" from.
 * There is none for no subjects at all.
 */
class ClearLine {
  readonly #receipts: readonly [Receipt, ...Receipt[]];
  constructor(receipts: readonly [Receipt, ...Receipt[]]) {
    this.#receipts = receipts;
  }
  get receipts(): readonly Receipt[] {
    return this.#receipts;
  }
}
export type Clear = ClearLine;

/** What else a receipt can say: never that there is no trace. */
type OtherReceipt = Receipt & { readonly status: Exclude<Receipt['status'], 'no-trace'> };
type Verdict = SearchedClear | { readonly receipt: OtherReceipt };

/**
 * The receipt of one register for one subject.
 *
 * @param condition the register's standing at `at`
 * @param answer what the search of the subject came to
 * @param at ISO 8601, the time of the check
 * @param people.matches the answer's links, as people have decided on them; left out: nobody has
 * @param people.byHand what researchers found where no machine could look
 */
export function receiptFor(
  condition: RegisterCondition,
  answer: SubjectAnswer,
  at: string,
  { matches, byHand = [] }: ByPeople = {},
): Receipt {
  const decided = matches ?? answer.links.map(({ register }) => ({ register, standing: 'unreviewed' as const }));
  const looked = byHand.find((made) => made.register === condition.manifest.id && isAbout(made, answer));
  return looked && NO_MACHINE.has(condition.standing.kind)
    ? judgeByHand(condition.manifest, answer, looked, at).receipt
    : judge(condition, answer, at, decided).receipt;
}

/** Standings in which no machine says anything, and none is about to. */
const NO_MACHINE: ReadonlySet<RegisterCondition['standing']['kind']> = new Set(['manual', 'unavailable']);

interface ByPeople {
  readonly matches?: readonly Decided[];
  readonly byHand?: readonly HandReceiptMade[];
}

const isAbout = ({ subject: made }: HandReceiptMade, { subject }: SubjectAnswer): boolean =>
  made.kind === subject.kind && made.id === subject.id;

/** What a named researcher found is judged as a machine's search is: by its keys and its age. */
function judgeByHand(
  manifest: Manifest,
  answer: SubjectAnswer,
  { status, by, at: madeAt }: HandReceiptMade,
  at: string,
): Verdict {
  const { subject } = answer;
  const dated = { subject, asOf: madeAt, checkedAt: madeAt, by };
  if (status === 'hit') return { receipt: { ...dated, status: 'hit' } };
  if (!keysSuffice(manifest, answer)) {
    return { receipt: { subject, status: 'not-checked', by, reason: keysWanted(manifest, subject) } };
  }
  if (isOlderThan(manifest.freshnessLimitHours, madeAt, at)) {
    return { receipt: { ...dated, status: 'stale', reason: 'nothing was found, but that is too long ago' } };
  }
  return new SearchedClear(subject, madeAt, madeAt, { by });
}

const isOlderThan = (hours: number | undefined, madeAt: string, at: string): boolean =>
  hours !== undefined && Date.parse(at) - Date.parse(madeAt) > hours * 3_600_000;

type Decided = Pick<Match, 'register' | 'standing' | 'reviewed'>;

function judge(
  { manifest, standing }: RegisterCondition,
  answer: SubjectAnswer,
  at: string,
  matches: readonly Decided[],
): Verdict {
  const { subject } = answer;
  const not = (status: 'not-checked' | 'unavailable', reason: string): Verdict => ({
    receipt: { subject, status, reason },
  });
  if (standing.kind === 'manual')
    return not('not-checked', 'no machine can ask this register: waiting for a researcher');
  if (standing.kind === 'unavailable') return not('unavailable', standing.reason);
  const dated = { subject, ...(standing.asOf === undefined ? {} : { asOf: standing.asOf }), checkedAt: at };
  const found = matches.filter((match) => match.register === manifest.id);
  const hits = found.filter(({ standing: decided }) => decided !== 'rejected');
  if (hits.some(({ standing: decided }) => decided === 'confirmed')) return { receipt: { ...dated, status: 'hit' } };
  if (isAmbiguous(answer) && hits.length > 0) {
    return {
      receipt: { ...dated, status: 'not-checked', reason: `${answer.candidates} people could be meant` },
    };
  }
  if (hits.length > 0) return { receipt: { ...dated, status: 'hit' } };
  // Whoever was rejected stood before others in the search, in any register that is searched with this one; a place or a
  // number in its own alone. Without a second search its silence says nothing.
  const inTheWay = subject.kind === 'person' && manifest.remote === undefined ? matches : found;
  const rejected = inTheWay.find(({ standing: decided }) => decided === 'rejected');
  if (rejected && answer.withoutRejected !== true) {
    const reason = `${notThisPerson(rejected)}; not searched again without it`;
    return { receipt: { ...dated, status: 'not-checked', reason } };
  }
  if (standing.kind === 'waiting') return not(standing.status, standing.reason);
  if (!answer.complete) {
    return { receipt: { ...dated, status: 'not-checked', reason: answer.reason ?? 'the search was not finished' } };
  }
  if (!keysSuffice(manifest, answer)) {
    return { receipt: { ...dated, status: 'not-checked', reason: answer.reason ?? keysWanted(manifest, subject) } };
  }
  if (standing.stale) {
    return {
      receipt: { ...dated, status: 'stale', reason: 'nothing found, but the register is older than its limit' },
    };
  }
  const [rejectedHere] = found;
  return new SearchedClear(subject, standing.asOf, at, { reason: rejectedHere && notThisPerson(rejectedHere) });
}

const notThisPerson = ({ reviewed }: Decided): string =>
  `what was found was rejected by ${reviewed?.by ?? 'a researcher'}: not this person`;

/** Over three candidates for one party: whom the records are about is not known, so none of them is shown. */
export const isAmbiguous = (answer: SubjectAnswer): boolean =>
  answer.subject.kind === 'person' && answer.candidates > 3;

function keysSuffice({ noTraceKeys }: Manifest, { subject, keys }: SubjectAnswer): boolean {
  switch (subject.kind) {
    case 'person':
      return noTraceKeys.person.some((key) => keys.includes(key));
    case 'location':
      return noTraceKeys.location && keys.includes('address');
    case 'phone':
      return noTraceKeys.phone && keys.includes('phone');
  }
}

const IN_WORDS: Readonly<Record<Key, string>> = {
  'name+dateOfBirth': 'a name with date of birth',
  'name+age': 'a name with age',
  'name+address': 'a name with address',
  'name+phone': 'a name with phone number',
  address: 'an address',
  phone: 'a phone number',
};

function keysWanted({ noTraceKeys }: Manifest, subject: SubjectRef): string {
  if (subject.kind === 'location') {
    return noTraceKeys.location ? 'the address is not complete' : 'an address alone rules nothing out here';
  }
  if (subject.kind === 'phone') {
    return noTraceKeys.phone ? 'the number is not complete' : 'a number alone rules nothing out here';
  }
  return `too little to go by: needs ${noTraceKeys.person.map((key) => IN_WORDS[key]).join(' or ')}`;
}

/** Clear, if every receipt of a line says so; undefined otherwise, and for a line without receipts. */
export function clear(receipts: readonly Receipt[]): Clear | undefined {
  const [first, ...rest] = receipts;
  if (first === undefined || receipts.some((receipt) => receipt.status !== 'no-trace')) return undefined;
  return new ClearLine([first, ...rest]);
}

/** Worst first: what a register's line shows when its subjects differ. */
const WORST_FIRST = ['hit', 'unavailable', 'not-checked', 'stale'] as const;

/** One register's line of the check ledger. With nothing to ask about, it is not checked. */
export function ledgerLine(register: string, receipts: readonly Receipt[]): Check {
  const allClear = clear(receipts);
  if (allClear) return { register, status: 'no-trace', subjects: [...allClear.receipts] };
  const status = WORST_FIRST.find((s) => receipts.some((receipt) => receipt.status === s)) ?? 'not-checked';
  return { register, status, subjects: [...receipts] };
}

const NOT_CHECKED: readonly string[] = ['not-checked', 'unavailable', 'stale'];

/** The registers whose silence means nothing: not checked, unavailable or stale. */
export const notFullyChecked = ({ checks }: { readonly checks: readonly Check[] }): string[] =>
  checks.filter(({ status }) => NOT_CHECKED.includes(status)).map(({ register }) => register);
