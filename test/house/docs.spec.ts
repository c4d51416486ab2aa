import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { REFUSALS } from '../../server/contract/index.js';
import { filesUnder, read, ROOT } from './project.js';

const documents = ['README.md', 'fixtures/README.md', 'server/domain/RULES.md'].concat(
  existsSync(join(ROOT, 'docs')) ? filesUnder(['docs'], /\.md$/) : [],
);
const scripts = Object.keys((JSON.parse(read('package.json')) as { scripts: Record<string, string> }).scripts);

/** What stands between backticks in a document, in text and in code blocks. */
function codeIn(document: string): string[] {
  return [...read(document).matchAll(/```[\s\S]*?```|`[^`\n]+`/g)].map(([code]) => code.replace(/^`+|`+$/g, ''));
}

describe('what the documents say', () => {
  it.each(documents)('%s names scripts that there are', (document) => {
    const named = codeIn(document).flatMap((code) =>
      [...code.matchAll(/\bnpm (?:run (?:-s )?)?(start|test|[a-z]+(?::[a-z]+)?)\b/g)].map(([, script = '']) => script),
    );
    const npmItself = ['ci', 'install', 'i', 'sbom', 'audit'];
    expect(named.filter((script) => !scripts.includes(script) && !npmItself.includes(script))).toEqual([]);
  });

  it.each(documents)('%s names files that there are', (document) => {
    const paths = codeIn(document).filter((code) =>
      /^(server|client|fixtures|test|scripts|docs|\.ci)\/[\w./-]*$/.test(code),
    );
    expect(paths.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });

  it.each(documents)('%s links to files that there are', (document) => {
    const folder = join(ROOT, document, '..');
    const links = [...read(document).matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].map(([, link = '']) => link);
    expect(links.filter((link) => !existsSync(join(folder, link)))).toEqual([]);
  });

  it('a table of refusals has every one of them', () => {
    const codes = Object.keys(REFUSALS);
    const tables = documents.filter((document) => /^\| ?`(INVALID_INPUT|NOT_FOUND)`/m.test(read(document)));
    for (const document of tables) {
      const missing = codes.filter((code) => !read(document).includes(`\`${code}\``));
      expect({ document, missing }).toEqual({ document, missing: [] });
    }
  });
});
