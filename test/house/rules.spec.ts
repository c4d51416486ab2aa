import { filesUnder, read } from './project.js';

const RULES = read('server/domain/RULES.md');
const [stated = '', builtInPart = ''] = RULES.split('## Built in part');

const numbered = (text: string, pattern: RegExp): Set<string> =>
  new Set([...text.matchAll(pattern)].map(([, rule = '']) => rule));

/** The rules that the titles of a test file cite: `[R8] …`, `[R8, R9] …`, `[R8] [R9] …`. */
function cited(source: string): string[] {
  const titles = source.matchAll(/['"`]((?:\[R\d+(?:, ?R\d+)*\] ?)+)/g);
  return [...titles].flatMap(([, brackets = '']) => brackets.match(/R\d+/g) ?? []);
}

const rules = numbered(stated, /^\| (R\d+) +\|/gm);
const begun = numbered(builtInPart, /^- (R\d+):/gm);
const citations = filesUnder(['test'], /\.(spec|contract)\.ts$/)
  .filter((file) => file !== 'test/house/rules.spec.ts')
  .flatMap((file) => cited(read(file)).map((rule) => ({ rule, file })));

describe('the rules of RULES.md', () => {
  it('are seventeen, without a gap', () => {
    expect([...rules]).toEqual(Array.from({ length: 17 }, (_, index) => `R${index + 1}`));
  });

  it('are each cited by a test', () => {
    const protectedRules = new Set(citations.map(({ rule }) => rule));
    expect([...rules].filter((rule) => !protectedRules.has(rule))).toEqual([]);
  });

  it('are all there are: no test and no list cites another', () => {
    expect(citations.filter(({ rule }) => !rules.has(rule))).toEqual([]);
    expect([...begun].filter((rule) => !rules.has(rule))).toEqual([]);
  });
});

describe('the reader of titles', () => {
  it('finds rules at the beginning of a title only', () => {
    const source = "it('[R8, R9] twice', …); test('[R6] [R15] once [R2]', …); // [R1] in a remark";
    expect(cited(source)).toEqual(['R8', 'R9', 'R6', 'R15']);
  });
});
