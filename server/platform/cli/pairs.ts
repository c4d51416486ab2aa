/** Two records of one person: `a` before `b` in the order of their ids. */
export interface Pair {
  readonly a: string;
  readonly b: string;
  readonly probability: number;
  /** columns that go with the pair, as written */
  readonly figures: readonly string[];
}

/** From this probability on, a pair can put the records around its two together. */
const VOUCHING = 0.9;
/** From here on a pair stands by itself, whatever the records around it say. */
const STANDING = 0.99;
/** Of the pairs between two groups, the share that must have been found for the groups to be one person. */
const SHARED = 0.25;

/** The pairs of one register that are one person, each once, with those that follow from two others. */
export class Pairs {
  private readonly found = new Map<string, Pair>();

  /** Keeps the more probable of two answers about one pair. */
  add(one: string, other: string, probability: number, figures: readonly string[]): void {
    const [a, b] = one < other ? [one, other] : [other, one];
    const name = nameOf(a, b);
    const known = this.found.get(name);
    if (known === undefined || known.probability < probability) this.found.set(name, { a, b, probability, figures });
  }

  /**
   * What was found, and what follows from it: if a is b and b is c, then a is c. Groups grow from the surest pair down, and
   * two are one person when enough of the pairs between them were found; a lone, less than certain pair between two large
   * groups is a likeness, and is left out.
   */
  closed(): Pair[] {
    const groups = new Map<string, readonly string[]>();
    const groupOf = (id: string): readonly string[] => groups.get(id) ?? [id];
    const apart = new Set<Pair>();
    const implied: Pair[] = [];
    const sure = [...this.found.values()].filter(({ probability }) => probability >= VOUCHING);
    for (const pair of sure.toSorted(byProbability)) {
      const [one, other] = [groupOf(pair.a), groupOf(pair.b)];
      if (one === other) continue;
      if (!this.areOne(one, other)) {
        if (pair.probability < STANDING) apart.add(pair);
        continue;
      }
      const whole = [...one, ...other];
      for (const id of whole) groups.set(id, whole);
      for (const a of one) for (const b of other) if (!this.found.has(nameOf(a, b))) implied.push(impliedPair(a, b));
    }
    return [...this.found.values(), ...implied]
      .filter((pair) => !apart.has(pair) || groupOf(pair.a) === groupOf(pair.b))
      .toSorted((x, y) => compareText(x.a, y.a) || compareText(x.b, y.b));
  }

  private areOne(one: readonly string[], other: readonly string[]): boolean {
    let sum = 0;
    for (const a of one) for (const b of other) sum += this.found.get(nameOf(a, b))?.probability ?? 0;
    return sum >= SHARED * one.length * other.length;
  }
}

const compareText = (x: string, y: string): number => (x < y ? -1 : x > y ? 1 : 0);

const byProbability = (x: Pair, y: Pair): number =>
  y.probability - x.probability || compareText(x.a, y.a) || compareText(x.b, y.b);

const nameOf = (one: string, other: string): string => (one < other ? `${one}\n${other}` : `${other}\n${one}`);

function impliedPair(one: string, other: string): Pair {
  const [a, b] = one < other ? [one, other] : [other, one];
  return { a, b, probability: VOUCHING, figures: [VOUCHING.toFixed(6), '0.000', 'probable', '[]'] };
}
