import fc from 'fast-check';
import { openEmbeddedLog } from '../../../../../server/platform/log/embedded/open-log.js';
import { inFolder } from '../../../../support/log-folder.js';
import { acknowledged, runChild } from '../../../../support/log-processes.js';
import { everything } from '../../../../support/log-requests.js';

// Processes that are killed, one after the other.
/** Appends of one round have numbers, and so command ids, of their own. */
const ROUND = 1_000_000;

test('[R1] [R8] killed at any moment with 64 writes under way, the log keeps all that it acknowledged', () =>
  inFolder(async (folder) => {
    const ledger = new Map<string, { first: number; last: number }>();
    let round = 0;
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 3000 }), async (acknowledgements) => {
        round += 1;
        let heard = 0;
        const { lines, signal } = await runChild(
          'append',
          folder,
          { from: round * ROUND, count: ROUND, writers: 64, bytes: 400 },
          {
            heard: (line, child) => {
              if (line.startsWith('ACK')) heard += 1;
              if (heard >= acknowledgements) child.kill('SIGKILL');
            },
          },
        );
        expect(signal).toBe('SIGKILL');
        for (const [command, positions] of acknowledged(lines)) ledger.set(command, positions);
        const seen = lines.filter((line) => line.startsWith('SEEN')).map((line) => Number(line.split(' ')[1]));
        await checkLedger(Math.max(0, ...seen));
      }),
      // Each round goes on where the last was killed: a failure cannot be made smaller by running fewer.
      { numRuns: 8, endOnFailure: true },
    );

    async function checkLedger(seen: number): Promise<void> {
      const log = await openEmbeddedLog(folder);
      try {
        await log.verify({ bodies: true });
        const events = await everything(log);
        expect(events.every(({ position }, index) => position === index + 1)).toBe(true);
        expect(events.length).toBeGreaterThanOrEqual(seen);
        const lost = [...ledger].filter(
          ([command, { first, last }]) =>
            events[first - 1]?.commandId !== command || events[last - 1]?.commandId !== command,
        );
        expect(lost).toEqual([]);
        const commands = new Map<string, number>();
        for (const { commandId } of events) commands.set(commandId, (commands.get(commandId) ?? 0) + 1);
        expect([...commands.values()].every((count) => count === 2)).toBe(true);
      } finally {
        await log.close();
      }
    }
  }));
