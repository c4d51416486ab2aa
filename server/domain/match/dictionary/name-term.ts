import type { Dictionary } from './dictionary.js';
import type { Lexicon } from '../index/lexicon.js';
import type { Population } from '../index/population.js';
import { isKnownName, nicknamesOf, spellingsOf } from '../words/given-names.js';
import type { NameWeights } from '../weights.js';
import { isOneLetter, mostResemblance, resemblance, shapeOfWord } from './distance.js';

/** How two single names agree, best first. The order is that of `NAME_LEVELS`. */
export const NameLevel = {
  exact: 0,
  spelling: 1,
  nickname: 2,
  near: 3,
  soundsAlike: 4,
  closeName: 5,
  initial: 6,
  part: 7,
  resembles: 8,
  differs: 9,
  missing: 10,
} as const;
export type NameLevel = (typeof NameLevel)[keyof typeof NameLevel];

/** The names of the levels, in their order. */
export const NAME_LEVELS = Object.keys(NameLevel).slice(0, NameLevel.missing) as (keyof NameWeights)[];

/** Jaro–Winkler similarity from which two names are taken to resemble each other. */
const RESEMBLES_FROM = 0.86;
/** Share of strangers’ names that resemble, or begin with the letter of, a given one: measured on the registers’ own names. */
const STRANGERS = { resembles: 0.008, initial: 0.08 } as const;
/** Of names, those that have another spelling, or a short form, at all: only they can be found so written. */
const OPEN_TO: Readonly<Partial<Record<NameLevel, number>>> = {
  [NameLevel.spelling]: 0.35,
  [NameLevel.nickname]: 0.6,
};
/** Bits: another name a letter off speaks against, however rare it is among strangers. */
const CLOSE_NAME_AT_MOST = -1;
/** So many times commoner, a name a letter away is taken to be what was meant. */
const MUCH_COMMONER = 20;
/** Uses from which a name is one of its own, and the same as a share of the uses of the name that it resembles. */
const [ESTABLISHED, ESTABLISHED_SHARE] = [12, 0.05];
/** Words that a name is expanded to for the search of candidates. */
const MOST_VARIANTS = 40;

export type NamePosition = 'surname' | 'given';

/** The words of a dictionary that a name may stand for, by how they were come by. */
interface NameExpansion {
  readonly own: number | undefined;
  readonly spellings: readonly number[];
  readonly nicknames: readonly number[];
  readonly near: readonly number[];
  readonly alike: readonly number[];
}

const expandName = (word: string, names: Dictionary): NameExpansion => {
  const known = (others: readonly string[]): number[] =>
    others.flatMap((other) => {
      const id = names.find(other);
      return id === undefined ? [] : [id];
    });
  return {
    own: names.find(word),
    spellings: known(spellingsOf(word)),
    nicknames: known(nicknamesOf(word)),
    near: names.near(word).map(({ id }) => id),
    alike: [...names.soundingLike(word)],
  };
};

/**
 * One word of a name as it was asked about: the words of the dictionary that it may stand for, each with its level, and
 * what agreement on each level says. Expanding the dictionary instead of the records is what makes the search fast.
 */
export class NameTerm {
  /** ids of dictionary words → level; words met later are added as they are compared */
  private readonly levels = new Map<number, NameLevel>();
  private readonly shares: Partial<Record<NamePosition, Float64Array>> = {};
  /** bits by level, once worked out; a term is compared by one weight list only */
  private readonly told: Partial<Record<NamePosition, Float64Array>> = {};
  private ordered: readonly number[] | undefined;
  /** the ids that the dictionary led to, which term frequencies are counted over */
  private readonly expanded: number[];
  private readonly shape: number;
  /** the id of the word itself; undefined when no record has ever held it */
  private readonly own: number | undefined;

  constructor(
    readonly word: string,
    private readonly lexicon: Lexicon,
    private readonly population: Population,
  ) {
    const { own, spellings, nicknames, near, alike } = lexicon.names.expansion(word, expandName);
    this.own = own;
    this.shape = shapeOfWord(word);
    const offer = (id: number, level: NameLevel): void => {
      if ((this.levels.get(id) ?? NameLevel.missing) <= level) return;
      if (this.held(id)) this.levels.set(id, level);
    };
    if (own !== undefined) offer(own, NameLevel.exact);
    for (const id of spellings) offer(id, NameLevel.spelling);
    for (const id of nicknames) offer(id, NameLevel.nickname);
    for (const id of near) offer(id, this.isNamesake(id) ? NameLevel.closeName : NameLevel.near);
    for (const id of alike) offer(id, this.isNamesake(id) ? NameLevel.closeName : NameLevel.soundsAlike);
    this.expanded = [...this.levels.keys()];
  }

  /** The ids of the words to look up, the word itself first, then by level and by how common they are. */
  get variants(): readonly number[] {
    if (this.ordered === undefined) {
      const { names } = this.lexicon;
      const others = this.expanded
        .filter((id) => id !== this.own)
        .map((id) => ({ id, level: this.levels.get(id) ?? 0, count: this.uses(id) }))
        .toSorted((a, b) => a.level - b.level || b.count - a.count || (names.word(a.id) < names.word(b.id) ? -1 : 1));
      const own = this.own === undefined || !this.held(this.own) ? [] : [this.own];
      this.ordered = [...own, ...others.slice(0, MOST_VARIANTS).map(({ id }) => id)];
    }
    return this.ordered;
  }

  /** The ids of all words that are not quite another. */
  get alike(): readonly number[] {
    return this.expanded;
  }

  /** How a word of the dictionary agrees with this one. */
  level(id: number): NameLevel {
    const known = this.levels.get(id);
    if (known !== undefined) return known;
    const { names } = this.lexicon;
    // Most words are seen to be another without being spelt.
    if (mostResemblance(this.shape, names.shape(id)) < RESEMBLES_FROM && !this.mayBeInitial(names.shape(id)))
      return NameLevel.differs;
    const level = this.unexpanded(names.word(id));
    this.levels.set(id, level);
    return level;
  }

  /**
   * What agreement on a level says, in bits: the share of true pairs that reach it over the share of strangers that do. For
   * the levels of the dictionary, the strangers are counted in the registers.
   */
  bits(level: NameLevel, position: NamePosition, weights: NameWeights): number {
    if (level === NameLevel.missing) return 0;
    const known = this.told[position]?.[level];
    if (known !== undefined && !Number.isNaN(known)) return known;
    const bits = Math.min(this.counted(level, position, weights), this.mostBits(level, position, weights));
    (this.told[position] ??= new Float64Array(NameLevel.missing).fill(Number.NaN))[level] = bits;
    return bits;
  }

  private counted(level: NameLevel, position: NamePosition, weights: NameWeights): number {
    const share = weights[NAME_LEVELS[level] ?? 'differs'] / (OPEN_TO[level] ?? 1);
    return Math.log2(share / this.strangers(level, position));
  }

  /**
   * A variant never says more than the name itself, however rare its writing: Begm is as common as Begum is mistyped.
   */
  private mostBits(level: NameLevel, position: NamePosition, weights: NameWeights): number {
    if (level === NameLevel.closeName) return CLOSE_NAME_AT_MOST;
    const isVariant = level > NameLevel.exact && level < NameLevel.closeName;
    return isVariant ? this.counted(NameLevel.exact, position, weights) : Infinity;
  }

  /** The share of strangers who agree on this level. */
  strangers(level: NameLevel, position: NamePosition): number {
    let shares = this.shares[position];
    if (shares === undefined) {
      shares = this.countShares(position);
      this.shares[position] = shares;
    }
    return shares[level] ?? 1;
  }

  private countShares(position: NamePosition): Float64Array {
    const shares = new Float64Array(NameLevel.missing + 1);
    const share = (id: number): number =>
      position === 'surname' ? this.population.surname(id) : this.population.givenName(id);
    for (const id of this.expanded) {
      const level = this.levels.get(id) ?? NameLevel.differs;
      shares[level] = (shares[level] ?? 0) + share(id);
    }
    shares[NameLevel.exact] = Math.max(shares[NameLevel.exact] ?? 0, this.shareMistyped(share));
    for (let level = 0; level < NameLevel.initial; level += 1) shares[level] ||= 1e-6;
    shares[NameLevel.initial] = STRANGERS.initial;
    shares[NameLevel.resembles] = STRANGERS.resembles;
    shares[NameLevel.part] = Math.min(1, 3 * (shares[NameLevel.exact] ?? 0) + 1e-4);
    const similar = shares.slice(0, NameLevel.initial).reduce((sum, part) => sum + part, 0);
    shares[NameLevel.differs] = Math.max(0.05, 1 - similar - STRANGERS.resembles);
    return shares;
  }

  /** The share of a much commoner name that this word is a slip of, as far as anybody knows: Midtry, Mistry. */
  private shareMistyped(share: (id: number) => number): number {
    if (isKnownName(this.word)) return 0;
    const own = this.own === undefined ? 0 : share(this.own);
    const near = this.expanded.filter((other) => this.levels.get(other) === NameLevel.near).map(share);
    return Math.max(0, ...near.filter((other) => other >= MUCH_COMMONER * own));
  }

  private mayBeInitial(other: number): boolean {
    return this.word.length === 1 || isOneLetter(other);
  }

  private unexpanded(other: string): NameLevel {
    if (other === this.word) return NameLevel.exact;
    if (other.length === 1 || this.word.length === 1) {
      return other[0] === this.word[0] ? NameLevel.initial : NameLevel.differs;
    }
    if (!beginAlike(this.word, other)) return NameLevel.differs;
    return resemblance(this.word, other) >= RESEMBLES_FROM ? NameLevel.resembles : NameLevel.differs;
  }

  /** Two names a letter apart, not one with a slip: both are listed, or both are borne by too many for a slip. */
  private isNamesake(id: number): boolean {
    const other = this.lexicon.names.word(id);
    if (isKnownName(this.word) && isKnownName(other)) return true;
    const [uses, others] = [this.own === undefined ? 0 : this.uses(this.own), this.uses(id)];
    return Math.min(uses, others) >= Math.max(ESTABLISHED, ESTABLISHED_SHARE * Math.max(uses, others));
  }

  private held(id: number): boolean {
    return this.uses(id) > 0;
  }

  private uses(id: number): number {
    return this.population.nameUses(id);
  }
}

/** One of the first two letters in common: without, two names hardly ever resemble each other. */
function beginAlike(a: string, b: string): boolean {
  return a[0] === b[0] || a[1] === b[1] || a[0] === b[1] || a[1] === b[0];
}
