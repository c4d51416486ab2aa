import type { RegisterRecord } from '../../contract/index.js';
import { RecordIndex } from './record-index.js';
import type { Subject, SubjectAnswer } from './types.js';
import { WEIGHTS } from './weights.js';

/** The batch that records are said to be of which were not imported. */
export const REMOTE_BATCH = 'remote';

/**
 * Compares records that somebody else found with the subjects of an incident, by the same evidence as imported ones:
 * whoever found them is not believed about whom they are about.
 *
 * @param holds how many people the register holds: among so many, a name that agrees means less
 * @param at ISO 8601, the time of the check
 */
export function compareRecords(
  {
    register,
    records,
    holds,
  }: { readonly register: string; readonly records: readonly RegisterRecord[]; readonly holds: number },
  subjects: readonly Subject[],
  at: string,
): readonly SubjectAnswer[] {
  const byId = new Map(records.map((record) => [record.recordId, record]));
  const smallestPopulation = Math.max(holds, WEIGHTS.prior.smallestPopulation);
  const index = new RecordIndex((_register, recordId) => byId.get(recordId), {
    ...WEIGHTS,
    prior: { ...WEIGHTS.prior, smallestPopulation },
  });
  index.build(
    register,
    records.map((record) => ({ batch: REMOTE_BATCH, record })),
  );
  return index.check({ subjects, at }).subjects;
}
