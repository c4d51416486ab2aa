import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { MatcherUnavailable, WorkerMatcher } from '../../../../server/platform/matcher/worker-matcher.js';
import { askFor, deliver, manifest, matcherContract, matches, openBench, pemberton } from './matcher-contract.js';

const BUILT = resolve('dist/server/platform/matcher/worker.js');
if (!existsSync(BUILT)) throw new Error('The tests need the build: run `npx nest build` first (npm test does)');

matcherContract('in a worker thread', (folder) => new WorkerMatcher(folder, pathToFileURL(BUILT)));

describe('a register too large to be built beside its own checks', () => {
  it('is built by a thread of its own, and read from its snapshot at the next start', async () => {
    const { store, matcher, folder, close } = await openBench((at) => new WorkerMatcher(at, pathToFileURL(BUILT)));
    try {
      const many = Array.from({ length: 20_000 }, (_, i) => pemberton(`r${i}`, { people: [] }));
      await deliver(store, 'warning', 'b1', [...many, pemberton('Philippa')]);
      const active = [{ batch: 'b1', mode: 'merge' }] as const;
      await matcher.load([{ manifest: manifest('warning'), active }]);
      expect(matches(await matcher.check(askFor('Philippa')))).toEqual(['warning/Philippa@b1']);
      expect(existsSync(join(folder, 'matcher', 'index.snapshot'))).toBe(true);
      const next = new WorkerMatcher(folder, pathToFileURL(BUILT));
      await next.load([{ manifest: manifest('warning'), active }]);
      expect(matches(await next.check(askFor('Philippa')))).toEqual(['warning/Philippa@b1']);
      await next.close();
    } finally {
      await close();
    }
  });
});

describe('a worker that dies', () => {
  /** A worker that answers as the real one does, except that it dies of a check about anybody called Nemesis. */
  const mortal = `
    import { parentPort } from 'node:worker_threads';
    const on = parentPort.on.bind(parentPort);
    parentPort.on = (event, listen) => on(event, (message) => {
      if (message.request?.query?.subjects[0]?.givenNames === 'Nemesis') throw new Error('of a check');
      listen(message);
    });
    await import(${JSON.stringify(pathToFileURL(BUILT).href)});`;

  it('rejects the checks that wait, and a new one answers with what was active', async () => {
    const scripts = await mkdtemp(join(tmpdir(), 'outrider-mortal-'));
    const file = join(scripts, 'mortal.mjs');
    await writeFile(file, mortal);
    const { store, matcher, close } = await openBench((folder) => new WorkerMatcher(folder, pathToFileURL(file)));
    try {
      const active = [{ batch: 'b1', mode: 'merge' }] as const;
      await deliver(store, 'warning', 'b1', [pemberton('Philippa')]);
      await matcher.load([{ manifest: manifest('warning'), active: [] }]);
      await matcher.activate('warning', active);
      await expect(matcher.check(askFor('Nemesis'))).rejects.toThrow(
        new MatcherUnavailable('the matcher died: of a check'),
      );
      await matcher.activate('warning', active);
      expect(matches(await matcher.check(askFor('Philippa')))).toEqual(['warning/Philippa@b1']);
    } finally {
      await close();
      await rm(scripts, { recursive: true, force: true });
    }
  });

  it('is given up after five deaths in a row, and says so', async () => {
    const scripts = await mkdtemp(join(tmpdir(), 'outrider-mortal-'));
    const file = join(scripts, 'stillborn.mjs');
    await writeFile(file, 'throw new Error("at birth");');
    const { matcher, close } = await openBench((folder) => new WorkerMatcher(folder, pathToFileURL(file)));
    try {
      const reasons = new Set<string>();
      for (let i = 0; i < 10; i += 1) {
        await matcher.check(askFor('Philippa')).catch((cause: Error) => reasons.add(cause.message));
      }
      expect([...reasons]).toEqual(['the matcher died: at birth', 'the matcher keeps dying']);
    } finally {
      await close();
      await rm(scripts, { recursive: true, force: true });
    }
  });

  it('refuses after it was closed', async () => {
    const { matcher, close } = await openBench((folder) => new WorkerMatcher(folder, pathToFileURL(BUILT)));
    await close();
    await expect(matcher.check(askFor('Philippa'))).rejects.toThrow('the matcher is closed');
  });
});
