import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { read, ROOT } from './project.js';

describe('NOTICE', () => {
  it('is what the packages that run in production say of themselves', () => {
    const { status, stderr } = spawnSync(process.execPath, [join(ROOT, 'scripts/notice.mjs'), '--check'], {
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });

  it('names every package that package.json asks for, and says where the terms of the data are', () => {
    const { dependencies } = JSON.parse(read('package.json')) as { dependencies: Record<string, string> };
    const notice = read('NOTICE');
    const missing = Object.entries(dependencies).filter(
      ([name, version]) => !notice.includes(`\n${name} ${version}\n`),
    );
    expect(missing).toEqual([]);
    expect(notice).toContain('fixtures/README.md');
  });
});
