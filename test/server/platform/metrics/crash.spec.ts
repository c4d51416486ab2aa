import { spawnSync } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { errorInLog } from '../../../../server/platform/metrics/error-in-log.js';

const NAMES = ['Zephyrinda', 'Quillfeather'] as const;
const TEXT = `{"surname": ${NAMES[1]}, "givenNames": "${NAMES[0]}"}`;
const found = (text: string): string[] => NAMES.filter((name) => text.includes(name));

/** What a process prints that dies of something, from the build, as `npm start` runs it. */
function dyingOf(code: string): { readonly printed: string; readonly status: number | null } {
  const program = pathToFileURL('dist/server/platform/metrics/end-on-faults.js').href;
  const script = `import(${JSON.stringify(program)}).then(({ endOnFaults }) => { endOnFaults(); ${code} });`;
  const env = { ...process.env, NODE_ENV: 'production', NAMES: TEXT };
  const { stdout, stderr, status } = spawnSync(process.execPath, ['-e', script], { env, encoding: 'utf8' });
  return { printed: stdout + stderr, status };
}

describe('what is printed of a fault that nobody caught', () => {
  test.each([
    ['an exception', 'setTimeout(() => JSON.parse(process.env.NAMES))'],
    ['a rejection', 'void Promise.resolve().then(() => JSON.parse(process.env.NAMES))'],
    [
      'an error with a record on it',
      'setTimeout(() => { throw Object.assign(new Error("lost"), { record: process.env.NAMES }); })',
    ],
    ['something that is no error', 'setTimeout(() => { throw process.env.NAMES; })'],
  ])('[R7] says what and where, and nothing of anybody: %s', (_what, code) => {
    const { printed, status } = dyingOf(code);
    expect(status).toBe(1);
    expect(printed).toContain('it ends: nobody caught a fault of its own');
    expect(found(printed)).toEqual([]);
  });

  test('an error is logged with its place and its cause, without what it quotes', () => {
    const thrown = ((): unknown => {
      try {
        return JSON.parse(TEXT);
      } catch (cause) {
        return new Error('the line cannot be read', { cause });
      }
    })();
    const logged = errorInLog(thrown);
    expect(logged).toMatchObject({ type: 'Error', message: 'the line cannot be read', cause: { type: 'SyntaxError' } });
    expect(logged.stack).toMatch(/crash\.spec/);
    expect(found(JSON.stringify(logged))).toEqual([]);
  });
});
