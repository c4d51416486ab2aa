/** Two starters in one project folder: the second waits until the first has installed and built. */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ROOT, say } from './say.mjs';

const FOLDER = join(ROOT, '.outrider');
const LOCK = join(FOLDER, 'preparing');

/**
 * @param {() => Promise<void>} work
 * @returns {Promise<void>}
 */
export async function oneAtATime(work) {
  await mkdir(FOLDER, { recursive: true });
  for (let waited = false; !(await take()); waited = true) {
    if (!waited) say('waiting: another Outrider is installing or building here');
    await sleep(200);
  }
  try {
    await work();
  } finally {
    await rm(LOCK, { force: true });
  }
}

/** @returns {Promise<boolean>} whether the lock is ours now; one whose holder has died is cleared away */
async function take() {
  try {
    await writeFile(LOCK, String(process.pid), { flag: 'wx' });
    return true;
  } catch (cause) {
    if (/** @type {NodeJS.ErrnoException} */ (cause).code !== 'EEXIST') throw cause;
  }
  const holder = await readFile(LOCK, 'utf8').catch(() => '');
  if (/^\d+$/.test(holder) && !isRunning(Number(holder))) await rm(LOCK, { force: true });
  return false;
}

/** @param {number} pid */
function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    return /** @type {NodeJS.ErrnoException} */ (cause).code === 'EPERM';
  }
}
