/** A stream of chances between 0 and 1 that is the same for the same seed (sfc32, Chris Doty-Humphrey, PractRand). */
export type Chance = () => number;

export function chanceFrom(seed: number): Chance {
  let [a, b, c, count] = [0x9e3779b9, 0x243f6a88, seed | 0, 1];
  const next = (): number => {
    const sum = (((a + b) | 0) + count) | 0;
    count = (count + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return (sum >>> 0) / 4294967296;
  };
  // The first numbers of seeds that are alike are alike.
  for (let n = 0; n < 12; n += 1) next();
  return next;
}

/** How long something takes, in minutes: half of the times longer than the median; or without memory, by its mean. */
export type Span =
  { readonly median: number; /** of the logarithm */ readonly spread: number } | { readonly mean: number };

export const draw = (chance: Chance, span: Span): number =>
  'mean' in span ? exponential(chance, span.mean) : span.median * Math.exp(span.spread * normal(chance));

export const meanOf = (span: Span): number =>
  'mean' in span ? span.mean : span.median * Math.exp(span.spread ** 2 / 2);

export const exponential = (chance: Chance, mean: number): number => -mean * Math.log(1 - chance());

/** Standard normal (Box and Muller, 1958). */
export const normal = (chance: Chance): number =>
  Math.sqrt(-2 * Math.log(1 - chance())) * Math.cos(2 * Math.PI * chance());
