import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { open } from 'lmdb';
import { placesIn } from '../../../../../server/platform/log/embedded/data-folder.js';
import { openEmbeddedLog } from '../../../../../server/platform/log/embedded/open-log.js';
import { PAGE_BYTES } from '../../../../../server/platform/log/embedded/store.js';
import { inFolder } from '../../../../support/log-folder.js';
import { everything, request } from '../../../../support/log-requests.js';

/** How often a word stands in the files of a folder. */
const countIn = async (folder: string, word: string): Promise<number> => {
  let count = 0;
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true }))
    if (entry.isFile())
      count += (await readFile(join(entry.parentPath, entry.name))).toString('latin1').split(word).length - 1;
  return count;
};

/** Small and large contents, some of them on pages of their own, with a word in each that nothing else has. */
const fill = async (folder: string): Promise<void> => {
  const log = await openEmbeddedLog(folder);
  for (let number = 0; number < 120; number += 1) {
    const [stream, word] =
      number % 3 === 0 ? (['incident/gone', 'Forgettable'] as const) : (['incident/kept', 'Lasting'] as const);
    const text = `${word} ${'x'.repeat(number % 5 === 0 ? 9_000 : 40)} ${word}`;
    await log.append(request({ command: `c${number}`, stream, bodies: [{ text }, { text: `${word} ${number}` }] }));
  }
  await log.close();
};

describe('erased contents', () => {
  test(
    'are nowhere in the data folder: a search of its bytes finds nothing, and the rest is as it was',
    () =>
      inFolder(async (folder) => {
        await fill(folder);
        const kept = await countIn(folder, 'Lasting');
        expect(await countIn(folder, 'Forgettable')).toBeGreaterThan(0);
        const log = await openEmbeddedLog(folder);
        const before = await everything(log);
        await log.eraseBodies('incident/gone', 80);
        expect(await countIn(folder, 'Forgettable')).toBe(0);
        const after = await everything(log);
        expect(after.filter(({ stream }) => stream === 'incident/kept')).toEqual(
          before.filter(({ stream }) => stream === 'incident/kept'),
        );
        await log.append(request({ command: 'more' }));
        expect(await log.verify({ bodies: true })).toMatchObject({ events: 241 });
        await log.close();
        expect(await countIn(folder, 'Forgettable')).toBe(0);
        expect(await countIn(folder, 'Lasting')).toBeGreaterThanOrEqual(kept / 2);
      }),
    30_000,
  );

  test(
    'go with the next start when somebody was reading an older state',
    () =>
      inFolder(async (folder) => {
        await fill(folder);
        const log = await openEmbeddedLog(folder);
        const path = placesIn(folder).log;
        const reader = open<Buffer, Buffer>({
          path,
          readOnly: true,
          encoding: 'binary',
          pageSize: PAGE_BYTES,
          maxDbs: 8,
        });
        const reading = reader.useReadTransaction();
        reader.get(Buffer.from('headers'), { transaction: reading });
        await log.eraseBodies('incident/gone', 80);
        expect(await countIn(folder, 'Forgettable')).toBeGreaterThan(0);
        reading.done();
        await reader.close();
        await log.close();
        await (await openEmbeddedLog(folder)).close();
        expect(await countIn(folder, 'Forgettable')).toBe(0);
      }),
    30_000,
  );
});
