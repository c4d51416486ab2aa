import { roomOf } from './import-rules.js';
import { filesUnder, ignoredByGit, read, topLevel } from './project.js';

const TOP_LEVEL = new Set(
  [
    'README.md LICENSE NOTICE package.json package-lock.json tsconfig.json nest-cli.json jest.config.cjs',
    '.ci .gitignore .gitattributes .editorconfig .npmrc .nvmrc .swcrc .oxlintrc.json .prettierrc.json .prettierignore',
    'server client fixtures test scripts docs',
  ].flatMap((line) => line.split(' ')),
);
const CODE = /\.(ts|mjs|cjs|css|html)$/;
const TEXT = /\.(ts|mjs|cjs|css|html|md|json|ndjson|csv|sh)$/;
const EVERYWHERE = ['server', 'client', 'fixtures', 'test', 'scripts', '.ci'];

/** The lines of the files that have the pattern, as `file:line`. */
function linesWith(files: readonly string[], pattern: RegExp): string[] {
  return files.flatMap((file) =>
    read(file)
      .split('\n')
      .flatMap((line, index) => (pattern.test(line) ? [`${file}:${index + 1}`] : [])),
  );
}

describe('the tree', () => {
  it('has nothing at the top that a newcomer would not expect there', () => {
    expect(topLevel().filter((name) => !TOP_LEVEL.has(name))).toEqual([]);
  });

  it('hides no source from git: what is left out is named from the top', () => {
    // `data/` would leave out client/data as well.
    const anywhere = new Set(['node_modules', '*.log']);
    expect(ignoredByGit.filter((pattern) => !pattern.startsWith('/') && !anywhere.has(pattern))).toEqual([]);
  });

  it('has no file over 350 lines outside test/', () => {
    const long = filesUnder(['server', 'client', 'fixtures', 'scripts'], CODE)
      .map((file) => ({ file, lines: read(file).split('\n').length }))
      .filter(({ lines }) => lines > 350);
    expect(long).toEqual([]);
  });

  it('has no test that runs alone and none that is left out', () => {
    const aside = /\b(describe|it|test)\.(only|skip|todo|failing)\b|^\s*[fx](describe|it)\(/;
    expect(linesWith(filesUnder(['test'], /\.ts$/), aside)).toEqual([]);
  });

  it('has no unfinished work marked in it', () => {
    expect(linesWith(filesUnder(EVERYWHERE, CODE), /\b(TO[D]O|FIX[M]E|XX[X]|HA[C]K)\b/)).toEqual([]);
  });

  it('has no path of somebody’s machine', () => {
    const machine = /(^|[\s"'`(=])(\/(work|home|root|Users)\/\w|[A-Z]:\\\w)/;
    expect(linesWith(filesUnder(EVERYWHERE, TEXT), machine)).toEqual([]);
  });

  it('switches off no check', () => {
    const off = /@ts-(ignore|nocheck|expect-error)|(oxlint|eslint)-disable|prettier-ignore/;
    const own = 'test/house/tree.spec.ts';
    const files = filesUnder(EVERYWHERE, CODE).filter((file) => file !== own);
    expect(linesWith(files, off)).toEqual([]);
  });

  it('installs packages from whichever registry its reader uses', () => {
    expect(read('package-lock.json')).not.toContain('"resolved"');
  });

  it('writes to the console only where a person started a command', () => {
    const files = filesUnder(['server'], /\.ts$/).filter(
      (file) => file !== 'server/main.ts' && !file.startsWith('server/platform/cli/'),
    );
    expect(linesWith(files, /\bconsole\.\w+\(/)).toEqual([]);
  });

  it('passes time and chance in: the domain, the use cases and the read models take neither by themselves', () => {
    const inside = new Set(['domain', 'use case', 'read model']);
    const files = filesUnder(['server'], /\.ts$/).filter((file) => inside.has(roomOf(file) ?? ''));
    const taken =
      /\bDate\.now\(|\bnew Date\(\)|\bperformance\.now\(|\bMath\.random\(|\brandom(UUID|Bytes)\b|\{.*\bv[147]\b.*\} from 'uuid'/;
    expect(files.length).toBeGreaterThan(10);
    expect(linesWith(files, taken)).toEqual([]);
  });

  it('lets .ci/run be run, and has it call npm test', () => {
    expect(read('.ci/run')).toMatch(/^#!\/bin\/sh\n[\s\S]*exec npm test\n$/);
  });
});
