import { editDistance } from './distance.js';
import type { Dictionary } from './dictionary.js';

/** How a street, a house name or a place asked about agrees with a recorded one. */
export type WordLevel = 'exact' | 'near' | 'differs';

const MOST_VARIANTS = 12;
const SHORTEST_BEGINNING = 4;

/** The id of a word of an address, and of those that are similar to it. */
interface PlaceExpansion {
  readonly own: number | undefined;
  readonly similar: readonly number[];
}

const expandPlace = (word: string, dictionary: Dictionary): PlaceExpansion => {
  const own = dictionary.find(word);
  const near = dictionary.near(word).map(({ id }) => id);
  const all = new Set([...near, ...dictionary.soundingLike(word), ...beginnings(word, dictionary)]);
  return { own, similar: [...all].filter((id) => id !== own && closeEnough(word, dictionary.word(id))) };
};

/** One word of an address as it was asked about, expanded to the words of its dictionary that it may stand for. */
export class PlaceTerm {
  private readonly levels = new Map<number, WordLevel>();
  readonly id: number | undefined;
  private readonly similar: readonly number[];

  /** @param uses how many records hold a word; those without any are passed over */
  constructor(
    readonly word: string,
    private readonly dictionary: Dictionary,
    uses: (id: number) => number,
  ) {
    const { own, similar } = dictionary.expansion(word, expandPlace);
    this.id = own !== undefined && uses(own) > 0 ? own : undefined;
    this.similar = similar
      .map((id) => ({ id, count: uses(id) }))
      .filter(({ count }) => count > 0)
      .toSorted((a, b) => b.count - a.count || (dictionary.word(a.id) < dictionary.word(b.id) ? -1 : 1))
      .map(({ id }) => id);
    for (const id of this.similar) this.levels.set(id, 'near');
    if (this.id !== undefined) this.levels.set(this.id, 'exact');
  }

  /** The ids of the words to look up: itself first. */
  get variants(): readonly number[] {
    return [...(this.id === undefined ? [] : [this.id]), ...this.similar.slice(0, MOST_VARIANTS)];
  }

  /** Ids of the words that are similar, not equal. */
  get similarIds(): readonly number[] {
    return this.similar;
  }

  /** A word that is met by another key is near when it is this one cut short, or this one is it cut short. */
  level(id: number): WordLevel {
    const known = this.levels.get(id);
    if (known !== undefined) return known;
    const other = this.dictionary.word(id);
    const [shorter, longer] = this.word.length < other.length ? [this.word, other] : [other, this.word];
    const level = shorter.length >= SHORTEST_BEGINNING && longer.startsWith(shorter) ? 'near' : 'differs';
    this.levels.set(id, level);
    return level;
  }
}

/** House and block names are said with and without what they are: Cavendish House, Cavendish. */
const beginnings = (word: string, dictionary: Dictionary): number[] =>
  KINDS_OF_BUILDING.flatMap((kind) => {
    const other = word.endsWith(kind) ? word.slice(0, -kind.length) : word + kind;
    const id = other.length < 4 ? undefined : dictionary.find(other);
    return id === undefined ? [] : [id];
  });

const KINDS_OF_BUILDING = ['house', 'court', 'lodge', 'mansions', 'building', 'buildings', 'apartments', 'flats'];

/** Sounding alike is not enough for a place: the letters must be close as well; numbers in a name never differ. */
function closeEnough(a: string, b: string): boolean {
  if (a.replace(/\D/g, '') !== b.replace(/\D/g, '')) return false;
  return (
    KINDS_OF_BUILDING.some((kind) => a + kind === b || b + kind === a) ||
    editDistance(a, b, 3) <= Math.max(1, Math.floor(Math.min(a.length, b.length) / 3))
  );
}
