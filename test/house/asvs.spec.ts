import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { read, ROOT } from './project.js';

const rows = [...read('docs/asvs.md').matchAll(/^\| (\d[\d., ]*?) *\| (.+?) *\| (.+?) *\|$/gm)].map(
  ([, requirements = '', , check = '']) => ({ requirements: requirements.split(', '), check }),
);

describe('the table of ASVS requirements', () => {
  it('names each requirement once, by its number', () => {
    const all = rows.flatMap(({ requirements }) => requirements);
    expect(all.length).toBeGreaterThan(100);
    expect(all.filter((one) => !/^\d{1,2}\.\d{1,2}\.\d{1,2}$/.test(one))).toEqual([]);
    expect(all.filter((one, index) => all.indexOf(one) !== index)).toEqual([]);
  });

  it('has a test that there is, or a reason, for each', () => {
    const lacking = rows.filter(({ check }) => {
      const tests = [...check.matchAll(/\]\(\.\.\/(test\/[^)]+\.spec\.ts)\)/g)].map(([, file = '']) => file);
      return tests.length > 0 ? !tests.every((file) => existsSync(join(ROOT, file))) : !/^Not \w.+: \w/.test(check);
    });
    expect(lacking).toEqual([]);
  });
});
