import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Outrider } from '../support/outrider.js';
import { quantile } from '../bench/quantile.js';
import type { Tried, TrialOptions } from './promise.js';

/** Seconds from the kill to the first answer that says it is ready. */
const GOAL_SECONDS = 5;
/** Calls that come in before each kill, so that there is something on its way. */
const CALLS = 20;

/**
 * Kills a running Outrider without a chance to tidy up, while calls come in, and starts it again on the same folder: with
 * the demonstration's force, as many people as `npm start` has, and the index of its matcher saved, as it is some seconds
 * after a first start. Before that a start makes the index anew.
 */
export async function recover({ count, progress }: TrialOptions & { readonly count: number }): Promise<Tried> {
  const env = { OUTRIDER_FEED: 'off', OUTRIDER_DEMO_PEOPLE: '100000' };
  let outrider = await Outrider.start({ env });
  const { dataFolder } = outrider;
  await saved(join(dataFolder, 'matcher', 'index.snapshot'));
  const seconds: number[] = [];
  const faults: string[] = [];
  let taken = 0;
  try {
    for (let kill = 0; kill < count; kill += 1) {
      const handler = await outrider.signIn('handler');
      const calls = Array.from({ length: CALLS }, (_, call) =>
        handler.post<{ id?: string }>('/api/incidents', { source: '999', narrative: `call ${kill}/${call}` }),
      );
      const answered = await Promise.all(calls.slice(0, CALLS / 2));
      taken += answered.filter(({ status }) => status === 201).length;
      for (const call of calls) call.catch(() => undefined);
      const began = performance.now();
      await outrider.kill();
      outrider = await Outrider.start({ env, dataFolder });
      const ready = await outrider.call('GET', '/readyz');
      if (ready.status !== 200) faults.push(`kill ${kill}: /readyz answered ${ready.status}`);
      seconds.push((performance.now() - began) / 1000);
      const supervisor = await outrider.signIn('supervisor');
      const kept = (await supervisor.get<readonly unknown[]>('/api/incidents')).body.length;
      if (kept < taken) faults.push(`kill ${kill}: ${taken} calls were answered, ${kept} are there`);
      progress(kill + 1, faults.length);
    }
  } finally {
    await outrider.stop();
    await rm(dataFolder, { recursive: true, force: true });
  }
  const value = quantile(seconds, 0.99);
  const kept = value <= GOAL_SECONDS && faults.length === 0;
  return {
    value,
    unit: 's, p99',
    tried: count,
    distinct: count,
    kept,
    faults,
    note: `p50 ${quantile(seconds, 0.5).toFixed(2)} s`,
  };
}

/** Resolves when a file is there. @throws Error when it does not come within a minute */
async function saved(file: string): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    if (existsSync(file)) return;
    await wait(100);
  }
  throw new Error(`${file} was never written`);
}
