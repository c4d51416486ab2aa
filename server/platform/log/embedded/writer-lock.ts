import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { renameSync, statSync, symlinkSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataFolderError } from './data-folder.js';

/** The name of the socket that the one writer of a folder listens on. */
const NAME = 'writer.sock';
/** The longest path that every system takes for a socket. */
const LONGEST_PATH = 100;

/** Identity of a file: another one in its place has another. */
const identityOf = (path: string): string | undefined => {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false });
  return found === undefined ? undefined : `${found.dev}:${found.ino}:${found.ctimeNs}`;
};

/** Runs `action` with a path to the folder that is short enough for sockets: a link in the temporary folder if need be. */
const withShortPath = async <T>(folder: string, action: (short: string) => Promise<T>): Promise<T> => {
  if (Buffer.byteLength(join(folder, `${NAME}.0123456789ab`)) <= LONGEST_PATH) return action(folder);
  const aliases = await mkdtemp(join(tmpdir(), 'outrider-'));
  try {
    const alias = join(aliases, 'd');
    symlinkSync(folder, alias);
    return await action(alias);
  } finally {
    await rm(aliases, { recursive: true });
  }
};

/** The process id of who listens on a socket; undefined when nobody does: the file was left by a process that ended. */
const holderOf = (path: string): Promise<string | undefined> =>
  new Promise((resolve, reject) => {
    let said = '';
    const socket = connect(path);
    socket.setEncoding('utf8');
    // A process that is stopped, or very busy, holds the folder without saying so.
    socket.setTimeout(1000, () => {
      socket.destroy();
      resolve('unknown');
    });
    socket.on('data', (text: string) => (said += text));
    socket.on('end', () => resolve(said.trim() || 'unknown'));
    socket.on('error', (cause: NodeJS.ErrnoException) => {
      if (cause.code === 'ECONNREFUSED' || cause.code === 'ENOENT') resolve(undefined);
      else if (cause.code === 'EAGAIN' || cause.code === 'ECONNRESET') resolve('unknown');
      else reject(cause);
    });
  });

const listen = async (path: string): Promise<Server> => {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.end(`${process.pid}\n`);
  });
  server.unref();
  server.listen(path);
  await once(server, 'listening');
  return server;
};

/** Held by the one process that writes to a folder. The operating system lets go of it when that process ends, however. */
export class WriterLock {
  private constructor(
    private readonly server: Server,
    private readonly path: string,
  ) {}

  /**
   * @param alone runs an action while no other process runs one on the same folder
   * @throws DataFolderError `IN_USE`
   */
  static async claim(folder: string, alone: <T>(action: () => T) => T): Promise<WriterLock> {
    return withShortPath(folder, async (short) => {
      const own = join(short, `${NAME}.${randomBytes(6).toString('hex')}`);
      const shared = join(short, NAME);
      const server = await listen(own);
      try {
        for (;;) {
          const seen = identityOf(shared);
          const holder = seen === undefined ? undefined : await holderOf(shared);
          if (holder !== undefined)
            throw new DataFolderError(
              'IN_USE',
              `The data folder ${folder} is in use by another Outrider (process ${holder}). ` +
                'Stop that one first, or name another folder in OUTRIDER_DATA.',
            );
          // Between the look and the taking, another process may have taken it: then look again.
          const taken = alone(() => {
            if (identityOf(shared) !== seen) return false;
            renameSync(own, shared);
            return true;
          });
          if (taken) return new WriterLock(server, join(folder, NAME));
        }
      } catch (cause) {
        server.close();
        throw cause;
      }
    });
  }

  async release(): Promise<void> {
    // Nobody else has put theirs in its place while somebody listened on this one.
    await rm(this.path, { force: true });
    this.server.close();
    await once(this.server, 'close');
  }
}
