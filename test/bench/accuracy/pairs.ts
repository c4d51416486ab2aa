import { Learner } from '../../../server/domain/match/learn.js';
import { WEIGHTS, type Weights } from '../../../server/domain/match/weights.js';
import { adaptWeights } from '../../../server/platform/cli/match-adapt.js';
import { recordOf, subjectOf } from '../../../server/platform/cli/match-rows.js';
import { besides, PairSearch } from '../../../server/platform/cli/self-pairs.js';
import { AT, febrlFile, febrlRow, personOfFebrl } from './febrl.js';
import { partOf, readSource } from './sources.js';
import { indexOf, spread } from './trial.js';

const LEAST = 1e-6;
const SAMPLE = 3000;

/** Weights counted over the labelled pairs of one set. */
function learnOn(set: string): Weights {
  const cells = readSource(febrlFile(set));
  const people = new Map(cells.map((one) => [febrlRow(set, one)['record_id'], personOfFebrl(set, one)]));
  const rows = cells.map((one) => febrlRow(set, one));
  const index = indexOf(rows);
  let person: string | undefined;
  const learner = new Learner(WEIGHTS, ({ recordId }) => (people.get(recordId) === person ? 1 : 0));
  for (const row of rows) {
    const subject = subjectOf(row);
    if (subject === undefined) continue;
    person = people.get(row['record_id']);
    index.ask(subject, AT, undefined, { least: LEAST, learner, ...besides(recordOf(row).recordId) });
  }
  return learner.weights('learned on FEBRL');
}

/** The pairs of FEBRL 3 that are one person, as `match --self` finds them with weights learned on FEBRL 2; of one part’s people. */
export function febrlPairs(part = 'report'): {
  readonly f1: number;
  readonly precision: number;
  readonly recall: number;
  readonly wrong: readonly string[];
} {
  const set = 'febrl3';
  const cells = readSource(febrlFile(set));
  const people = new Map(cells.map((one) => [febrlRow(set, one)['record_id'] ?? '', personOfFebrl(set, one)]));
  const rows = cells.map((one) => febrlRow(set, one));
  const index = indexOf(rows);
  const weights = adaptWeights(index, spread(rows, SAMPLE), AT, learnOn('febrl2'), besides);
  const search = new PairSearch(index, AT, weights);
  for (const row of rows) search.look(row);
  const counts = (id: string): boolean => partOf('febrl', people.get(id) ?? '') === part;
  const found = search.found().filter(({ a, b }) => counts(a) || counts(b));
  const same = (a: string, b: string): boolean => people.get(a) === people.get(b);
  const right = found.filter(({ a, b }) => same(a, b)).length;
  const truth = pairsOf([...people].filter(([id]) => counts(id)));
  const told = new Set(found.map(({ a, b }) => `${a} ${b}`));
  const wrong = [
    ...found
      .filter(({ a, b }) => !same(a, b))
      .map(({ a, b, probability }) => `joined ${a} ${b} ${probability.toFixed(3)}`),
    ...truth.filter((pair) => !told.has(pair)).map((pair) => `missed ${pair}`),
  ];
  return {
    precision: right / Math.max(1, found.length),
    recall: right / truth.length,
    f1: (2 * right) / (found.length + truth.length),
    wrong,
  };
}

/** The true pairs, each as `PairSearch` would name it. */
function pairsOf(people: readonly (readonly [string, string])[]): string[] {
  const byPerson = new Map<string, string[]>();
  for (const [id, person] of people) byPerson.set(person, [...(byPerson.get(person) ?? []), id]);
  return [...byPerson.values()].flatMap((ids) => {
    const ordered = ids.toSorted();
    return ordered.flatMap((a, at) => ordered.slice(at + 1).map((b) => `${a} ${b}`));
  });
}
