import { openEmbeddedLog } from '../../../../../server/platform/log/embedded/open-log.js';
import { inFolder } from '../../../../support/log-folder.js';
import { acknowledged, runChild, type ChildResult } from '../../../../support/log-processes.js';
import { everything } from '../../../../support/log-requests.js';
import { tryDisk } from '../../../../trust/disk.js';

const BOUND = 100_000;
const SEED = 20260730;

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

  test('[R1] a call to the disk that fails, once or for good: nothing acknowledged is lost, nothing reads wrongly', async () => {
    const { faults, tried } = await tryDisk({ seed: SEED, count: 12, progress: () => undefined });
    expect({ faults, tried }).toEqual({ faults: [], tried: 12 });
  });
});
