import { comparePerson, type PersonComparison, type QueryPerson, type Scales } from '../compare/person.js';
import type { PersonRow, RecordRow } from '../index/rows.js';
import { BestTotals, descending } from './best-totals.js';
import type { Candidate, Gathering } from './gathering.js';
import type { PersonBound } from './person-bound.js';

/** A party beside one person of one record. */
interface Compared {
  readonly candidate: Candidate;
  readonly personIndex: number;
  readonly person: PersonRow;
  readonly record: RecordRow;
  readonly found: PersonComparison;
}

interface Shortlisted extends Compared {
  readonly recordId: string;
}

/** Comparisons that are looked at closely: clustered, weighed against each other. */
const SHORTLIST = 48;
/** The same, when more are good on their own: all records of somebody known well. */
const MOST_CLOSE = 160;
/** A comparison this many bits below the best one, or below an even chance, cannot change the answer. */
const HOPELESS = 16;
/** Bits from which a comparison is good on its own: an even chance, were there nobody better. */
const GOOD = 0;
/** Bits within which one that is left out is as good an answer as the best: the five hundred of one name in a hostel. */
const AS_GOOD = 1;

/** What a comparison must come to beside the best: more than is hopeless, or good on its own. */
const floorBelow = (best: number): number => Math.min(Math.max(best, GOOD) - HOPELESS, GOOD);

/**
 * Compares candidates in the order of the most that each can come to, until none that is left can matter: it would not be
 * good, and falls hopelessly short of the best or behind as many as are looked at closely.
 */
export class Contest {
  private readonly compared: Compared[] = [];
  private readonly best = new BestTotals(SHORTLIST);
  /** the most that each candidate can come to; −∞ once it has been compared */
  private bounds = new Float64Array(64);
  private bounded = 0;

  constructor(
    private readonly ours: QueryPerson,
    private readonly gathering: Gathering,
    private readonly bound: PersonBound,
    private readonly scales: Scales,
    private readonly isExcepted: (candidate: Candidate, personIndex: number) => boolean,
  ) {}

  /** Whoever cannot come to this cannot matter. */
  get floor(): number {
    return Math.min(Math.max(floorBelow(this.best.first), this.best.last - AS_GOOD), GOOD);
  }

  /** Compares until nobody else who was gathered can be better than the best. */
  findBest(): void {
    this.compareWhile((most) => most > this.best.first);
  }

  /** Compares everybody who was gathered and can matter. */
  finish(): void {
    this.compareWhile(() => true);
  }

  private compareWhile(isWorthwhile: (most: number) => boolean): void {
    this.boundNew();
    const { bounds } = this;
    for (const at of descending(bounds.subarray(0, this.bounded))) {
      const most = bounds[at] ?? 0;
      if (most < this.floor || !isWorthwhile(most)) return;
      bounds[at] = -Infinity;
      this.compare(this.gathering.candidate(at));
    }
  }

  private boundNew(): void {
    const { gathering } = this;
    if (gathering.size > this.bounds.length) {
      const before = this.bounds;
      this.bounds = new Float64Array(2 * gathering.size);
      this.bounds.set(before);
    }
    for (; this.bounded < gathering.size; this.bounded += 1)
      this.bounds[this.bounded] = this.bound.of(gathering.rowAt(this.bounded));
  }

  private compare(candidate: Candidate): void {
    const { floor } = this;
    const record = candidate.segment.row(candidate.slot);
    for (const [personIndex, person] of record.people.entries()) {
      if (this.isExcepted(candidate, personIndex)) continue;
      const found = comparePerson(this.ours, person, record, this.scales, floor);
      if (found === undefined || found.total < floor) continue;
      this.best.add(found.total);
      this.compared.push({ candidate, personIndex, person, record, found });
    }
  }

  /**
   * The best few and all that are good, in an order that depends on nothing but what is in the registers.
   * `cut`: more agree well than are looked at closely.
   */
  shortlist(): { readonly shortlist: readonly Shortlisted[]; readonly cut: boolean } {
    const best = this.best.first;
    const near = this.compared.filter(({ found }) => found.total > floorBelow(best));
    const totals = near.map(({ found }) => found.total).toSorted((a, b) => b - a);
    const floor = Math.min(totals[SHORTLIST - 1] ?? -Infinity, Math.max(GOOD, totals[MOST_CLOSE - 1] ?? GOOD));
    const ordered = near
      .filter(({ found }) => found.total >= floor)
      .map((one) => ({ ...one, recordId: one.candidate.segment.recordId(one.candidate.slot) }))
      .toSorted(
        (a, b) =>
          b.found.total - a.found.total ||
          compareText(a.candidate.shard.register, b.candidate.shard.register) ||
          compareText(a.recordId, b.recordId) ||
          a.personIndex - b.personIndex,
      );
    const good = totals.filter((total) => total >= GOOD).length;
    const shortlist = ordered.slice(0, Math.max(SHORTLIST, Math.min(good, MOST_CLOSE)));
    const firstLeftOut = totals[shortlist.length];
    const crowded = firstLeftOut !== undefined && firstLeftOut >= best - AS_GOOD;
    return { shortlist, cut: crowded || good > MOST_CLOSE };
  }
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
