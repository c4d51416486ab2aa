/** A thread that builds the index of all registers beside the matcher’s, leaves it as the snapshot, and ends. */
import { workerData } from 'node:worker_threads';
import { logger } from '../metrics/logger.js';
import { openRegisterStore } from '../registers/register-store.js';
import { MatcherCore } from './matcher-core.js';
import { SnapshotFile } from './snapshot-file.js';
import type { BuildOrder } from './build-beside.js';

const { folder, registers } = workerData as BuildOrder;
const store = await openRegisterStore(folder, { readOnly: true });
const core = new MatcherCore(store, {
  snapshot: new SnapshotFile(folder),
  tell: (problem, cause) => logger.warn({ err: cause }, problem),
});
await core.load(registers.map(({ register, batches }) => ({ manifest: { id: register }, active: batches })));
await core.settle();
await store.close();
