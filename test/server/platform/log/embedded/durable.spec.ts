import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inFolder } from '../../../../support/log-folder.js';
import { runChild } from '../../../../support/log-processes.js';

const CALLS = 'openat,close,fdatasync,fsync,msync,pwrite64,pwritev,write';

/**
 * Reads a trace of system calls: how many acknowledgements were written, and how many of them without a sync of the
 * log's data file that began after the append was asked for and was over by then. Files opened for appending are not
 * counted: they are the room that is kept ahead of the log.
 */
const unsyncedIn = (trace: string): { acknowledgements: number; unsynced: number } => {
  const ahead = new Set<string>();
  const started = new Map<string, number>();
  const asked = new Map<string, number>();
  let lastStart = -1;
  let acknowledgements = 0;
  let unsynced = 0;
  for (const [line, text] of trace.split('\n').entries()) {
    const thread = /^\d+/.exec(text)?.[0] ?? '';
    const opened = /openat\([^)]*"([^"]*)", ([A-Z_|]+).*= (\d+)$/.exec(text);
    if (opened?.[3] !== undefined && opened[2]?.includes('O_APPEND')) ahead.add(opened[3]);
    else if (opened?.[3] !== undefined) ahead.delete(opened[3]);
    const sync = /(?:fdatasync|fsync|msync)\((\w+)/.exec(text)?.[1];
    if (sync !== undefined && !ahead.has(sync)) started.set(thread, line);
    // A sync is over on its own line, or where its thread resumes.
    if ((sync !== undefined || /<\.\.\. (?:fdatasync|fsync|msync) resumed>/.test(text)) && text.endsWith('= 0')) {
      lastStart = Math.max(lastStart, started.get(thread) ?? -1);
      started.delete(thread);
    }
    const [, word, number = ''] = /write\(1, "(ASK|ACK) (\d+)/.exec(text) ?? [];
    if (word === 'ASK') asked.set(number, line);
    if (word === 'ACK') {
      acknowledgements += 1;
      if (lastStart < (asked.get(number) ?? line)) unsynced += 1;
    }
  }
  return { acknowledgements, unsynced };
};

const traced = (sync: boolean): Promise<{ acknowledgements: number; unsynced: number }> =>
  new Promise((resolve, reject) => {
    void inFolder(async (folder) => {
      const trace = join(folder, 'trace');
      const under = ['strace', '-f', '-qq', '-e', `trace=${CALLS}`, '-s', '32', '-o', trace];
      const options = { from: 1, count: 120, writers: 8, bytes: 200, sync };
      const { code, errors } = await runChild('append', join(folder, 'data'), options, { under });
      if (code !== 0) throw new Error(errors);
      resolve(unsyncedIn(await readFile(trace, 'utf8')));
    }).catch(reject);
  });

describe('durable means synced', () => {
  beforeAll(() => {
    if (spawnSync('strace', ['-V']).status !== 0)
      throw new Error('strace is missing: install it (Debian, Ubuntu: apt-get install strace)');
  });

  test('[R1] every acknowledged append was synced between its call and its answer', async () => {
    expect(await traced(true)).toEqual({ acknowledgements: 120, unsynced: 0 });
  });

  test('the proof fails when syncing is switched off', async () => {
    expect(await traced(false)).toEqual({ acknowledgements: 120, unsynced: 120 });
  });
});
