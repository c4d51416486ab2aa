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
  /** by year; 0 when no year is known. Good until the next search. */
  readonly byYear = table;
  /** the years that speak for what was said */
  readonly years: readonly number[];
  private readonly exact: number;

  constructor(
    private readonly ours: QueryBirth,
    private readonly population: Population,
    private readonly weights: Weights,
  ) {
    this.years = this.fill();
    this.exact = ours.date === NO_DATE ? 0 : this.bits(ours.date);
  }

  of(date: PackedDate): number {
    const { ours } = this;
    if (date === NO_DATE) return 0;
    if (date === ours.date) return this.exact;
    const year = yearOf(date);
    const sameYear = ours.date !== NO_DATE && year === yearOf(ours.date);
    return sameYear ? this.bits(date) : (table[year] ?? 0);
  }

  private bits(date: PackedDate): number {
    return compareBirth(this.ours, date, this.population, this.weights).bits;
  }

  private fill(): readonly number[] {
    const { ours } = this;
    const telling = new Set<number>();
    const raise = (year: number, ...dates: readonly PackedDate[]): void => {
      if (year <= 0 || year >= YEARS) return;
      let most = -Infinity;
      for (const date of dates) most = Math.max(most, this.bits(date));
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
    table.fill(Math.max(this.bits(packDate(far, 6, 16)), this.bits(packDate(far))));
    table[0] = 0;
    if (ours.date === NO_DATE) {
      for (let y = year - AGE_REACH; y <= year + AGE_REACH; y += 1)
        raise(y, packDate(y, 1, 1), packDate(y, 12, 31), packDate(y));
      return [...telling];
    }
    const [month, day] = [monthOf(ours.date) || 6, dayOf(ours.date) || 16];
    for (const y of slipsOf(year)) raise(y, packDate(y, month, day));
    for (let y = year - 2; y <= year + 2; y += 1) raise(y, packDate(y, month, day), packDate(y));
    // A date of that year may be a slip away from what was written, also where that is no date at all.
    raise(year, ours.date, packDate(year), packDate(year, month, day), packDate(year, 1, 1), slipIn(ours));
    return [...telling];
  }
}

/** The years that one digit more or less, or two neighbouring digits exchanged, make of a year. */
function slipsOf(year: number): Set<number> {
  const found = new Set<number>();
  for (const place of [1, 10, 100, 1000]) {
    const digit = Math.floor(year / place) % 10;
    for (let other = 0; other < 10; other += 1) found.add(year + (other - digit) * place);
    const next = Math.floor(year / place / 10) % 10;
    found.add(year + (next - digit) * place + (digit - next) * place * 10);
  }
  return found;
}

/** A date of the same year with another last digit. */
function slipIn({ date }: QueryBirth): number {
  const [month, day] = [monthOf(date) || 6, dayOf(date) || 16];
  return packDate(yearOf(date), month, day % 10 === 9 ? day - 1 : day < 28 ? day + 1 : 27);
}
