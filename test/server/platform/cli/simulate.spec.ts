import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runSimulate, type SimulateOptions } from '../../../../server/platform/cli/simulate.js';

const EVENING = join(process.cwd(), 'fixtures/desk/busy-evening.json');

let folder: string;
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'outrider-simulate-'))));
afterEach(() => rm(folder, { recursive: true }));

async function simulate(options: Partial<SimulateOptions>) {
  const lines: string[] = [];
  const errors: string[] = [];
  const terminal = {
    out: (line: string) => lines.push(line),
    error: (line: string) => errors.push(line),
    interactive: false,
  };
  const code = await runSimulate({ scenario: EVENING, seeds: 3, sweepSeeds: 1, ...options }, terminal);
  return { code, out: lines.join('\n'), errors };
}

describe('outrider simulate', () => {
  it('compares the policies on the same shifts, with intervals, and says whether the goals are met', async () => {
    const json = join(folder, 'runs.json');
    const { out } = await simulate({ json });
    expect(out).toContain('first look first (the desk)');
    expect(out).toContain('Paired differences, 95 % intervals');
    expect(out).toMatch(/wrong "clear": 0 in every shift.*0 in the worst.*yes/);
    const written = JSON.parse(await readFile(json, 'utf8')) as { policies: { runs: { silent: number[] } }[] };
    expect(written.policies.map(({ runs }) => runs.silent)).toEqual([
      [0, 0, 0],
      [0, 0, 0],
      [0, 0, 0],
      [0, 0, 0],
    ]);
  });

  it('says in one line what is wrong with a scenario', async () => {
    const file = join(folder, 'wrong.json');
    await writeFile(file, '{"about": "x"}');
    expect(await simulate({ scenario: file })).toMatchObject({
      code: 1,
      errors: [expect.stringMatching(/wrong\.json: hours: /)],
    });
    await writeFile(file, '{');
    expect((await simulate({ scenario: file })).errors).toEqual([`${file}: this is not JSON`]);
  });
});
