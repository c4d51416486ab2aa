import { join } from 'node:path';
import { CheckpointFile } from '../../server/platform/record/checkpoint-file.js';
import { openSigningKey } from '../../server/platform/record/signing-key.js';
import { openEmbeddedLog } from '../../server/platform/log/embedded/open-log.js';
import type { NewEvent } from '../../server/ports.js';
import { folderEvidence } from '../../server/platform/verifier/folder-evidence.js';
import type { Record } from '../trust/tampering.js';
import { request } from './log-requests.js';

/** So many appends between two checkpoints. */
const APPENDS_A_CHECKPOINT = 8;

/** Where a test keeps the second copy of checkpoints of a data folder. */
export const secondPlaceOf = (folder: string): string => join(folder, 'second-place');

/**
 * Writes a small record with the real log: several streams, appends of several events, an erasure that says so, and
 * checkpoints, the last one over its end. Resolves to the fingerprint of the key that signed them.
 */
export async function writeRecord(folder: string, appends = 40): Promise<string> {
  const log = await openEmbeddedLog(folder);
  const key = await openSigningKey(join(folder, 'checkpoint.key'));
  const file = new CheckpointFile(folder, secondPlaceOf(folder), key);
  const checkpoint = async (): Promise<void> => {
    const at = '2026-03-01T02:14:00.000Z';
    await file.add({ kind: 'checkpoint', at, ...(await log.head()) });
  };
  for (let number = 1; number <= appends; number += 1) {
    const stream =
      (['incident/kept', 'incident/erased', 'reader/officer1', 'desk/desk'] as const)[number % 4] ?? 'desk/desk';
    await log.append(request({ command: `c${number}`, stream, bodies: [{ number }, { note: `note ${number}` }] }));
    if (number % APPENDS_A_CHECKPOINT === 0) await checkpoint();
  }
  const said: NewEvent = {
    type: 'contents-erased',
    body: { v: 1, reason: 'kept long enough', name: 'Administrator', reference: 'R-1', remains: [] },
  };
  const erasure = await log.append({ ...request({ command: 'erase', stream: 'incident/erased' }), events: [said] });
  if (erasure.kind === 'appended') await log.eraseBodies('incident/erased', erasure.version - 1);
  await checkpoint();
  await log.close();
  return key.fingerprint;
}

/** The record in a folder, in memory. */
export async function readRecord(folder: string): Promise<Record> {
  const evidence = await folderEvidence(folder, secondPlaceOf(folder));
  const { end, reached, checkpoints, checkpointsCopy } = evidence;
  const entries = [];
  // Copies: what lmdb hands out lives only as long as its snapshot.
  for await (const { key, header, bodies } of evidence.entries) {
    const own = bodies?.map((body) => (body === 'withheld' ? body : Buffer.from(body)));
    entries.push({ key, header: Buffer.from(header), bodies: own });
  }
  await evidence.close();
  return { entries, end: end ?? { position: 0, link: '' }, reached, checkpoints, checkpointsCopy };
}
