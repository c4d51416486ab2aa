import { existsSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { planFor } from '../bench/capacity-plan.js';
import { startGuarded } from '../bench/matching/guarded.js';
import { isMet } from '../bench/rows.js';

describe('a measurement', () => {
  it.each([
    [2.9, '≤ 3', true],
    [3.1, '≤ 3', false],
    [1_316, '≥ 50,000', false],
    [0, '0', true],
    [1, '0', false],
    [9, '≤ 3: twice the echo', false],
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

  it('plans what a force needs by what one of everything costs', () => {
    const costs = {
      reportMs: 1,
      changeMs: 1,
      draftMs: 1,
      cardMs: 1,
      socketMs: 1,
      followMs: 1,
      redisMs: 1,
      eventsPerReport: 1,
      eventsPerChange: 1,
      eventsPerDraft: 0,
      redisBytes: 1_000,
      fileBytes: 500,
    };
    const load = { reportsPerDay: 86_400, peak: 2, changes: 3, drafts: 4, readers: 5, sockets: 10, nodes: 3 };
    // Two incidents a second: 28 ms each where they are taken, and 4 events of 1 ms each on two nodes that follow.
    expect(planFor(costs, load)).toEqual({
      nodeCores: 0.082,
      redisCores: 0.008,
      eventsPerYear: 126_144_000,
      redisGBPerYear: 126.144,
      fileGBPerYear: 63.072,
    });
  });
});
