import type { Lexicon } from './lexicon.js';
import type { Counter } from './counter.js';
import { populationShare } from '../words/frequencies.js';
import { key } from './keys.js';
import type { Shard } from './shard.js';
import type { Tally } from './tally.js';
import { outwardOf } from '../normalise/postcode.js';

/** A register’s counts weigh as much as this many people of the population at large: a small one is mostly not believed. */
const SMOOTHING = 2000;
/** Dates of birth of a population whose registers hold none: spread over eighty years. */
const YEARS = 80;
/** Days of a year, and the share of people born on one of them. */
const ONE_DAY = 1 / 365.25;

/** Share of addresses at one postcode. */
const POSTCODE = 2e-5;

type Countable = 'surnames' | 'givenNames' | 'streets' | 'premises' | 'places' | 'numbers';

type Remembered = 'streets' | 'premises' | 'places' | 'numbers' | 'district' | 'postcode' | 'year';

/**
 * How common things are among the people and addresses of all registers together: the chance that a stranger has them.
 * Shares are smoothed towards the population at large, so that a register of ten people does not think a name rare
 * or common by accident. Made for one check: its totals do not follow later changes.
 */
export class Population {
  readonly people: number;
  readonly addresses: number;
  private readonly dated: number;
  private readonly shares: Readonly<Record<Remembered, Map<number, number>>> = {
    streets: new Map(),
    premises: new Map(),
    places: new Map(),
    numbers: new Map(),
    district: new Map(),
    postcode: new Map(),
    year: new Map(),
  };

  constructor(
    private readonly shards: readonly Shard[],
    private readonly lexicon: Lexicon,
  ) {
    this.people = this.sum((tally) => tally.people);
    this.addresses = this.sum((tally) => tally.addresses);
    this.dated = this.sum((tally) => tally.dated);
  }

  count(what: Countable, id: number): number {
    return this.sum((tally) => (tally[what] satisfies Counter).of(id));
  }

  /** How often a name is borne, as a surname or a given name. */
  nameUses(id: number): number {
    let uses = 0;
    for (const { tally } of this.shards) uses += tally.surnames.of(id) + tally.givenNames.of(id);
    return uses;
  }

  surname(id: number): number {
    const share = populationShare(this.lexicon.names.word(id), 'surname');
    return this.smooth(this.count('surnames', id), this.people, share);
  }

  givenName(id: number): number {
    const share = populationShare(this.lexicon.names.word(id), 'given');
    return this.smooth(this.count('givenNames', id), this.people, share);
  }

  street(id: number): number {
    return (
      this.known('streets', id) ??
      this.keep('streets', id, this.smooth(this.count('streets', id), this.addresses, 2e-4))
    );
  }

  premises(id: number): number {
    return (
      this.known('premises', id) ??
      this.keep('premises', id, this.smooth(this.count('premises', id), this.addresses, 1e-4))
    );
  }

  place(id: number): number {
    return (
      this.known('places', id) ?? this.keep('places', id, this.smooth(this.count('places', id), this.addresses, 0.02))
    );
  }

  /** A house or flat number among addresses; two dwellings of one street seldom share one. */
  number(id: number): number {
    return (
      this.known('numbers', id) ??
      this.keep('numbers', id, this.smooth(this.count('numbers', id), this.addresses, 0.01))
    );
  }

  district(postcode: number): number {
    const outward = outwardOf(postcode);
    const known = this.known('district', outward);
    if (known !== undefined) return known;
    const count = this.sum((tally) => tally.districts.get(outward) ?? 0);
    return this.keep('district', outward, this.smooth(count, this.addresses, 0.005));
  }

  postcode(postcode: number): number {
    return (
      this.known('postcode', postcode) ??
      this.keep('postcode', postcode, this.smooth(this.holders(key.postcode(postcode)), this.addresses, POSTCODE))
    );
  }

  /** The share of a postcode that nobody has but the one who is compared. */
  get rarestPostcode(): number {
    return this.smooth(1, this.addresses, POSTCODE);
  }

  phone(pair: readonly [number, number]): number {
    return this.smooth(this.holders(key.phone(pair)), this.people, 1e-6);
  }

  /** Born in this year. */
  year(year: number): number {
    const known = this.known('year', year);
    if (known !== undefined) return known;
    const count = this.sum((tally) => tally.years.of(year));
    return this.keep('year', year, this.smooth(count, this.dated, 1 / YEARS));
  }

  /** Born on this day and month, whatever the year; 1 January is what registers write for “not known”. */
  day(month: number, day: number): number {
    if (month !== 1 || day !== 1) return ONE_DAY;
    return this.smooth(
      this.sum((tally) => tally.bornFirstOfJanuary),
      this.sum((tally) => tally.fullyDated),
      0.01,
    );
  }

  /** Candidates of one check share streets, towns and years: each share is worked out once. */
  private known(what: Remembered, id: number): number | undefined {
    return this.shares[what].get(id);
  }

  private keep(what: Remembered, id: number, share: number): number {
    this.shares[what].set(id, share);
    return share;
  }

  /** How many records are under a key, over all registers. */
  private holders(wanted: number): number {
    let count = 0;
    for (const shard of this.shards) for (const segment of shard.segments()) count += segment.holders(wanted);
    return count;
  }

  /** One holder is left out: the recorded person or address that is being compared is no stranger to itself. */
  private smooth(count: number, of: number, expected: number): number {
    return (Math.max(0, count - 1) + SMOOTHING * expected) / (of + SMOOTHING);
  }

  private sum(of: (tally: Tally) => number): number {
    let total = 0;
    for (const shard of this.shards) total += of(shard.tally);
    return total;
  }
}
