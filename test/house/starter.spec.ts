import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from './project.js';

const starter = (...args: string[]) =>
  spawnSync(process.execPath, [join(ROOT, 'scripts/up.mjs'), ...args], { encoding: 'utf8' });

describe('the starter behind the npm scripts', () => {
  it('says on stdout what it can do, when asked', () => {
    const { status, stdout, stderr } = starter('--help');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    for (const command of ['start', 'serve', 'test', 'bench', 'outrider']) expect(stdout).toContain(`  ${command} `);
  });

  it.each([
    ['no command', [], 'say what to do'],
    ['a command that there is not', ['fly'], 'no command "fly"'],
    ['a name that every object has', ['constructor'], 'no command "constructor"'],
  ])('given %s, explains on stderr and exits with 2', (_, args, words) => {
    const { status, stdout, stderr } = starter(...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(words);
  });
});
