import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createClient } from 'redis';
import type { RedisSettings } from '../../server/platform/redis/open-redis.js';
import { readRedisPlace } from '../../server/platform/redis/place.js';
import { newFolder, removeFolder } from './log-folder.js';

const MISSING = 'redis-server is missing: install it (Debian, Ubuntu: apt-get install redis-server)';

/** What a log may be trusted to. */
const SAFE = { appendonly: 'yes', appendfsync: 'always', save: '', 'maxmemory-policy': 'noeviction' };

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
};

export interface RedisOptions {
  /** as in redis.conf, over those that make it safe */
  readonly config?: Readonly<Record<string, string>>;
  /** `redis-sentinel` runs a Sentinel */
  readonly program?: 'redis-server' | 'redis-sentinel';
}

/** A real Redis on a free port, with a folder of its own: it ends with the process that started it, however that ends. */
export class RedisServer {
  #process: ChildProcess | undefined;

  private constructor(
    readonly port: number,
    readonly folder: string,
    private readonly options: RedisOptions,
  ) {}

  static async start(options: RedisOptions = {}): Promise<RedisServer> {
    const server = new RedisServer(await freePort(), await newFolder(), options);
    await server.run();
    return server;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  /** The settings of a node that keeps its log here. */
  settings(replicas = 0): RedisSettings {
    return { place: readRedisPlace(this.url), replicas, force: 'test' };
  }

  /** Where it keeps what it must not lose: the file that grows. */
  get logFile(): string {
    return join(this.folder, 'appendonlydir', 'appendonly.aof.1.incr.aof');
  }

  /** Runs it, again after it was ended: with what it had. */
  async run(): Promise<void> {
    const { program = 'redis-server', config = {} } = this.options;
    const set = { port: String(this.port), bind: '127.0.0.1', dir: this.folder, ...SAFE, ...config };
    const args = program === 'redis-server' ? Object.entries(set).flatMap(([name, value]) => [`--${name}`, value]) : [];
    const file = program === 'redis-server' ? [] : [join(this.folder, 'sentinel.conf')];
    // The kernel ends it when its parent goes: no test that dies leaves one behind.
    const child = spawn('setpriv', ['--pdeathsig', 'KILL', program, ...file, ...args], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    let said = '';
    child.stdout.on('data', (text: Buffer) => (said = (said + text.toString()).slice(-4000)));
    this.#process = child;
    const ended = once(child, 'exit').then(() => {
      throw new Error(said.includes('No such file') || said === '' ? MISSING : `${program} ended:\n${said}`);
    });
    await Promise.race([this.#answers(), ended]);
    ended.catch(() => undefined);
  }

  async #answers(): Promise<void> {
    for (;;) {
      const client = createClient({ url: this.url, socket: { reconnectStrategy: false } }).on('error', () => undefined);
      try {
        await client.connect();
        await client.ping();
        return;
      } catch {
        await pause(10);
      } finally {
        if (client.isOpen) client.destroy();
      }
    }
  }

  /** One command, over a connection of its own. */
  async ask<T>(...command: readonly string[]): Promise<T> {
    const client = createClient({ url: this.url }).on('error', () => undefined);
    await client.connect();
    try {
      return await client.sendCommand<T>([...command]);
    } finally {
      client.destroy();
    }
  }

  /** Ends it without a chance to tidy up. */
  async kill(signal: 'SIGKILL' | 'SIGTERM' = 'SIGKILL'): Promise<void> {
    const child = this.#process;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  }

  /** Stops it where it stands, as a machine that hangs: it says nothing, and hangs up on nobody. */
  freeze(): void {
    this.#process?.kill('SIGSTOP');
  }

  thaw(): void {
    this.#process?.kill('SIGCONT');
  }

  async stop(): Promise<void> {
    await this.kill();
    await removeFolder(this.folder);
  }
}
