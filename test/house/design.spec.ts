import { filesUnder, read } from './project.js';

const TOKENS = 'client/ui/tokens.css';
const screens = filesUnder(['client'], /\.(ts|css|html)$/).filter((file) => file !== TOKENS);

/** The declarations of the styles of a file, each with its line. */
function declarationsOf(file: string): { at: string; property: string; value: string }[] {
  return read(file)
    .split('\n')
    .flatMap((line, index) => {
      const [, property, value] = /^\s+(--[\w-]+|[a-z][a-z-]*): ([^;'`]+);$/.exec(line) ?? [];
      return property === undefined || value === undefined ? [] : [{ at: `${file}:${index + 1}`, property, value }];
    });
}
const declarations = screens.flatMap(declarationsOf);

/** The names of the custom properties that a stylesheet sets in a block, by the start of its selector. */
function setIn(block: string): string[] {
  const css = read(TOKENS);
  const start = css.indexOf(`${block} {`);
  return [...css.slice(start, css.indexOf('\n}', start)).matchAll(/^ +(--[\w-]+):/gm)].map(([, name = '']) => name);
}

describe('one design', () => {
  it('is looked for in the styles of all screens', () => {
    expect(declarations.length).toBeGreaterThan(1_000);
  });

  it('has every colour in one file: no screen has one of its own', () => {
    const colour =
      /#[0-9a-f]{3,8}\b|\b(rgb|hsl|hwb|lab|lch|oklab|oklch|color)a?\(|\b(white|black|red|green|blue|grey|gray)\b/i;
    expect(declarations.filter(({ value }) => colour.test(value))).toEqual([]);
  });

  it('has every size of type, every distance and the height of what is pressed in one file', () => {
    const sized = /^(font|font-size|padding|margin|gap|row-gap|column-gap|border-radius|(padding|margin)-[a-z-]+)$/;
    const raw = /(?<![\w-])[\d.]+(px|rem|pt)\b/;
    const heights = declarations.filter(({ property, value }) => property === 'min-height' && /\dpx/.test(value));
    const found = declarations.filter(({ property, value }) => sized.test(property) && raw.test(value));
    // What centres a column is a matter of the screen.
    expect([...found, ...heights].filter(({ value }) => !value.includes('50vw'))).toEqual([]);
  });

  it('uses no token that is not there', () => {
    const known = new Set([...read(TOKENS).matchAll(/(--[\w-]+):/g)].map(([, name]) => name));
    const own = new Set(declarations.map(({ property }) => property).filter((property) => property.startsWith('--')));
    const used = screens.flatMap((file) =>
      [...read(file).matchAll(/var\((--[\w-]+)/g)].map(([, name = '']) => ({ file, name })),
    );
    expect(used.filter(({ name }) => !known.has(name) && !own.has(name))).toEqual([]);
  });

  it('gives dusk every colour that day and night have', () => {
    const pairs = [...read(TOKENS).matchAll(/^ +(--[\w-]+): light-dark\(/gm)].map(([, name = '']) => name);
    const dusk = setIn(":root[data-palette='dusk']");
    expect(pairs.filter((name) => !dusk.includes(name))).toEqual([]);
  });

  it('has both densities, and that of a thumb, set the same sizes', () => {
    const comfortable = setIn(":root[data-density='comfortable']");
    expect(comfortable.length).toBeGreaterThan(5);
    expect(setIn('  :root[data-density]')).toEqual(comfortable);
  });

  it('gives every token a use', () => {
    const names = [...read(TOKENS).matchAll(/^ +(--(?!wa-)[\w-]+):/gm)].map(([, name = '']) => name);
    const all = [...screens, TOKENS].map(read).join('\n');
    // A chart names its colours instead of using them in a style.
    const unused = names.filter((name) => !all.includes(`var(${name})`) && !all.includes(`'${name}'`));
    expect([...new Set(unused)]).toEqual([]);
  });
});
