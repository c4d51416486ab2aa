import fc from 'fast-check';
import { same } from '../../../server/domain/same.js';

/** The value with the keys of every object in it the other way round. */
const reversed = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(reversed);
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, part]) => [key, reversed(part)]),
  );
};

describe('two values are the same JSON', () => {
  it('in whichever order their keys are', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => same(value, reversed(value))));
  });

  it('only when they are written alike, once their keys are in one order', () => {
    const written = (value: unknown): string =>
      JSON.stringify(value, (_, part: unknown) =>
        typeof part === 'object' && part !== null && !Array.isArray(part)
          ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
          : part,
      );
    const value = fc
      .jsonValue({ maxDepth: 2, noUnicodeString: true })
      .map((v) => JSON.parse(JSON.stringify(v)) as unknown);
    fc.assert(fc.property(value, value, (a, b) => same(a, b) === (written(a) === written(b))));
  });

  it.each([
    [{ a: undefined }, {}, true],
    [{ a: null }, {}, false],
    [[], {}, false],
    [[1, 2], [2, 1], false],
  ])('%j and %j: %s', (a, b, alike) => {
    expect(same(a, b)).toBe(alike);
  });
});
