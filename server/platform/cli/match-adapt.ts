import { agesAt, dayOfInstant, parseDate, dayOf } from '../../domain/match/normalise/date.js';
import { Learner } from '../../domain/match/learn.js';
import type { RecordIndex } from '../../domain/match/record-index.js';
import type { AnswerOptions } from '../../domain/match/search/answer.js';
import type { Weights } from '../../domain/match/weights.js';
import { readTable, recordOf, subjectOf, type Row } from './match-rows.js';

/** Rows that weights are adapted to, at least when there are as many, and how often. */
const SAMPLE = 3000;
const ROUNDS = 3;
/** Answers below this probability teach nothing. */
const LEAST = 0.001;

/** Rows spread evenly over a file. */
export async function sampleRows(file: string): Promise<Row[]> {
  let sample: Row[] = [];
  let [count, step] = [0, 1];
  for await (const row of readTable(file, [])) {
    if (count % step === 0) sample.push(row);
    count += 1;
    if (sample.length < 2 * SAMPLE) continue;
    sample = sample.filter((_, at) => at % 2 === 0);
    step *= 2;
  }
  return sample;
}

/**
 * Adapts a weight list to a register and to what is asked of it, without being told any truth: a population whose dates
 * are often wrong should not be weighed like one whose dates never are.
 * @param more options of each search, by the id of its row
 */
export function adaptWeights(
  index: RecordIndex,
  sample: readonly Row[],
  at: string,
  base: Weights,
  more: (id: string) => AnswerOptions,
): Weights {
  // How sure the list is says nothing of a population that it was not fitted to.
  let weights: Weights = { ...base, calibration: [] };
  for (let round = 0; round < ROUNDS; round += 1) {
    const learner = new Learner({ ...base, address: { ...base.address, same: weights.address.same } });
    for (const row of sample) {
      const subject = subjectOf(row);
      if (subject === undefined) continue;
      index.ask(subject, at, undefined, { least: LEAST, weights, learner, ...more(recordOf(row).recordId) });
    }
    weights = learner.weights(`${base.version}+adapted`);
  }
  return weights;
}

/** Confident answers about people of a stated age, without looking at it, that it takes to date a file. */
const ENOUGH = 30;
const CONFIDENT = 0.95;
const MOST_ASKED = 1500;

/**
 * The instant that the ages of a file are as of: today, unless the people that are found without their age are mostly
 * one year or more older or younger than stated, as in a file from another year.
 */
export function referenceDay(
  index: RecordIndex,
  sample: readonly Row[],
  now: string,
  tell: (line: string) => void,
): string {
  const today = dayOfInstant(now);
  const off: number[] = [];
  for (const row of sample.filter((one) => one['approximate_age']).slice(0, MOST_ASKED)) {
    const subject = subjectOf({ ...row, approximate_age: '' });
    if (subject === undefined) continue;
    const [best] = index.ask(subject, now).links;
    const birth = parseDate(best?.record.people?.[best.personIndex ?? 0]?.dateOfBirth);
    if (best === undefined || best.probability < CONFIDENT || dayOf(birth) === 0) continue;
    off.push(agesAt(birth, today)[0] - Number(row['approximate_age']));
  }
  const years = off.toSorted((a, b) => a - b)[Math.floor(off.length / 2)] ?? 0;
  if (off.length < ENOUGH || years === 0) return now;
  const day = `${Number(now.slice(0, 4)) - years}${now.slice(4)}`.replace('-02-29', '-02-28');
  tell(`Ages are taken as of ${day.slice(0, 10)}, as ${off.length} confident answers say; --at sets the day.`);
  return day;
}
