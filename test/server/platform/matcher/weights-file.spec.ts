import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WEIGHTS } from '../../../../server/domain/match/weights.js';
import { readForceWeights, WeightsError } from '../../../../server/platform/matcher/weights-file.js';

describe('the weights of a force', () => {
  let folder: string;
  const put = (content: unknown) => writeFile(join(folder, 'weights.json'), JSON.stringify(content));

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'outrider-weights-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('are the built-in ones, where there is no file and where there is no folder', async () => {
    expect(await readForceWeights(folder)).toBe(WEIGHTS);
    expect(await readForceWeights(join(folder, 'nowhere'))).toBe(WEIGHTS);
  });

  it('are those of weights.json', async () => {
    await put({ ...WEIGHTS, version: 'ours', calibration: [[0.5, 0.4]] });
    expect(await readForceWeights(folder)).toMatchObject({ version: 'ours', calibration: [[0.5, 0.4]] });
  });

  it.each([
    ['a number that is missing', { ...WEIGHTS, swappedNames: undefined }, 'swappedNames must be a number above 0'],
    ['a number below 0', { ...WEIGHTS, swappedNames: -1 }, 'swappedNames must be a number above 0'],
    ['a group that is none', { ...WEIGHTS, age: 3 }, 'age must be a group of numbers'],
    ['a calibration beyond 1', { ...WEIGHTS, calibration: [[0.5, 1.2]] }, 'calibration must be pairs between 0 and 1'],
    ['something else', [], 'version must be a string'],
  ])('say where they are wrong: %s', async (_, content, message) => {
    await put(content);
    const cause: unknown = await readForceWeights(folder).catch((thrown: unknown) => thrown);
    expect(cause).toBeInstanceOf(WeightsError);
    expect((cause as WeightsError).message).toContain(`weights.json: ${message}`);
  });
});
