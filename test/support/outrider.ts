import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Api, PASSWORD } from './api.js';
import { newFolder } from './log-folder.js';

export * from './api.js';

const MAIN = join(process.cwd(), 'dist/server/main.js');

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The built server as a process of its own, as `npm start` runs it. */
export class Outrider extends Api {
  /** Resolves when it has ended, however that came. */
  readonly ended: Promise<unknown>;

  private constructor(
    readonly process: ChildProcess,
    url: string,
    readonly dataFolder: string,
    private readonly ownsFolder: boolean,
  ) {
    super(url);
    this.ended = once(process, 'exit');
  }

  /** Starts it on a free port and waits until it says where it is. */
  static async start(options: { dataFolder?: string; env?: Record<string, string> } = {}): Promise<Outrider> {
    const dataFolder = options.dataFolder ?? (await newFolder());
    const child = launch(dataFolder, options.env);
    let output = '';
    const url = await new Promise<string>((resolve, reject) => {
      child.stdout?.on('data', (chunk: Buffer) => {
        output += chunk.toString();
        const found = /Outrider is at (http\S+)/.exec(output)?.[1];
        if (found && output.includes('Stop with')) resolve(found.replace('localhost', '127.0.0.1'));
      });
      child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()));
      child.once('exit', (code) => reject(new Error(`the server ended with ${code}:\n${output}`)));
    });
    return new Outrider(child, url, dataFolder, options.dataFolder === undefined);
  }

  /** Runs it although it cannot start, and resolves to what it said. */
  static async refused(dataFolder: string, env: Record<string, string> = {}, form = 'demonstration'): Promise<Ended> {
    const child = launch(dataFolder, env, form);
    let stdout = '';
    let stderr = '';
    child.stdout?.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    const [code] = (await once(child, 'close')) as [number | null];
    return { code, stdout, stderr };
  }

  /** Ends it without a chance to tidy up. */
  async kill(): Promise<void> {
    this.hangUp();
    this.process.kill('SIGKILL');
    await this.ended;
  }

  /** Ends it as a service manager would; removes its data folder if it was made for it. Resolves to the exit code. */
  async stop(): Promise<number | null> {
    this.hangUp();
    if (this.process.exitCode === null && this.process.signalCode === null) {
      this.process.kill('SIGTERM');
      await this.ended;
    }
    if (this.ownsFolder) await rm(this.dataFolder, { recursive: true, force: true });
    return this.process.exitCode;
  }
}

function launch(dataFolder: string, env: Record<string, string> = {}, form = 'demonstration'): ChildProcess {
  const inherited = Object.fromEntries(Object.entries(process.env).filter(([key]) => !key.startsWith('OUTRIDER_')));
  // The kernel ends it when its parent goes: no run that is ended from outside leaves one behind.
  const command = ['--pdeathsig', 'KILL', process.execPath, '--enable-source-maps', MAIN, form];
  return spawn('setpriv', command, {
    env: {
      ...inherited,
      NODE_ENV: 'production',
      PORT: '0',
      OUTRIDER_DATA: dataFolder,
      // A test says itself which calls come in, and whom the force knows.
      OUTRIDER_FEED: 'off',
      ...(form === 'demonstration' ? { OUTRIDER_DEMO_PASSWORD: PASSWORD, OUTRIDER_DEMO_PEOPLE: '0' } : {}),
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}
