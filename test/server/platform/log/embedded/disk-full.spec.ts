import { openEmbeddedLog } from '../../../../../server/platform/log/embedded/open-log.js';
import { inFolder } from '../../../../support/log-folder.js';
import { acknowledged, runChild, type ChildResult } from '../../../../support/log-processes.js';
import { everything } from '../../../../support/log-requests.js';

const BOUND = 100_000;

/** Runs appends until the disk fails them; what the log holds afterwards, on a sound disk, by command. */
const until = async (
  under: readonly string[],
): Promise<{ result: ChildResult; missing: string[]; unacknowledged: string[] }> => {
  let outcome: { result: ChildResult; missing: string[]; unacknowledged: string[] } | undefined;
  await inFolder(async (folder) => {
    const result = await runChild('append', folder, { from: 1, count: BOUND, writers: 16, bytes: 2000 }, { under });
    const acks = acknowledged(result.lines);
    const log = await openEmbeddedLog(folder);
    await log.verify({ bodies: true });
    const stored = new Set((await everything(log)).map(({ commandId }) => commandId));
    await log.close();
    outcome = {
      result,
      missing: [...acks.keys()].filter((command) => !stored.has(command)),
      unacknowledged: [...stored].filter((command) => !acks.has(command)),
    };
  });
  return outcome as NonNullable<typeof outcome>;
};

describe('a disk that fails', () => {
  // The shell counts in blocks of 512 bytes. The bounds fall before the first append, in the first room, and later.
  test.each([4100, 6200, 20_000, 40_001])(
    '[R1] full at %i blocks: nothing is acknowledged that is not stored, appends are refused, reads go on',
    async (blocks) => {
      const { result, missing, unacknowledged } = await until(['sh', '-c', `ulimit -f ${blocks} && exec "$0" "$@"`]);
      expect(missing).toEqual([]);
      expect(unacknowledged).toEqual([]);
      const [failed, read] = result.lines.slice(-2);
      expect(failed).toBe('FAILED StorageUnavailable false');
      expect(read).toBe(`READ ${2 * acknowledged(result.lines).size}`);
      expect(result.code).toBe(0);
    },
  );

  // lmdb may end the process when a write of its own fails; what it acknowledged before counts.
  test.each([
    ['fdatasync', 'EIO', 8],
    ['fdatasync', 'EIO', 23],
    ['pwrite64', 'ENOSPC', 30],
    ['pwrite64', 'EIO', 61],
    ['pwrite64', 'EIO', 100],
  ])(
    '[R1] call %s fails with %s from the %i-th time on: nothing is acknowledged that is not stored',
    async (...fault) => {
      const [call, error, nth] = fault;
      const inject = `inject=${call}:error=${error}:when=${nth}+`;
      const { result, missing } = await until([
        'strace',
        '-f',
        '-qq',
        '-o',
        '/dev/null',
        '-e',
        `trace=${call}`,
        '-e',
        inject,
      ]);
      expect(missing).toEqual([]);
      expect(acknowledged(result.lines).size).toBeLessThan(BOUND);
    },
  );
});
