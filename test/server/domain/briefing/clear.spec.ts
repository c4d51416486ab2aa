import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fuzzClear } from '../../../bench/clear/fuzz-clear.js';

describe('"no trace" on cards of random situations, against an oracle that knows nothing of the server', () => {
  it('[R2] is never said where it is not true: of no register, for no subject, on no role’s view, at no level', () => {
    const { statuses, timid, wrong, distinct, sets } = fuzzClear(10_000);
    expect(wrong).toEqual([]);
    // It is said where it is true, and everything else is said as well: the drawing reaches all of it.
    expect(timid).toBe(0);
    for (const count of Object.values(statuses)) expect(count).toBeGreaterThan(250);
    expect(distinct).toBeGreaterThan(0.99 * sets);
  });

  it('has an oracle that imports nothing from the server', () => {
    for (const file of ['oracle.ts', 'world.ts', 'chance.ts']) {
      expect(readFileSync(join(process.cwd(), 'test/bench/clear', file), 'utf8')).not.toContain('server/');
    }
  });
});
