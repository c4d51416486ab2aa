/** The matcher’s thread: opens the registers for reading, and answers one message after another. */
import { parentPort, workerData } from 'node:worker_threads';
import { openRegisterStore } from '../registers/register-store.js';
import { logger } from '../metrics/logger.js';
import { buildBeside } from './build-beside.js';
import { MatcherCore } from './matcher-core.js';
import type { Numbered, Reply, Request } from './messages.js';
import { SnapshotFile } from './snapshot-file.js';
import { readForceWeights } from './weights-file.js';

if (parentPort === null) throw new Error('This file is run as a worker thread');
const port = parentPort;
const { folder } = workerData as { readonly folder: string };
const store = await openRegisterStore(folder, { readOnly: true });
const core = new MatcherCore(store, {
  weights: await readForceWeights(folder),
  snapshot: new SnapshotFile(folder),
  buildBeside: (registers) => buildBeside({ folder, registers }),
  tell: (problem, cause) => logger.warn({ err: cause }, problem),
});

port.on('message', ({ id, request }: Numbered) => {
  void answer(id, request).then((reply) => {
    port.postMessage(reply);
    if (request.do === 'close') port.close();
  });
});

async function answer(id: number, request: Request): Promise<Reply> {
  try {
    return { id, ...(await serve(request)) };
  } catch (cause) {
    return { id, failed: cause instanceof Error ? cause.message : String(cause) };
  }
}

async function serve(request: Request): Promise<Pick<Extract<Reply, { answer?: unknown }>, 'answer'>> {
  switch (request.do) {
    case 'load':
      await core.load(request.registers);
      return {};
    case 'activate':
      await core.activate(request.register, request.active);
      return {};
    case 'check':
      return { answer: core.check(request.query) };
    case 'close':
      await core.settle();
      await store.close();
      return {};
  }
}
