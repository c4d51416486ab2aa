import type { Evidence } from '../../../contract/index.js';
import { roundBits, type Scales } from '../compare/person.js';
import { oneOfAll, priorLine } from '../compare/sentences.js';
import { key } from '../index/keys.js';
import type { PhonePair } from '../index/rows.js';
import type { Shard } from '../index/shard.js';
import { BUDGET, Gathering, type Candidate } from './gathering.js';

/** A record that holds a number, and the person of it whose number it is; undefined: the record’s own. */
export interface PhoneHit {
  readonly candidate: Candidate;
  readonly recordId: string;
  readonly personIndex: number | undefined;
  readonly probability: number;
  readonly weight: number;
  readonly evidence: readonly Evidence[];
}

/** Finds the records that hold a number: exact, and saying nothing about who is using it. */
export function findPhone(
  ours: PhonePair,
  shards: readonly Shard[],
  scales: Scales,
): { readonly hits: readonly PhoneHit[]; readonly skipped: boolean } {
  const gathering = new Gathering(shards, BUDGET);
  gathering.open(key.phone(ours));
  const { population, weights } = scales;
  const prior = roundBits(
    Math.log2(weights.prior.knownOdds / Math.max(population.people, weights.prior.smallestPopulation)),
  );
  const agrees = roundBits(-Math.log2(population.phone(ours)));
  const evidence: readonly Evidence[] = [
    priorLine(prior, oneOfAll(scales)),
    {
      field: 'phone',
      agreement: 'agrees',
      weight: agrees,
      sentence: 'this number is on the record, whoever is using it',
    },
  ];
  const holds = ([high, low]: PhonePair): boolean => high === ours[0] && low === ours[1];
  const weight = prior + agrees;
  const hits = gathering.candidates.flatMap((candidate) => {
    const row = candidate.segment.row(candidate.slot);
    const recordId = candidate.segment.recordId(candidate.slot);
    const owners = row.people.flatMap(({ phones }, i) => (phones.some(holds) ? [i] : []));
    const found = { candidate, recordId, probability: 1, weight, evidence };
    const own: PhoneHit[] = owners.map((personIndex) => ({ ...found, personIndex }));
    if (own.length > 0) return own;
    return row.phones.some(holds) ? [{ ...found, personIndex: undefined }] : [];
  });
  const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
  return {
    hits: hits.toSorted(
      (a, b) => order(a.candidate.shard.register, b.candidate.shard.register) || order(a.recordId, b.recordId),
    ),
    skipped: gathering.skipped,
  };
}
