import { createHash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import fc from 'fast-check';
import { verifyRecord } from '../../server/platform/verifier/verify.js';
import { newFolder, removeFolder } from '../support/log-folder.js';
import { readRecord, writeRecord } from '../support/written-record.js';
import type { Tried, TrialOptions } from './promise.js';
import { arbitraryTampering } from './tampering.js';

/** So many entries that ten thousand tamperings are nearly all different. */
const APPENDS = 100;

/** Tampers with a written record in every way that is known, by chance, and has each result verified. */
export async function tamperRecord({
  seed,
  count,
  progress,
}: TrialOptions & { readonly count: number }): Promise<Tried> {
  const folder = await newFolder();
  try {
    const fingerprint = await writeRecord(folder, APPENDS);
    const record = await readRecord(folder);
    const different = new Set<string>();
    const faults: string[] = [];
    let found = 0;
    for (const [index, { name, after }] of fc.sample(arbitraryTampering(record), { seed, numRuns: count }).entries()) {
      different.add(
        createHash('sha256')
          .update(JSON.stringify([name, after]))
          .digest('base64'),
      );
      const verdict = await verifyRecord({ ...after, whole: true }, [fingerprint]);
      if (verdict.found > 0) found += 1;
      else faults.push(`not found: ${name} (tampering ${index} of seed ${seed})`);
      if (index % 100 === 0) {
        progress(index, faults.length);
        await nextTurn();
      }
    }
    const value = (100 * found) / count;
    return {
      value,
      unit: '% found',
      tried: count,
      distinct: different.size,
      kept: found === count,
      faults: faults.slice(0, 20),
    };
  } finally {
    await removeFolder(folder);
  }
}
