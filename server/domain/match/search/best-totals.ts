/** The highest of many totals, as many as are looked at closely. */
export class BestTotals {
  private readonly totals: Float64Array;
  private count = 0;

  constructor(most: number) {
    this.totals = new Float64Array(most).fill(-Infinity);
  }

  /** The highest total so far. */
  get first(): number {
    return this.totals[0] ?? -Infinity;
  }

  /** The lowest that is still among the highest; −∞ while there are fewer than are kept. */
  get last(): number {
    return this.totals[this.totals.length - 1] ?? -Infinity;
  }

  add(total: number): void {
    const { totals } = this;
    if (total <= this.last) return;
    let at = Math.min(this.count, totals.length - 1);
    for (; at > 0 && (totals[at - 1] ?? 0) < total; at -= 1) totals[at] = totals[at - 1] ?? 0;
    totals[at] = total;
    this.count = Math.min(this.count + 1, totals.length);
  }
}

/** Figures are told apart to a 1024th, and there are fewer than this many of them. */
const [FINE, MANY] = [1024, 2 ** 20];

/** The places of some figures, that of the highest first; of equal ones the first first. */
export function descending(figures: Float64Array): Float64Array {
  // One number for figure and place: sorting numbers is much faster than sorting by a comparison.
  const order = new Float64Array(figures.length);
  for (let at = 0; at < figures.length; at += 1)
    order[at] = Math.ceil(-Math.max(figures[at] ?? 0, -1e6) * FINE) * MANY + at;
  order.sort();
  for (let i = 0; i < order.length; i += 1) order[i] = (((order[i] ?? 0) % MANY) + MANY) % MANY;
  return order;
}
