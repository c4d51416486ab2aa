import { tryReads } from '../../trust/reads/try-reads.js';

const SEED = 20260730;

describe('who reads what', () => {
  test('[R7] nobody is answered or sent a field that an oracle of its own does not give them', async () => {
    const { faults, value, distinct, note } = await tryReads({ seed: SEED, count: 60_000, progress: () => undefined });
    expect({ faults, value }).toEqual({ faults: [], value: 0 });
    expect(distinct).toBeGreaterThan(1_000);
    for (const kind of ['address', 'party', 'words', 'narrative', 'headline', 'detail']) expect(note).toContain(kind);
  });
});
