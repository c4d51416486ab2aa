import { createServer } from 'node:net';
import { chmod, mkdir, readFile, stat, truncate, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { join } from 'node:path';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { createInterface } from 'node:readline';
import { placesIn } from '../../../../../server/platform/log/embedded/data-folder.js';
import { openEmbeddedLog, openLogReader } from '../../../../../server/platform/log/embedded/open-log.js';
import { inFolder } from '../../../../support/log-folder.js';
import { runChild, startChild } from '../../../../support/log-processes.js';
import { request } from '../../../../support/log-requests.js';

const refusal = async (folder: string): Promise<{ code: string; message: string }> => {
  const log = await openEmbeddedLog(folder).catch((cause: unknown) => cause);
  expect(log).toMatchObject({ name: 'DataFolderError' });
  return log as { code: string; message: string };
};

/** Starts a process that opens the folder; resolves with its first line. */
const holder = async (folder: string): Promise<{ child: ChildProcessWithoutNullStreams; line: string }> => {
  const child = startChild('hold', folder, {});
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  return { child, line };
};

const ended = async (child: ChildProcessWithoutNullStreams): Promise<void> => {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
};

const kill = async (child: ChildProcessWithoutNullStreams): Promise<void> => {
  child.kill('SIGKILL');
  await ended(child);
};

describe('a data folder', () => {
  test('is made when it is missing, for its owner alone', () =>
    inFolder(async (parent) => {
      const folder = join(parent, 'a', 'b');
      await (await openEmbeddedLog(folder)).close();
      expect((await stat(folder)).mode & 0o777).toBe(0o700);
      for (const file of ['outrider.json', 'log/data.mdb', 'log/mark'])
        expect((await stat(join(folder, file))).mode & 0o077).toBe(0);
    }));

  test('has one writer: a second process is told the folder, who has it and what to do', () =>
    inFolder(async (folder) => {
      const { child, line } = await holder(folder);
      expect(line).toBe('OPEN');
      const { code, message } = await refusal(folder);
      expect(code).toBe('IN_USE');
      expect(message).toContain(folder);
      expect(message).toContain(`process ${child.pid}`);
      child.stdin.end();
      await ended(child);
      await (await openEmbeddedLog(folder)).close();
    }));

  test('has one writer within a process too', () =>
    inFolder(async (folder) => {
      const log = await openEmbeddedLog(folder);
      expect((await refusal(folder)).code).toBe('IN_USE');
      await log.close();
      await (await openEmbeddedLog(folder)).close();
    }));

  test('is free at once when its writer is killed', () =>
    inFolder(async (folder) => {
      const { child } = await holder(folder);
      await kill(child);
      await (await openEmbeddedLog(folder)).close();
    }));

  test('is taken while its writer is stopped', () =>
    inFolder(async (folder) => {
      const { child } = await holder(folder);
      child.kill('SIGSTOP');
      expect((await refusal(folder)).code).toBe('IN_USE');
      await kill(child);
    }));

  test('of many who want it at once, one gets it, though a killed writer left its socket', () =>
    inFolder(async (folder) => {
      await kill((await holder(folder)).child);
      const holders = await Promise.all([1, 2, 3, 4, 5].map(() => holder(folder)));
      expect(holders.filter(({ line }) => line === 'OPEN')).toHaveLength(1);
      expect(holders.filter(({ line }) => line.startsWith('REFUSED IN_USE'))).toHaveLength(4);
      await Promise.all(holders.map(({ child }) => kill(child)));
    }));

  test('may have a path that is too long for a socket', () =>
    inFolder(async (parent) => {
      const folder = join(parent, 'x'.repeat(120));
      const log = await openEmbeddedLog(folder);
      expect((await refusal(folder)).code).toBe('IN_USE');
      await log.close();
      await (await openEmbeddedLog(folder)).close();
    }));

  test('that somebody else listens in is in use', () =>
    inFolder(async (folder) => {
      await (await openEmbeddedLog(folder)).close();
      const server = createServer((socket) => socket.end('\n')).listen(join(folder, 'writer.sock'));
      await once(server, 'listening');
      expect((await refusal(folder)).code).toBe('IN_USE');
      server.close();
      await once(server, 'close');
    }));

  test('that is a file, or below one, is refused', () =>
    inFolder(async (parent) => {
      const file = join(parent, 'file');
      await writeFile(file, '');
      for (const folder of [file, join(file, 'below')]) {
        const { code, message } = await refusal(folder);
        expect(code).toBe('NOT_A_FOLDER');
        expect(message).toContain(folder);
      }
    }));

  test('that cannot be written is refused', () =>
    inFolder(async (parent) => {
      const folder = join(parent, 'locked');
      await mkdir(folder);
      await chmod(folder, 0o500);
      await chmod(parent, 0o755);
      const { lines } = await runChild('hold', folder, { unprivileged: true });
      expect(lines).toEqual([
        expect.stringMatching(/^REFUSED NOT_WRITABLE The data folder .*locked cannot be written/),
      ]);
    }));

  test('of a newer format is refused and left alone', () =>
    inFolder(async (folder) => {
      await (await openEmbeddedLog(folder)).close();
      await writeFile(placesIn(folder).format, '{"format":2}\n');
      expect(await refusal(folder)).toMatchObject({
        code: 'NEWER_FORMAT',
        message: expect.stringContaining('newer Outrider'),
      });
      expect(await readFile(placesIn(folder).format, 'utf8')).toBe('{"format":2}\n');
      await expect(openLogReader(folder)).rejects.toMatchObject({ code: 'NEWER_FORMAT' });
    }));

  test.each([
    ['outrider.json is empty', (folder: string) => writeFile(placesIn(folder).format, '')],
    ['the log is no lmdb file', (folder: string) => writeFile(placesIn(folder).logFile, 'x'.repeat(100_000))],
    ['the log was cut short', (folder: string) => truncate(placesIn(folder).logFile, 100)],
  ])('in which %s is refused as damaged', (_, damage) =>
    inFolder(async (folder) => {
      const log = await openEmbeddedLog(folder);
      await log.append(request({ command: 'c1' }));
      await log.close();
      await damage(folder);
      const { code, message } = await refusal(folder);
      expect(code).toBe('CORRUPT');
      expect(message).toContain('restore the folder from a backup');
    }),
  );

  test('whose log lost its last events is refused, unless it was restored', () =>
    inFolder(async (folder) => {
      const log = await openEmbeddedLog(folder);
      await log.append(request({ command: 'c1' }));
      await log.close();
      const older = await readFile(placesIn(folder).logFile);
      const longer = await openEmbeddedLog(folder);
      await longer.append(request({ command: 'c2' }));
      await longer.close();
      await writeFile(placesIn(folder).logFile, older);
      const { code, message } = await refusal(folder);
      expect(code).toBe('CORRUPT');
      expect(message).toContain('ends at position 1, but went on to 2');
      const restored = await openEmbeddedLog(folder, { restored: true });
      expect(await restored.append(request({ command: 'c3' }))).toMatchObject({ first: 2 });
      await restored.close();
    }));

  test('without a log cannot be opened for reading', () =>
    inFolder(async (folder) => {
      await expect(openLogReader(folder)).rejects.toMatchObject({ code: 'CORRUPT' });
    }));
});
