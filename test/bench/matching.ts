/**
 * Measures the matcher on a synthetic register skewed like a real one: building, bytes, queries, and fuse.js over the same
 * people beside it. Run from the build: `node dist/test/bench/matching.js [people]`.
 */
import { pathToFileURL } from 'node:url';
import Fuse from 'fuse.js';
import type { RegisterRecord } from '../../server/contract/index.js';
import { RecordIndex } from '../../server/domain/match/record-index.js';
import type { PersonSubject } from '../../server/domain/match/types.js';
import { tableOf, type BenchRow } from './rows.js';
import { syntheticPeople, type SyntheticPerson } from './synthetic-people.js';

export interface MatchBenchOptions {
  /** people in the register; each has an address, two share one */
  readonly people?: number;
  readonly queries?: number;
  /** queries that fuse.js is given as well: each takes as long as thousands of ours */
  readonly fuseQueries?: number;
  readonly seed?: number;
}

const AT = '2026-11-23T02:14:00Z';

/** Builds, asks and measures. A quarter of the queries are about nobody in the register, half of those at a known address. */
export async function benchMatching({
  people = 100_000,
  queries = 5_000,
  fuseQueries = 5,
  seed = 1,
}: MatchBenchOptions = {}): Promise<BenchRow[]> {
  const world = syntheticPeople(seed, people, queries);
  const records = new Map(world.people.map((person) => [person.id, recordOf(person)]));
  const index = new RecordIndex((_, id) => records.get(id));
  const started = performance.now();
  index.build(
    'bench',
    [...records.values()].map((record) => ({ batch: 'b', record })),
  );
  const built = (performance.now() - started) / 1000;
  const asked = world.queries.map(({ said, truth }) => ({ subject: subjectOf(said), truth }));
  for (const { subject } of asked.slice(0, 500)) index.ask(subject, AT);
  const times: number[] = [];
  let [first, firstFive, known, wrong] = [0, 0, 0, 0];
  for (const { subject, truth } of asked) {
    const from = performance.now();
    const { links } = index.ask(subject, AT);
    times.push(performance.now() - from);
    if (truth !== undefined) known += 1;
    if (truth !== undefined && links[0]?.recordId === truth) first += 1;
    if (truth !== undefined && links.slice(0, 5).some(({ recordId }) => recordId === truth)) firstFive += 1;
    if (links[0]?.tier === 'match' && links[0].recordId !== truth) wrong += 1;
  }
  const fuse = timeFuse(world.people, world.queries.slice(0, fuseQueries));
  const change = timeChanges(index, world.people.slice(0, 500));
  const { registers, dictionaries } = index.bytes;
  const at = (share: number): number => percentile(times, share);
  return [
    row('people', people, ''),
    row('build', built, 's', '≤ 3 at 1,000,000'),
    row('rows, postings and ids', registers / people, 'bytes a person', '≤ 150'),
    row('dictionaries', dictionaries / people, 'bytes a person'),
    row('query, p50', at(0.5), 'ms', '≤ 0.2 at 1,000,000'),
    row('query, p99', at(0.99), 'ms', '≤ 1 at 1,000,000'),
    row('query, p99.9', at(0.999), 'ms', '≤ 3 at 1,000,000'),
    row('one change visible, p99', percentile(change, 0.99), 'ms', '≤ 1'),
    row('truth first, of those known', first / known, '', '≥ 0.95'),
    row('truth among the first five', firstFive / known, '', '≥ 0.98'),
    row('tier match and wrong', wrong / asked.length, 'of all queries', '≤ 0.002'),
    row('fuse.js $or scan, mean', fuse, 'ms'),
    row('fuse.js over ours, at p50', fuse / at(0.5), 'times', '≥ 50,000 at 1,000,000'),
  ];
}

const row = (what: string, value: number, unit: string, goal?: string): BenchRow => ({
  what,
  value: Number(value.toPrecision(4)),
  unit,
  ...(goal === undefined ? {} : { goal }),
});

function percentile(times: readonly number[], share: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}

function recordOf(person: SyntheticPerson): RegisterRecord {
  const { id, givenNames, surname, dateOfBirth, sex, phone, ...address } = person;
  return {
    recordId: id,
    people: [{ role: 'nominal', givenNames, surname, dateOfBirth, sex, phones: [phone] }],
    addresses: [address],
    summary: 'synthetic',
    recordedAt: '2024-01-01',
  };
}

type Said = Partial<Omit<SyntheticPerson, 'id'>> & { readonly age?: number };

function subjectOf({ givenNames, surname, dateOfBirth, sex, phone, age, ...address }: Said): PersonSubject {
  return {
    ref: { kind: 'person', id: 'p1' },
    role: 'other',
    ...(givenNames === undefined ? {} : { givenNames }),
    ...(surname === undefined ? {} : { surname }),
    ...(dateOfBirth === undefined ? {} : { dateOfBirth }),
    ...(age === undefined ? {} : { approximateAge: age }),
    ...(sex === undefined ? {} : { sex }),
    phones: phone === undefined ? [] : [phone],
    ...(Object.keys(address).length === 0 ? {} : { address }),
  };
}

/** The full scan that the matcher is there to avoid: one pattern for each field, any of which may agree. */
function timeFuse(people: readonly SyntheticPerson[], queries: readonly { readonly said: Said }[]): number {
  const keys = ['givenNames', 'surname', 'dateOfBirth', 'street', 'postcode'] as const;
  const fuse = new Fuse(people, { keys: [...keys], threshold: 0.3 });
  const started = performance.now();
  for (const { said } of queries) {
    const given = keys.flatMap((name) => (said[name] === undefined ? [] : [{ [name]: said[name] }]));
    fuse.search({ $or: given }, { limit: 5 });
  }
  return (performance.now() - started) / queries.length;
}

function timeChanges(index: RecordIndex, people: readonly SyntheticPerson[]): number[] {
  return people.map((person) => {
    const record = recordOf(person);
    const from = performance.now();
    index.put('bench', { batch: 'b', record });
    return performance.now() - from;
  });
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const people = Number(process.argv[2] ?? 100_000);
  console.log(tableOf(await benchMatching({ people })));
}
