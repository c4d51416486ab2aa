import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Wanted } from './matcher-core.js';

/** What a builder is told. */
export interface BuildOrder {
  readonly folder: string;
  readonly registers: readonly Wanted[];
}

/**
 * Has another thread build the index of all registers of a data folder and leave it there as the snapshot.
 * @throws Error when that thread fails
 */
export async function buildBeside(order: BuildOrder): Promise<void> {
  const builder = new Worker(new URL('./build-worker.js', import.meta.url), { workerData: order });
  // Whoever is being closed does not wait for it.
  builder.unref();
  const [code] = (await once(builder, 'exit')) as [number];
  if (code !== 0) throw new Error(`The builder of the index ended with ${code}`);
}
