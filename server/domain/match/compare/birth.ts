import {
  agesAt,
  dayOf,
  monthOf,
  NO_DATE,
  swapDayAndMonth,
  yearOf,
  yearsOff,
  type PackedDate,
} from '../normalise/date.js';
import type { Population } from '../index/population.js';
import type { Weights } from '../weights.js';
import { editDistance } from '../dictionary/distance.js';

/** What was said about when somebody was born: a date as far as it is known, or an age at the time of the call. */
export interface QueryBirth {
  readonly date: PackedDate;
  /** the eight digits that were written, also when they are no date of the calendar */
  readonly digits: string | undefined;
  readonly age: number | undefined;
  /** day of the call */
  readonly at: PackedDate;
}

export type BirthLevel =
  | 'missing'
  | 'exact'
  | 'partial'
  /** the same, of a date that is in no calendar and was not this one */
  | 'miswritten'
  | 'dayAndMonthSwapped'
  | 'slip'
  | 'twoParts'
  | 'firstOfJanuary'
  | 'sameYear'
  | 'nearYear'
  | 'differs'
  | 'ageFits'
  | 'ageOneOff'
  | 'ageTwoOff'
  | 'ageFiveOff'
  | 'ageDiffers';

export interface BirthComparison {
  readonly level: BirthLevel;
  readonly bits: number;
}

const MISSING: BirthComparison = { level: 'missing', bits: 0 };
const EIGHTY_YEARS_OF_DAYS = 80 * 365.25;
/** Dates of birth that one digit or one exchange leads to, in the calendar of a lifetime. */
const DATES_A_SLIP_AWAY = 20;

/** Compares dates of birth, or an age with one. An age is an interval of dates at the day of the call. */
export function compareBirth(
  ours: QueryBirth,
  theirs: PackedDate,
  population: Population,
  weights: Weights,
): BirthComparison {
  if (theirs === NO_DATE) return MISSING;
  if (ours.date !== NO_DATE) return compareDates(ours, theirs, population, weights);
  return ours.age === undefined ? MISSING : compareAge(ours.age, theirs, ours.at, population, weights);
}

function compareDates(ours: QueryBirth, b: PackedDate, population: Population, weights: Weights): BirthComparison {
  const m = weights.dateOfBirth;
  const a = ours.date;
  const level = isMiswritten(ours) && dayOf(b) !== 0 ? miswrittenLevel(ours, b) : dateLevel(a, b);
  const inYear = population.year(yearOf(b));
  switch (level) {
    case 'exact':
      return { level, bits: Math.log2(m.exact / (inYear * population.day(monthOf(b), dayOf(b)))) };
    case 'partial':
    case 'miswritten':
      return { level, bits: Math.log2(m.partial / (monthOf(a) !== 0 && monthOf(b) !== 0 ? inYear / 12 : inYear)) };
    case 'dayAndMonthSwapped':
      return { level, bits: Math.log2(m.dayAndMonthSwapped / (inYear / 365.25)) };
    case 'slip':
      return { level, bits: Math.log2(m.slip / (DATES_A_SLIP_AWAY / EIGHTY_YEARS_OF_DAYS)) };
    case 'twoParts':
      return { level, bits: Math.log2(m.twoParts / 0.006) };
    case 'firstOfJanuary':
      return { level, bits: Math.log2(m.firstOfJanuary / (inYear * population.day(1, 1) * 2)) };
    case 'sameYear':
      return { level, bits: Math.log2(m.sameYear / inYear) };
    case 'nearYear':
      return { level, bits: Math.log2(m.nearYear / (inYear * 4)) };
    default:
      return { level, bits: Math.log2(m.differs) };
  }
}

/** A full date was written, and the calendar does not have it. */
const isMiswritten = ({ date, digits: written }: QueryBirth): boolean => written !== undefined && dayOf(date) === 0;

function miswrittenLevel({ date, digits: written = '' }: QueryBirth, b: PackedDate): BirthLevel {
  if (editDistance(written, digits(b), 1) <= 1) return 'slip';
  const level = dateLevel(date, b);
  // What can be read of the date agrees, and a day that is not this one was said: that supports nobody by itself.
  return level === 'partial' ? 'miswritten' : level;
}

function dateLevel(a: PackedDate, b: PackedDate): BirthLevel {
  const years = Math.abs(yearOf(a) - yearOf(b));
  if (dayOf(a) === 0 || dayOf(b) === 0) return partialLevel(a, b, years);
  if (a === b) return 'exact';
  if (swapDayAndMonth(a) === b) return 'dayAndMonthSwapped';
  if (isOneSlipApart(a, b)) return 'slip';
  const [sameMonth, sameDay] = [monthOf(a) === monthOf(b), dayOf(a) === dayOf(b)];
  if (years === 0 && (isFirstOfJanuary(a) || isFirstOfJanuary(b))) return 'firstOfJanuary';
  if ((years === 0 && (sameMonth || sameDay)) || (sameMonth && sameDay && !isFirstOfJanuary(a))) return 'twoParts';
  if (years === 0) return 'sameYear';
  return years <= 2 ? 'nearYear' : 'differs';
}

function partialLevel(a: PackedDate, b: PackedDate, years: number): BirthLevel {
  if (years !== 0) return years <= 2 ? 'nearYear' : 'differs';
  const monthsKnown = monthOf(a) !== 0 && monthOf(b) !== 0;
  return !monthsKnown || monthOf(a) === monthOf(b) ? 'partial' : 'sameYear';
}

const isFirstOfJanuary = (date: PackedDate): boolean => (date & 511) === 33;

/** One digit of the eight differs, or two neighbouring ones are exchanged: two dates with an edit distance of 1. */
function isOneSlipApart(a: PackedDate, b: PackedDate): boolean {
  let [ours, theirs] = [decimal(a), decimal(b)];
  while (ours % 10 === theirs % 10) {
    ours = Math.floor(ours / 10);
    theirs = Math.floor(theirs / 10);
  }
  const [last, theirLast] = [ours % 10, theirs % 10];
  ours = Math.floor(ours / 10);
  theirs = Math.floor(theirs / 10);
  if (ours === theirs) return true;
  return ours % 10 === theirLast && theirs % 10 === last && Math.floor(ours / 10) === Math.floor(theirs / 10);
}

const decimal = (date: PackedDate): number => yearOf(date) * 10_000 + monthOf(date) * 100 + dayOf(date);

const digits = (date: PackedDate): string =>
  `${yearOf(date)}${String(monthOf(date)).padStart(2, '0')}${String(dayOf(date)).padStart(2, '0')}`;

function compareAge(
  age: number,
  birth: PackedDate,
  at: PackedDate,
  population: Population,
  weights: Weights,
): BirthComparison {
  const [oldest, youngest] = agesAt(birth, at);
  const off = Math.abs(yearsOff(age, birth, at));
  const years = oldest - youngest + 1;
  const middle = yearOf(at) - age;
  const m = weights.age;
  if (off === 0) return { level: 'ageFits', bits: Math.log2(m.fits / (bornWithin(0, 0, middle, population) * years)) };
  if (off === 1) return { level: 'ageOneOff', bits: Math.log2(m.oneOff / bornWithin(1, 1, middle, population)) };
  if (off === 2) return { level: 'ageTwoOff', bits: Math.log2(m.twoOff / bornWithin(2, 2, middle, population)) };
  if (off <= 5) return { level: 'ageFiveOff', bits: Math.log2(m.fiveOff / bornWithin(3, 5, middle, population)) };
  return { level: 'ageDiffers', bits: Math.log2(m.differs / Math.max(0.3, 1 - bornWithin(0, 5, middle, population))) };
}

/** The share of strangers born so many years before or after one. */
function bornWithin(from: number, to: number, middle: number, population: Population): number {
  let share = 0;
  for (let distance = from; distance <= to; distance += 1)
    share += population.year(middle - distance) + (distance === 0 ? 0 : population.year(middle + distance));
  return Math.max(share, 1e-4);
}
