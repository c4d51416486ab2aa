import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { read, ROOT } from '../house/project.js';
import { newFolder } from '../support/log-folder.js';
import { Outrider, PASSWORD } from '../support/outrider.js';
import { until } from '../support/until.js';

/** Runs every `sh` block of a document, in order, as one script that stops at the first command that fails. */
async function follow(document: string, env: Record<string, string> = {}): Promise<string> {
  const blocks = [...read(document).matchAll(/```sh\n([\s\S]*?)```/g)].map(([, code = '']) => code);
  const script = ['set -euo pipefail', ...blocks].join('\n');
  const child = spawn('bash', ['-c', script], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`${document} cannot be followed (${code}):\n${output}`);
  return output;
}

describe('the guides, followed to the letter', () => {
  test('[R1] [R7] [R8] docs/integration.md: a session, an incident, a feed, a register, cards as they come', async () => {
    const drop = join(await newFolder(), 'drop');
    await mkdir(drop);
    const outrider = await Outrider.start({ env: { OUTRIDER_DROP: drop } });
    const output = await follow('docs/integration.md', {
      OUTRIDER: outrider.url,
      PASSWORD,
      OUTRIDER_DROP: drop,
    });
    expect(output).toMatch(/life-risk: .*shotgun/i);
    expect(output).toMatch(/^2$/m);
    expect(output).toMatch(/NOT_ALLOWED/);
    expect(output).toMatch(/^1$/m);
    expect(output).toMatch(/^\d+ \d{6}-[0-9A-F]{6} \d+ Unconfirmed: /m);
    const dispatcher = await outrider.signIn('dispatcher');
    const fromFeed = async (): Promise<unknown[]> =>
      (await dispatcher.get<{ reference: string; grade: string }[]>('/api/incidents')).body.filter(
        ({ reference, grade }) => reference === 'CAD-2026-4712' && grade === 'immediate',
      );
    await until(async () => (await fromFeed()).length > 0);
    expect(await fromFeed()).toHaveLength(1);
    await outrider.stop();
    await rm(join(drop, '..'), { recursive: true });
  });

  test('[R3] docs/matching.md: match, evaluate, learn, on invented people and on own rows', async () => {
    const output = await follow('docs/matching.md');
    expect(output).toMatch(/F1/);
    expect(output).toMatch(/q1,1,r1,/);
  });
});
