import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { openEmbeddedLog } from '../../server/platform/log/embedded/open-log.js';
import { inFolder } from '../support/log-folder.js';
import { acknowledged, runChild, type ChildResult } from '../support/log-processes.js';
import { everything } from '../support/log-requests.js';
import type { Tried, TrialOptions } from './promise.js';

/** A short run, in which every call to the disk has its place: one append after the other, two events each. */
const RUN = { from: 1, count: 12, writers: 1, bytes: 2000 };
const EVENTS_EACH = 2;
/** One thread writes, and strace counts each thread's calls by themselves: so the n-th call of it is the n-th of the run. */
const ONE_THREAD = ['env', 'UV_THREADPOOL_SIZE=1'];

/** How a call to the disk fails, and whether only once or from then on. */
interface Way {
  readonly call: 'pwrite64' | 'fdatasync' | 'fsync' | 'ftruncate' | 'rename';
  readonly error: 'EIO' | 'ENOSPC';
  readonly onwards: boolean;
}
interface Place extends Way {
  readonly nth: number;
}

const CALLS: Readonly<Record<Way['call'], readonly Way['error'][]>> = {
  pwrite64: ['EIO', 'ENOSPC'],
  fdatasync: ['EIO'],
  fsync: ['EIO'],
  ftruncate: ['EIO'],
  rename: ['EIO'],
};
const WAYS: readonly Way[] = (Object.keys(CALLS) as Way['call'][]).flatMap((call) =>
  CALLS[call].flatMap((error) => [true, false].map((onwards) => ({ call, error, onwards }))),
);

/**
 * Lets every single call of a short run to the disk fail, once and from then on, and opens what is left on a sound disk: what
 * was acknowledged is there at its place, the rest reads as it was written, and the run itself read no other number of
 * events than it had been told are stored. It ends with a word of what failed.
 */
export async function tryDisk({ seed, count, progress }: TrialOptions & { readonly count: number }): Promise<Tried> {
  if (spawnSync('strace', ['-V']).status !== 0)
    throw new Error('strace is missing: install it (Debian, Ubuntu: apt-get install strace)');
  const all = [...(await places())];
  const chosen = fc.sample(fc.shuffledSubarray(all, { minLength: all.length }), { seed, numRuns: 1 })[0] ?? [];
  const tried = chosen.slice(0, count);
  const faults: string[] = [];
  let went = 0;
  for (const [index, place] of tried.entries()) {
    const { wrong, isWhole } = await failAt(place);
    if (isWhole) went += 1;
    const { call, error, nth, onwards } = place;
    for (const what of wrong)
      faults.push(`${what}: ${call} ${nth}${onwards ? ' and all later ones' : ''} with ${error} (--seed ${seed})`);
    progress(index + 1, faults.length);
  }
  return {
    value: faults.length,
    unit: 'wrong',
    tried: tried.length,
    distinct: tried.length,
    kept: faults.length === 0,
    faults: faults.slice(0, 20),
    note: `there are ${all.length} places; ${went} of those tried held up no append`,
  };
}

/** Every call to the disk of a run on a sound one, in every way in which it can fail. */
async function places(): Promise<readonly Place[]> {
  const counts = new Map<string, number>();
  await inFolder(async (folder) => {
    const trace = join(folder, 'trace');
    const under = [...ONE_THREAD, 'strace', '-f', '-qq', '-o', trace, '-e', `trace=${Object.keys(CALLS).join()}`];
    const { code, errors } = await runChild('append', join(folder, 'data'), RUN, { under });
    if (code !== 0) throw new Error(`a run on a sound disk failed: ${errors}`);
    const called = new Map<string, number>();
    for (const [, thread = '', call = ''] of (await readFile(trace, 'utf8')).matchAll(/^(\d+) +(\w+)\(/gm)) {
      const nth = (called.get(`${thread} ${call}`) ?? 0) + 1;
      called.set(`${thread} ${call}`, nth);
      counts.set(call, Math.max(counts.get(call) ?? 0, nth));
    }
  });
  return WAYS.flatMap((way) =>
    Array.from({ length: counts.get(way.call) ?? 0 }, (_, at): Place => ({ ...way, nth: at + 1 })),
  );
}

async function failAt({ call, error, nth, onwards }: Place): Promise<{ wrong: string[]; isWhole: boolean }> {
  let outcome = { wrong: [] as string[], isWhole: false };
  await inFolder(async (folder) => {
    const data = join(folder, 'data');
    const inject = `inject=${call}:error=${error}:when=${nth}${onwards ? '+' : ''}`;
    const under = [...ONE_THREAD, 'strace', '-f', '-qq', '-o', '/dev/null', '-e', `trace=${call}`, '-e', inject];
    const result = await runChild('append', data, RUN, { under });
    const acks = acknowledged(result.lines);
    outcome = {
      wrong: [...wordsMissing(result), ...wronglyRead(result), ...(await lostIn(data, acks))],
      isWhole: acks.size === RUN.count,
    };
  });
  return outcome;
}

/** Where appends were held up, something says so: a line of the run's own, or what ended it. */
const wordsMissing = ({ lines, errors, signal }: ChildResult): string[] =>
  acknowledged(lines).size === RUN.count ||
  lines.some((line) => line.startsWith('FAILED ')) ||
  errors !== '' ||
  signal !== null
    ? []
    : ['it ended without a word'];

/** What was read when writing had ended is what was acknowledged, and at most what was on its way. */
function wronglyRead({ lines }: ChildResult): string[] {
  const read = lines.find((line) => line.startsWith('READ '));
  if (read === undefined) return [];
  const [told, stored] = [Number(read.slice('READ '.length)), EVENTS_EACH * acknowledged(lines).size];
  return told === stored || told === stored + EVENTS_EACH ? [] : [`${stored} events were stored and ${told} read`];
}

/** What is missing or elsewhere of what was acknowledged, on a sound disk. */
async function lostIn(
  data: string,
  acks: ReadonlyMap<string, { readonly first: number; readonly last: number }>,
): Promise<string[]> {
  try {
    const log = await openEmbeddedLog(data);
    try {
      await log.verify({ bodies: true });
      const positions = new Map<string, number[]>();
      for (const { commandId, position } of await everything(log))
        positions.set(commandId, [...(positions.get(commandId) ?? []), position]);
      return [...acks].flatMap(([command, { first, last }]) =>
        positions.get(command)?.[0] === first && positions.get(command)?.at(-1) === last
          ? []
          : [`append ${command} is lost`],
      );
    } finally {
      await log.close();
    }
  } catch (cause) {
    return [`what is left cannot be opened: ${String(cause)}`];
  }
}
