import { existsSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startGuarded } from '../bench/matching/guarded.js';
import { isMet } from '../bench/rows.js';

describe('a measurement', () => {
  it.each([
    [2.9, '≤ 3', true],
    [3.1, '≤ 3', false],
    [1_316, '≥ 50,000', false],
    [0, '0', true],
    [1, '0', false],
    [9, '≤ 3 at 1,000,000', undefined],
    [9, undefined, undefined],
  ])('says of %d that the goal %p is met: %p', (value, goal, met) => {
    expect(isMet({ what: 'a figure', value, unit: '', ...(goal === undefined ? {} : { goal }) })).toBe(met);
  });

  it('leaves no program running and no folder behind, once whoever started them lets go', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'outrider-guarded-'));
    const stop = startGuarded(['sleep', '600'], folder);
    await stop();
    expect(existsSync(folder)).toBe(false);
  });
});
