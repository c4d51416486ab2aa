/** A mean of several runs, and how far it may be off: a 95 % interval is `mean ± half`. */
export interface Estimate {
  readonly mean: number;
  readonly half: number;
}

/** Two-sided 95 % of the standard normal; with fewer than thirty runs the interval is too narrow. */
const Z = 1.96;

export function estimate(samples: readonly number[]): Estimate {
  const n = samples.length;
  const mean = samples.reduce((sum, x) => sum + x, 0) / n;
  if (n < 2) return { mean, half: Infinity };
  const variance = samples.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (n - 1);
  return { mean, half: Z * Math.sqrt(variance / n) };
}

/** The mean difference of two series that ran with the same seeds, pair by pair. */
export const pairedDifference = (one: readonly number[], other: readonly number[]): Estimate =>
  estimate(one.map((x, n) => x - (other[n] ?? NaN)));
