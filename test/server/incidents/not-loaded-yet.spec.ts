import { notLoadedYet } from '../../../server/incidents/not-loaded-yet.js';
import type { RegisterCondition } from '../../../server/domain/briefing/receipts.js';
import type { CheckAnswer } from '../../../server/domain/match/types.js';
import { MANIFESTS } from '../../../server/domain/register/manifests.js';

const manifest = MANIFESTS.find(({ id }) => id === 'firearms')!;
const answers: RegisterCondition = {
  manifest,
  standing: { kind: 'answers', asOf: '2026-07-30T10:00:00Z', stale: false },
};
const searched = (...batches: string[]): CheckAnswer => ({
  subjects: [],
  searched: batches.map((batch) => ({ register: 'firearms', batch, records: 1 })),
  model: 'test',
});
const active = [
  { batch: 'a', mode: 'replace' },
  { batch: 'b', mode: 'merge' },
] as const;

describe('a register whose newest records are not searched yet', () => {
  it('[R2] says nothing by its silence until the search has every batch that the log tells of', () => {
    expect(notLoadedYet(answers, searched('a'), active).standing).toMatchObject({
      kind: 'waiting',
      status: 'not-checked',
      reason: 'its newest records are still being loaded',
    });
    expect(notLoadedYet(answers, searched('a', 'b'), active)).toBe(answers);
  });

  it('leaves alone what has a reason of its own: no answer, or no machine that looks', () => {
    const manual: RegisterCondition = { manifest, standing: { kind: 'manual' } };
    expect(notLoadedYet(manual, searched(), active)).toBe(manual);
    expect(notLoadedYet(answers, { ...searched(), failure: 'the matcher could not be asked' }, active)).toBe(answers);
  });
});
