import { Command } from 'commander';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { OPERATIONS, REFUSALS } from '../../server/contract/index.js';
import { COMMANDS } from '../../server/platform/cli/commands.js';
import { filesUnder, read, ROOT } from './project.js';

const documents = ['README.md', 'server/domain/RULES.md', ...filesUnder(['docs', 'fixtures'], /\.md$/)];
const scripts = Object.keys((JSON.parse(read('package.json')) as { scripts: Record<string, string> }).scripts);

/** What stands between backticks in a document, in text and in code blocks. */
function codeIn(document: string): string[] {
  return [...read(document).matchAll(/```[\s\S]*?```|`[^`\n]+`/g)].map(([code]) => code.replace(/^`+|`+$/g, ''));
}

/** A heading as a link names it. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} -]/gu, '')
    .trim()
    .replaceAll(' ', '-');

describe('what the documents say', () => {
  it.each(documents)('%s names scripts that there are', (document) => {
    const named = codeIn(document).flatMap((code) =>
      [...code.matchAll(/\bnpm (?:run (?:-s )?)?([a-z]+(?::[a-z]+)?)\b/g)].map(([, script = '']) => script),
    );
    const npmItself = ['ci', 'install', 'i', 'sbom', 'audit', 'prune', 'run'];
    expect(named.filter((script) => !scripts.includes(script) && !npmItself.includes(script))).toEqual([]);
  });

  it('the page of commands names every script', () => {
    const page = read('docs/commands.md');
    const isNamed = (script: string) => new RegExp(`\\bnpm (run )?${script}(?![\\w:])`).test(page);
    expect(scripts.filter((script) => !isNamed(script))).toEqual([]);
  });

  it.each(documents)('%s names files that there are', (document) => {
    const paths = codeIn(document).filter((code) =>
      /^(server|client|fixtures|test|scripts|docs|\.ci)\/[\w./-]*$/.test(code),
    );
    expect(paths.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });

  it.each(documents)('%s links to files, and to headings in them, that there are', (document) => {
    const links = [...read(document).matchAll(/\]\((?!https?:)([^)#\s]*)(?:#([^)\s]+))?\)/g)];
    const broken = links.filter(([, file = '', anchor]) => {
      const target = join(document, '..', file);
      if (file !== '' && !existsSync(join(ROOT, target))) return true;
      if (anchor === undefined) return false;
      const headings = [...read(file === '' ? document : target).matchAll(/^#+ (.+)$/gm)];
      return !headings.some(([, heading = '']) => anchorOf(heading) === anchor);
    });
    expect(broken.map(([link]) => link)).toEqual([]);
  });

  it.each(documents)('%s names operations of the API that there are', (document) => {
    const known = Object.values(OPERATIONS).map(({ method, path }) => ({
      method,
      path: new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`),
    }));
    const named = codeIn(document).flatMap((code) =>
      [...code.matchAll(/(?:\b(GET|POST|PATCH|PUT|DELETE) )?(\/api(?:\/[\w{}.$-]+)+)/g)].map(
        ([, method, path = '']) => ({ method, path }),
      ),
    );
    const unknown = named.filter(
      (one) => !known.some(({ method, path }) => path.test(one.path) && method === (one.method ?? method)),
    );
    expect(unknown).toEqual([]);
  });

  it.each(documents)('%s names refusals that there are', (document) => {
    const named = [...read(document).matchAll(/`([A-Z]+(?:_[A-Z]+)+)`/g)].map(([, name = '']) => name);
    // What Node reads itself, and a constant of test/bench/capacity-plan.ts; settings have a test of their own.
    const others = ['NODE_ENV', 'NODE_EXTRA_CA_CERTS', 'ONE_FORCE'];
    const unknown = named.filter(
      (name) => !name.startsWith('OUTRIDER_') && !(name in REFUSALS) && !others.includes(name),
    );
    expect(unknown).toEqual([]);
  });

  it('a table of refusals has every one of them', () => {
    const codes = Object.keys(REFUSALS);
    const tables = documents.filter((document) => /^\| ?`(INVALID_INPUT|NOT_FOUND)`/m.test(read(document)));
    expect(tables).toEqual(['docs/refusals.md']);
    expect(codes.filter((code) => !read('docs/refusals.md').includes(`\`${code}\``))).toEqual([]);
  });
});

describe('the command line, as documents use it', () => {
  /** Each use: `outrider -- audit export --out FILE` is audit export, with --out. */
  const uses = documents.flatMap((document) =>
    codeIn(document).flatMap((code) =>
      [...code.replaceAll('\\\n', ' ').matchAll(/\boutrider (?:-- )?([a-z]+(?: [a-z]+)?)([^\n#|;]*)/g)].map(
        ([, words = '', rest = '']) => ({
          document,
          words: words.split(' '),
          options: [...rest.matchAll(/(?<!\S)--[a-z][a-z-]*/g)].map(([option]) => option),
        }),
      ),
    ),
  );
  const program = new Command('outrider');
  beforeAll(async () => {
    for (const load of Object.values(COMMANDS)) (await load())(program);
  });

  it('is used', () => expect(uses.length).toBeGreaterThan(10));

  it('has the commands and options that are named', () => {
    const unknown = uses.filter(({ words: [first = '', second], options }) => {
      const command = program.commands.find((one) => one.name() === first);
      const inner = command?.commands.find((one) => one.name() === second) ?? command;
      const known = ['--help', ...(inner?.options.map(({ long }) => long ?? '') ?? [])];
      return command === undefined || options.some((option) => !known.includes(option));
    });
    expect(unknown).toEqual([]);
  });
});
