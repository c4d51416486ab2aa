import { dayOf, monthOf, NO_DATE, packDate, yearOf, type PackedDate } from '../normalise/date.js';
import type { Population } from '../index/population.js';
import type { Weights } from '../weights.js';
import { compareBirth, type QueryBirth } from './birth.js';

/** Years from 0 on that a table by year of birth holds. */
const YEARS = 2201;
/** Years around a stated age that are worked out one by one; further off, all say the same. */
const AGE_REACH = 7;
/** One table for all searches, each of which fills it: it is too large to be made anew. */
const table = new Float32Array(YEARS);

/** The most bits that a recorded date of birth can come to, beside what was said of it: by its year, mostly. */
export class BirthBound {
  /**
   * By year, what a scan of many may count on; 0 when no year is known. Leaves out the date itself, which has a key of its
   * own, and slips in the year, which the names must make up for. Good until the next search.
   */
  readonly byYear = table;
  /** the years that speak for what was said */
  readonly years: readonly number[];

  constructor(
    private readonly ours: QueryBirth,
    private readonly population: Population,
    private readonly weights: Weights,
  ) {
    this.years = this.fill();
  }

  of(date: PackedDate): number {
    if (date === NO_DATE) return 0;
    return this.ours.date === NO_DATE ? (table[yearOf(date)] ?? 0) : this.bits(date);
  }

  private bits(date: PackedDate): number {
    const { date: ours } = this.ours;
    // Neither a slip nor two parts in common: what is left depends on the year alone.
    const apart =
      dayOf(ours) !== 0 && dayOf(date) !== 0 && dayOf(ours) !== dayOf(date) && yearOf(ours) !== yearOf(date);
    return apart ? (table[yearOf(date)] ?? 0) : this.exactBits(date);
  }

  private exactBits(date: PackedDate): number {
    return compareBirth(this.ours, date, this.population, this.weights).bits;
  }

  private fill(): readonly number[] {
    const { ours } = this;
    const telling = new Set<number>();
    const raise = (year: number, ...dates: readonly PackedDate[]): void => {
      if (year <= 0 || year >= YEARS) return;
      let most = -Infinity;
      for (const date of dates) most = Math.max(most, this.exactBits(date));
      table[year] = most;
      if (most > 0) telling.add(year);
    };
    if (ours.date === NO_DATE && ours.age === undefined) {
      table.fill(0);
      return [];
    }
    const year = ours.date === NO_DATE ? yearOf(ours.at) - (ours.age ?? 0) : yearOf(ours.date);
    // Far enough from everything: neither a slip nor a neighbouring year.
    const far = year > 1600 ? 1000 : 2190;
    table.fill(Math.max(this.exactBits(packDate(far, 6, 16)), this.exactBits(packDate(far))));
    table[0] = 0;
    if (ours.date === NO_DATE) {
      for (let y = year - AGE_REACH; y <= year + AGE_REACH; y += 1)
        raise(y, packDate(y, 1, 1), packDate(y, 12, 31), packDate(y));
      return [...telling];
    }
    const month = monthOf(ours.date);
    for (let y = year - 2; y <= year + 2; y += 1) raise(y, packDate(y));
    // A date of that year may be a slip away from what was written, also where that is no date at all.
    raise(year, packDate(year), packDate(year, month), packDate(year, 1, 1), slipIn(ours));
    return [...telling];
  }
}

/** A date of the same year with another last digit. */
function slipIn({ date }: QueryBirth): number {
  const [month, day] = [monthOf(date) || 6, dayOf(date) || 16];
  return packDate(yearOf(date), month, day % 10 === 9 ? day - 1 : day < 28 ? day + 1 : 27);
}
