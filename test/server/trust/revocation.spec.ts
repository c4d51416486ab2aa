import { tryRevocation } from '../../trust/revocation.js';

const SEED = 20260730;

describe('who may read no longer', () => {
  test('[R7] is answered nothing and pushed nothing, however it ended, from the answer that it did', async () => {
    const { faults, value, distinct } = await tryRevocation({ seed: SEED, count: 200, progress: () => undefined });
    expect({ faults, value }).toEqual({ faults: [], value: 0 });
    expect(distinct).toBe(45);
  });
});
