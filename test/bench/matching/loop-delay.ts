import { once } from 'node:events';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Worker } from 'node:worker_threads';
import type { BenchRow } from '../rows.js';
import { row } from './figures.js';
import type { Scale } from './world.js';

/** What a server does for one of its calls, over and over: a message of some kilobytes is read and written. */
const MESSAGE = JSON.stringify(Array.from({ length: 60 }, (_, i) => ({ i, text: 'a line of a briefing card' })));
const EVERY_MS = 5;

/** How late the loop of a thread that works like the server’s is while another thread builds the index. */
export async function delayDuringBuild(scale: Scale): Promise<BenchRow[]> {
  const builder = new Worker(new URL('./build-thread.js', import.meta.url), { workerData: scale });
  await once(builder, 'message');
  const delay = monitorEventLoopDelay({ resolution: 2 });
  const work = setInterval(() => JSON.parse(MESSAGE), EVERY_MS);
  delay.enable();
  builder.postMessage('build');
  const [seconds] = (await once(builder, 'message')) as [number];
  delay.disable();
  clearInterval(work);
  await builder.terminate();
  return [
    row('delay of a server’s loop during a build in its worker, p99', delay.percentile(99) / 1e6, 'ms', '≤ 10'),
    row('that build of people, in slices', seconds, 's'),
  ];
}
