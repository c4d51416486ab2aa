import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FIREARMS } from '../../../../server/domain/register/built-in/firearms.js';
import { MANIFESTS } from '../../../../server/domain/register/manifests.js';
import { ManifestError, readManifests } from '../../../../server/platform/registers/manifest-files.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'outrider-manifests-'));
  await mkdir(join(folder, 'manifests'));
});
afterEach(() => rm(folder, { recursive: true }));

const put = (name: string, manifest: unknown): Promise<void> =>
  writeFile(join(folder, 'manifests', name), typeof manifest === 'string' ? manifest : JSON.stringify(manifest));

describe('the manifests of a force', () => {
  it('need not be there', async () => {
    await rm(join(folder, 'manifests'), { recursive: true });
    expect(await readManifests(folder)).toEqual(MANIFESTS);
  });

  it('add registers after the built-in ones, and take the place of a built-in one of the same id', async () => {
    await put('tags.json', { ...FIREARMS, id: 'tags', title: 'Electronic tags' });
    await put('guns.json', { ...FIREARMS, title: 'Our own firearms' });
    await put('notes.txt', 'not a manifest');
    const manifests = await readManifests(folder);
    expect(manifests.map(({ id }) => id)).toEqual([...MANIFESTS.map(({ id }) => id), 'tags']);
    expect(manifests.find(({ id }) => id === 'firearms')?.title).toBe('Our own firearms');
  });

  it.each([
    ['broken JSON', '{', /bad\.json: this is not JSON$/],
    ['nothing', {}, /bad\.json: id: /],
    ['a wrong word', { ...FIREARMS, flag: { ...FIREARMS.flag, severity: 'deadly' } }, /bad\.json: flag\.severity: /],
    ['a wrong column', { ...FIREARMS, columns: { shoe: 'people.0.shoe' } }, /bad\.json: columns\.shoe: .*not the path/],
    ['a misspelt setting', { ...FIREARMS, colour: 'red' }, /bad\.json: the manifest: .*colour/],
  ])('with %s are refused in one line that names file and field', async (_, manifest, said) => {
    await put('bad.json', manifest);
    const refused = await readManifests(folder).catch((cause: unknown) => cause);
    expect(refused).toBeInstanceOf(ManifestError);
    expect((refused as Error).message).toMatch(said);
    expect((refused as Error).message).not.toContain('\n');
  });

  it('have an id each', async () => {
    await put('a.json', { ...FIREARMS, id: 'tags' });
    await put('b.json', { ...FIREARMS, id: 'tags' });
    await expect(readManifests(folder)).rejects.toThrow(/b\.json: id: another file has it too/);
  });
});
