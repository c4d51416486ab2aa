import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { NodePlan } from '../fleet.js';

const SERVER = fileURLToPath(new URL('./peer-server.js', import.meta.url));

/** A node of the peer: it has no folder, and keeps nothing. */
export const peerNode = (redisUrl: string): NodePlan => ({
  start: async () => {
    const child = spawn('setpriv', ['--pdeathsig', 'KILL', process.execPath, SERVER, redisUrl], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = once(child, 'exit');
    const endedEarly = ended.then(() => {
      throw new Error('the peer ended before it served');
    });
    const said = (await Promise.race([once(child.stdout, 'data'), endedEarly])) as [Buffer];
    endedEarly.catch(() => undefined);
    const kill = async (): Promise<void> => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGKILL');
      await ended;
    };
    return { url: String(said[0]).trim(), ended, kill, stop: kill };
  },
  remove: () => Promise.resolve(),
});
