/** Two records of one person: `a` before `b` in the order of their ids. */
export interface Pair {
  readonly a: string;
  readonly b: string;
  readonly probability: number;
  /** columns that go with the pair, as written */
  readonly figures: readonly string[];
}

/** From this probability on, a pair can vouch for a third record. */
const VOUCHING = 0.9;

/** The pairs of one register that are one person, each once, with those that follow from two others. */
export class Pairs {
  private readonly found = new Map<string, Pair>();

  /** Keeps the more probable of two answers about one pair. */
  add(one: string, other: string, probability: number, figures: readonly string[]): void {
    const [a, b] = one < other ? [one, other] : [other, one];
    const known = this.found.get(`${a}\n${b}`);
    if (known === undefined || known.probability < probability)
      this.found.set(`${a}\n${b}`, { a, b, probability, figures });
  }

  /** What was found, and each pair that shares a sure partner: if a is b and b is c, then a is c. */
  closed(): Pair[] {
    const partners = new Map<string, Set<string>>();
    const partnersOf = (id: string): Set<string> => {
      const known = partners.get(id) ?? new Set();
      partners.set(id, known);
      return known;
    };
    for (const { a, b, probability } of this.found.values()) {
      if (probability < VOUCHING) continue;
      partnersOf(a).add(b);
      partnersOf(b).add(a);
    }
    const implied = new Map<string, Pair>();
    for (const sure of partners.values()) {
      const ids = [...sure].toSorted();
      for (const [i, a] of ids.entries()) {
        for (const b of ids.slice(i + 1)) {
          const name = `${a}\n${b}`;
          if (this.found.has(name)) continue;
          implied.set(name, { a, b, probability: VOUCHING, figures: [VOUCHING.toFixed(6), '0.000', 'probable', '[]'] });
        }
      }
    }
    return [...this.found.values(), ...implied.values()].toSorted((x, y) => (x.a + x.b < y.a + y.b ? -1 : 1));
  }
}
