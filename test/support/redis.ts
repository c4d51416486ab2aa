import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createClient } from 'redis';
import type { RedisSettings } from '../../server/platform/redis/open-redis.js';
import { readRedisPlace } from '../../server/platform/redis/place.js';
import { freePort } from './free-port.js';
import { newFolder, removeFolder } from './log-folder.js';

/** Which Redis the tests run on: the machine's own, or another version of it by its path. */
const PROGRAM = process.env['OUTRIDER_TEST_REDIS'] ?? 'redis-server';
const MISSING = 'redis-server is missing: install it (Debian, Ubuntu: apt-get install redis-server)';

/** What a log may be trusted to. */
const SAFE = { appendonly: 'yes', appendfsync: 'always', 'maxmemory-policy': 'noeviction' };
/** What a test need not wait for, or keep. */
const QUICK = { save: '', 'repl-diskless-sync-delay': '0' };

type Config = Readonly<Record<string, string>>;

/** A real Redis on a free port, with a folder of its own: it ends with the process that started it, however that ends. */
export class RedisServer {
  #process: ChildProcess | undefined;

  private constructor(
    readonly port: number,
    readonly folder: string,
    private readonly argsOf: (server: RedisServer, more: Config) => readonly string[],
  ) {}

  /** @param config as in redis.conf, over what makes it safe */
  static async start(config: Config = {}): Promise<RedisServer> {
    const server = new RedisServer(await freePort(), await newFolder(), ({ port, folder }, more) => {
      const set = { port: String(port), bind: '127.0.0.1', dir: folder, ...SAFE, ...QUICK, ...config, ...more };
      return Object.entries(set).flatMap(([name, value]) => [`--${name}`, value]);
    });
    await server.run();
    return server;
  }

  /** A server that keeps a copy of another one, and may take its place. */
  static replicaOf({ port }: RedisServer, config: Config = {}): Promise<RedisServer> {
    return RedisServer.start({ replicaof: `127.0.0.1 ${port}`, ...config });
  }

  /** A Sentinel that by itself decides that the primary is gone, and has a replica take its place. */
  static async sentinel(name: string, primary: RedisServer, downAfterMs: number): Promise<RedisServer> {
    const server = new RedisServer(await freePort(), await newFolder(), ({ folder }) => [
      join(folder, 'sentinel.conf'),
      '--sentinel',
    ]);
    const lines = [
      `port ${server.port}`,
      'bind 127.0.0.1',
      `dir ${server.folder}`,
      `sentinel monitor ${name} 127.0.0.1 ${primary.port} 1`,
      `sentinel down-after-milliseconds ${name} ${downAfterMs}`,
      `sentinel failover-timeout ${name} 3000`,
    ];
    await writeFile(join(server.folder, 'sentinel.conf'), `${lines.join('\n')}\n`);
    await server.run();
    return server;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  /** The settings of a node that keeps its log here. */
  settings({ url = this.url, replicas = 0 } = {}): RedisSettings {
    return { place: readRedisPlace(url), replicas, force: 'test' };
  }

  /** Where it keeps what it must not lose. */
  get logFolder(): string {
    return join(this.folder, 'appendonlydir');
  }

  /** The file in there that grows: another one after each time that it was written anew. */
  get logFile(): string {
    const manifest = readFileSync(join(this.logFolder, 'appendonly.aof.manifest'), 'utf8');
    return join(this.logFolder, [...manifest.matchAll(/^file (\S+) .*type i$/gm)].at(-1)?.[1] ?? '');
  }

  /** Whether a text, or bytes, stand in any of the files that it keeps. */
  async holds(text: string | Buffer): Promise<boolean> {
    const files = await readdir(join(this.folder, 'appendonlydir'));
    const contents = await Promise.all(
      files.map((file) => readFile(join(this.logFolder, file)).catch(() => Buffer.alloc(0))),
    );
    return contents.some((content) => content.includes(text));
  }

  /** Runs it, again after it was ended: with what it had. */
  async run(more: Config = {}): Promise<void> {
    // The kernel ends it when its parent goes: no test that dies leaves one behind.
    const command = ['--pdeathsig', 'KILL', PROGRAM, ...this.argsOf(this, more)];
    const child = spawn('setpriv', command, { stdio: ['ignore', 'pipe', 'ignore'] });
    let said = '';
    child.stdout.on('data', (text: Buffer) => (said = (said + text.toString()).slice(-4000)));
    this.#process = child;
    const ended = once(child, 'exit').then(() => {
      throw new Error(said === '' ? MISSING : `redis-server ended:\n${said}`);
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
      } catch (cause) {
        // It is there, and wants a password first.
        if (cause instanceof Error && cause.message.startsWith('NOAUTH')) return;
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
