import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { NodeSeed } from '../../../../server/platform/nodes/node-seed.js';
import { indexFileIn } from '../../../../server/platform/matcher/snapshot-file.js';
import { openRegisterStore } from '../../../../server/platform/registers/register-store.js';
import { inFolder } from '../../../support/log-folder.js';
import { record } from '../registers/register-store.contract.js';

const ACTIVE = [{ batch: 'b1', mode: 'replace' }] as const;

/** A node with a register of one record and an index, and the seed that it wrote. */
const withSeed = (test: (seed: NodeSeed, seedFolder: string, place: string) => Promise<void>): Promise<void> =>
  inFolder(async (place) => {
    const data = join(place, 'one');
    await mkdir(dirname(indexFileIn(data)), { recursive: true });
    await writeFile(indexFileIn(data), 'the index');
    const store = await openRegisterStore(data);
    const batch = await store.begin('firearms', 'b1');
    await batch.put(record('f1', 'one'));
    await batch.seal();
    const folder = join(place, 'seed');
    const seed = new NodeSeed(folder, data);
    await seed.write();
    await test(seed, folder, place);
    await seed.close();
    await store.close();
  });

const plantedIn = async (folder: string, place: string, name: string): Promise<boolean> => {
  const data = join(place, name);
  await mkdir(data);
  return new NodeSeed(folder, data).plant();
};

test('a new node begins with the registers and the index of another', () =>
  withSeed(async (_, folder, place) => {
    expect(await plantedIn(folder, place, 'two')).toBe(true);
    const data = join(place, 'two');
    expect(await readFile(indexFileIn(data), 'utf8')).toBe('the index');
    const store = await openRegisterStore(data);
    expect(store.get('firearms', 'f1', ACTIVE)).toMatchObject({ recordId: 'f1' });
    await store.close();
    expect(await new NodeSeed(folder, data).plant()).toBe(false);
  }));

test('a seed that is damaged, cut short, incomplete or of another kind of machine is as good as none', () =>
  withSeed(async (_, folder, place) => {
    expect(await plantedIn(join(place, 'nowhere'), place, 'none')).toBe(false);
    for (const name of await readdir(folder)) {
      const intact = await readFile(join(folder, name));
      const flipped = Buffer.from(intact);
      flipped.writeUInt8(flipped.readUInt8(flipped.length >> 1) ^ 1, flipped.length >> 1);
      for (const spoiled of [flipped, intact.subarray(0, -1), Buffer.alloc(0)]) {
        await writeFile(join(folder, name), spoiled);
        const data = `${name}-${spoiled.length}-${spoiled === flipped}`;
        const planted = await plantedIn(folder, place, data);
        // A letter of a name in seed.json may be what was flipped: then its file is missing.
        expect([name, planted]).toEqual([name, false]);
        expect(
          (await readdir(join(place, data), { recursive: true })).filter((one) => /\.(mdb|snapshot|draft)$/.test(one)),
        ).toEqual([]);
      }
      await writeFile(join(folder, name), intact);
    }
    const said = await readFile(join(folder, 'seed.json'), 'utf8');
    await writeFile(join(folder, 'seed.json'), said.replace(process.arch, 'pdp11'));
    expect(await plantedIn(folder, place, 'elsewhere')).toBe(false);
    await writeFile(join(folder, 'seed.json'), said);
    expect(await plantedIn(folder, place, 'intact')).toBe(true);
  }));

test('what is erased from a register is in no seed: the next one is written without it', () =>
  withSeed(async (seed, folder, place) => {
    await seed.erased('firearms', 1);
    expect(await plantedIn(folder, place, 'two')).toBe(false);
    await seed.write();
    expect(await plantedIn(folder, place, 'three')).toBe(true);
    await seed.erased('firearms', 1);
    expect(await plantedIn(folder, place, 'four')).toBe(true);
  }));
