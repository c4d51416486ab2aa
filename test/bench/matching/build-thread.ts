/** A thread that builds the index in slices, as the matcher’s does, once it is told to; says when it is ready, and how long it took. */
import { once } from 'node:events';
import { parentPort, workerData } from 'node:worker_threads';
import { RecordIndex } from '../../../server/domain/match/record-index.js';
import { inSlices } from '../../../server/platform/matcher/slices.js';
import { personRecord, worldOf, type Scale } from './world.js';

if (parentPort === null) throw new Error('This file is run as a worker thread');
const { people } = worldOf({ ...(workerData as Scale), queries: 0, addresses: 0 });
const records = people.map(personRecord);
parentPort.postMessage('ready');
await once(parentPort, 'message');
const started = performance.now();
const loading = new RecordIndex(() => undefined).load('people');
await inSlices(
  (function* adding() {
    for (const record of records) {
      loading.add({ batch: 'b', record });
      yield;
    }
  })(),
);
await inSlices(loading.committing());
parentPort.postMessage((performance.now() - started) / 1000);
