import { tryFuzz } from '../../trust/fuzz/try-fuzz.js';

const SEED = 20260730;

describe('what nobody thought of', () => {
  test('no input crashes, fails, shows a stack or is said again: HTTP, sockets, raw frames, registers', async () => {
    const { faults, value, note } = await tryFuzz({ seed: SEED, count: 3_000, progress: () => undefined });
    expect({ faults, value }).toEqual({ faults: [], value: 0 });
    expect(note).not.toContain('never reached');
  });
});
