import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

/** Ends this process when its parent has gone, however that ended: nothing that a measurement started may be left running. */
export function endWithParent(): void {
  new Worker(new URL('./watched.js', import.meta.url), { workerData: process.ppid }).unref();
}

/**
 * Runs a program until its own input ends, which it does when whoever holds the other end is gone; then makes it stop:
 * politely, and at once, which is what PostgreSQL takes the second signal for.
 */
const GUARD =
  '"$@" <&- & program=$!; cat >/dev/null; kill -TERM $program; kill -QUIT $program; wait $program; rm -rf -- "$GUARDED_FOLDER"';

/**
 * Starts a program that works in a folder of its own. It is stopped, and the folder removed, when this process ends in
 * whatever way, or when the function that is returned is called.
 */
export function startGuarded(
  command: readonly string[],
  folder: string,
  user: { readonly uid?: number; readonly gid?: number } = {},
): () => Promise<void> {
  const guard = spawn('sh', ['-c', GUARD, 'guard', ...command], {
    ...user,
    // In a group of its own: a signal to ours must not stop the guard before it has done its work.
    detached: true,
    env: { ...process.env, GUARDED_FOLDER: folder },
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  const ended = once(guard, 'exit');
  return async () => {
    guard.stdin.end();
    await ended;
  };
}
