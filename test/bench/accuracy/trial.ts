import type { RegisterRecord } from '../../../server/contract/index.js';
import type { Verdict } from '../../../server/domain/match/figures.js';
import { RecordIndex } from '../../../server/domain/match/record-index.js';
import type { AnswerOptions } from '../../../server/domain/match/search/answer.js';
import type { Link } from '../../../server/domain/match/types.js';
import { WEIGHTS, type Weights } from '../../../server/domain/match/weights.js';
import { adaptWeights } from '../../../server/platform/cli/match-adapt.js';
import { idOf, recordOf, subjectOf, type Row } from '../../../server/platform/cli/match-rows.js';

/** A register, what is asked of it, and what is right; rows have the columns of `outrider match`. */
export interface Trial {
  readonly register: readonly Row[];
  readonly queries: readonly Query[];
  /** the day that ages are as of */
  readonly at: string;
}

export interface Query {
  readonly row: Row;
  /** ids of the records that are right; none: not in the register */
  readonly right: ReadonlySet<string>;
  /** of what kind it is, for the tables by kind and by origin */
  readonly kind?: string;
}

/** A query and what was found, each record once. */
export interface Answered extends Query {
  readonly links: readonly Link[];
}

/** Rows that weights are adapted to, as `outrider match` does when it is not told otherwise. */
const SAMPLE = 3000;
const LEAST = 0.001;

/** Answers a trial just as `outrider match` would, which reads the same rows and adapts to them unless told not to. */
export function answerTrial(
  { register, queries, at }: Trial,
  { adapt = true, base = WEIGHTS as Weights } = {},
): Answered[] {
  const index = indexOf(register);
  const sample = spread(queries, SAMPLE).map(({ row }) => row);
  const weights = adapt ? adaptWeights(index, sample, at, base, () => ({})) : base;
  return queries.map((query) => ({
    ...query,
    links: ask(index, query.row, at, { least: LEAST, wide: true, weights }),
  }));
}

export function indexOf(register: readonly Row[]): RecordIndex {
  const records = new Map<string, RegisterRecord>();
  for (const row of register) records.set(recordOf(row).recordId, recordOf(row));
  const index = new RecordIndex((_, recordId) => records.get(recordId));
  index.build(
    'register',
    [...records.values()].map((record) => ({ batch: 'trial', record })),
  );
  return index;
}

export function ask(index: RecordIndex, row: Row, at: string, options: AnswerOptions): Link[] {
  const subject = subjectOf(row);
  if (subject === undefined) return [];
  const seen = new Set<string>();
  return index.ask(subject, at, undefined, options).links.filter(({ recordId }) => {
    const first = !seen.has(recordId);
    seen.add(recordId);
    return first;
  });
}

/** At most so many, evenly from the whole. */
export function spread<T>(all: readonly T[], most: number): T[] {
  const step = Math.max(1, Math.ceil(all.length / most));
  return all.filter((_, at) => at % step === 0);
}

export const verdictsOf = (answered: readonly Answered[]): Verdict[] =>
  answered.flatMap(({ links: [first], right }) =>
    first === undefined ? [] : [{ probability: first.probability, tier: first.tier, right: right.has(first.recordId) }],
  );

export const knownOf = (answered: readonly Answered[]): Answered[] => answered.filter(({ right }) => right.size > 0);

/** Share of those known whose right record is among the first `most`. */
export function recallWithin(answered: readonly Answered[], most: number): number {
  const known = knownOf(answered);
  const found = known.filter(({ links, right }) => links.slice(0, most).some(({ recordId }) => right.has(recordId)));
  return found.length / Math.max(1, known.length);
}

/** Every miss in a line, by kind: for whoever wants to make the next one a hit. */
export function missesOf(
  answered: readonly Answered[],
  registerRow: (id: string) => Row | undefined,
): { readonly kind: string; readonly line: string }[] {
  return answered.flatMap(({ row, right, links, kind = '' }) => {
    const [first] = links;
    const isRight = first !== undefined && right.has(first.recordId);
    const told = (what: string) => ({
      kind: kind === '' ? what : `${what} (${kind})`,
      line: `${sayRow(row)} → ${first === undefined ? 'nothing' : `${first.tier} ${first.probability.toFixed(4)} ${sayRecord(first)}`}; right: ${
        [...right]
          .slice(0, 2)
          .map((id) => sayRow(registerRow(id) ?? { id }))
          .join(' / ') || 'nobody'
      } [${idOf(row)}]`,
    });
    if (first?.tier === 'match' && !isRight) return [told('another is called a match')];
    if (right.size === 0) return first !== undefined && first.probability >= 0.5 ? [told('a stranger is joined')] : [];
    if (!links.some(({ recordId }) => right.has(recordId))) return [told('not found at all')];
    if (!isRight) return [told('found, but not first')];
    return first.probability < 0.5 ? [told('first, but thought unlikely')] : [];
  });
}

const sayRow = (row: Row): string =>
  Object.entries(row)
    .filter(([name, value]) => value !== '' && !name.endsWith('_id'))
    .map(([, value]) => value)
    .join(' ');

function sayRecord({ record, evidence }: Link): string {
  const [person] = record.people ?? [];
  const address = Object.values(record.addresses?.[0] ?? {}).join(' ');
  const bits = evidence.map(({ field, weight }) => `${field} ${weight.toFixed(1)}`).join(', ');
  return `${person?.givenNames ?? ''} ${person?.surname ?? ''} ${person?.dateOfBirth ?? ''} ${address} {${bits}}`;
}

export type { Row };
