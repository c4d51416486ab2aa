/**
 * What lowering a grade must come to, said a second time and plainly: it imports nothing of Outrider. Sets and loops, no
 * cleverness, so that it can be read beside R6 and believed.
 */

export const GRADES = ['scheduled', 'priority', 'immediate'] as const;
export type OracleGrade = (typeof GRADES)[number];
const height = (grade: OracleGrade): number => GRADES.indexOf(grade);

/** What a card shows of danger: life-risk hits that are sure, those that are possible, repeat calls, other callers nearby. */
export interface OracleCard {
  sure: Set<number>;
  possible: Set<number>;
  calls: Set<number>;
  nearby: Set<number>;
  grade: OracleGrade;
}

interface OracleRequest {
  from: OracleGrade;
  to: OracleGrade;
  by: string;
  expiresAt: number;
  state: 'waiting' | 'approved' | 'rejected' | 'expired' | 'lapsed';
  /** what whoever decides has before them; until somebody has, what the card showed at the request */
  seen: OracleCard;
  restored: boolean;
}

const copy = (card: OracleCard): OracleCard => ({
  sure: new Set(card.sure),
  possible: new Set(card.possible),
  calls: new Set(card.calls),
  nearby: new Set(card.nearby),
  grade: card.grade,
});
const sameSet = (a: Set<number>, b: Set<number>): boolean => a.size === b.size && [...a].every((x) => b.has(x));
const sameCard = (a: OracleCard, b: OracleCard): boolean =>
  a.grade === b.grade &&
  sameSet(a.sure, b.sure) &&
  sameSet(a.possible, b.possible) &&
  sameSet(a.calls, b.calls) &&
  sameSet(a.nearby, b.nearby);

export class DowngradeOracle {
  /** minutes */
  now = 0;
  grade: OracleGrade = 'immediate';
  readonly cards: OracleCard[];
  readonly requests: OracleRequest[] = [];

  constructor(private readonly minutes: number) {
    const empty = () => new Set<number>();
    this.cards = [{ sure: empty(), possible: empty(), calls: empty(), nearby: empty(), grade: this.grade }];
  }

  get card(): OracleCard {
    return this.cards[this.cards.length - 1]!;
  }

  ask(by: string, to: OracleGrade, victimAsks: boolean): string {
    const waiting = this.requests.find((request) => request.state === 'waiting');
    if (height(to) >= height(this.grade)) return 'NOT_LOWER';
    if (waiting && this.now < waiting.expiresAt) return 'ALREADY_WAITING';
    if (to === 'scheduled' && !victimAsks) return 'NOT_ALLOWED';
    if (waiting) waiting.state = 'expired';
    this.requests.push({
      from: this.grade,
      to,
      by,
      expiresAt: this.now + this.minutes,
      state: 'waiting',
      seen: copy(this.card),
      restored: false,
    });
    return 'ok';
  }

  /** @param version counted from 1 */
  rule(by: string, which: number, approve: boolean, version: number): string {
    const request = this.requests[which];
    if (!request) return 'NOT_FOUND';
    if (request.by === by) return 'OWN_REQUEST';
    if (request.state === 'approved' || request.state === 'rejected') return 'ALREADY_RULED';
    if (request.state === 'expired') return 'EXPIRED';
    if (request.state === 'lapsed') return 'LAPSED';
    if (this.now >= request.expiresAt) return 'EXPIRED';
    const named = this.cards[version - 1];
    if (!named || !sameCard(named, this.card)) return 'STALE_VERSION';
    request.state = approve ? 'approved' : 'rejected';
    request.seen = copy(named);
    if (approve) {
      this.grade = request.to;
      this.#show(copy(this.card));
    }
    return 'ok';
  }

  /** The card is made again, with this changed; the grade is on it. */
  change(how: (card: OracleCard) => void): void {
    const next = copy(this.card);
    how(next);
    this.#show(next);
  }

  raise(to: OracleGrade): string {
    if (height(to) < height(this.grade)) return 'USE_DOWNGRADE';
    this.grade = to;
    this.#show(copy(this.card));
    return 'ok';
  }

  /** Time does what is due. */
  tick(): void {
    for (const request of this.requests) {
      if (request.state === 'waiting' && this.now >= request.expiresAt) request.state = 'expired';
    }
  }

  #show(next: OracleCard): void {
    next.grade = this.grade;
    if (sameCard(next, this.card)) return;
    const before = this.grade;
    for (const request of this.requests) {
      const stands =
        request.state === 'waiting' || (request.state === 'approved' && height(before) < height(request.from));
      if (!stands) continue;
      const raisedAbove = request.state === 'waiting' && height(before) > height(request.from);
      const newSure = [...next.sure].some((hit) => !request.seen.sure.has(hit));
      const newCall = [...next.calls].some((call) => !request.seen.calls.has(call));
      if (raisedAbove || newSure || newCall) {
        if (request.state === 'approved' && height(request.from) > height(this.grade)) this.grade = request.from;
        request.restored = request.state === 'approved';
        request.state = 'lapsed';
        continue;
      }
      const newPossible = [...next.possible].some(
        (hit) => !request.seen.possible.has(hit) && !request.seen.sure.has(hit),
      );
      const newNearby = [...next.nearby].some((call) => !request.seen.nearby.has(call));
      // They are warned once: from then on they know.
      if (newPossible || newNearby) request.seen = copy(next);
    }
    next.grade = this.grade;
    this.cards.push(next);
  }
}
