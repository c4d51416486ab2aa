import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

interface Locked {
  readonly integrity?: string;
}
interface Component {
  readonly hashes?: readonly { readonly content: string }[];
}

const { '': _outrider, ...locked } = (
  JSON.parse(readFileSync('package-lock.json', 'utf8')) as { readonly packages: Readonly<Record<string, Locked>> }
).packages;

describe('what Outrider is built from', () => {
  test('every package is locked to one content', () => {
    const loose = Object.entries(locked).flatMap(([folder, { integrity }]) =>
      integrity?.startsWith('sha512-') ? [] : [folder],
    );
    expect(loose).toEqual([]);
  });

  test('the bill of materials names each of them, with the checksum of what is installed', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
      readonly scripts: { readonly sbom: string };
    };
    const [program = '', ...args] = scripts.sbom.split(' ');
    const { status, stdout } = spawnSync(program, args, { encoding: 'utf8', maxBuffer: 64 << 20 });
    expect(status).toBe(0);
    const { components } = JSON.parse(stdout) as { readonly components: readonly Component[] };
    const listed = new Set(components.flatMap(({ hashes = [] }) => hashes.map(({ content }) => content)));
    const missing = Object.entries(locked).flatMap(([folder, { integrity = '' }]) =>
      listed.has(Buffer.from(integrity.replace('sha512-', ''), 'base64').toString('hex')) ? [] : [folder],
    );
    expect(missing).toEqual([]);
  });
});
