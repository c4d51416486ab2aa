import { editDistance } from './distance.js';
import type { Dictionary } from './dictionary.js';

/** How a street, a house name or a place asked about agrees with a recorded one. */
export type WordLevel = 'exact' | 'near' | 'differs';

const MOST_VARIANTS = 12;

/** The id of a word of an address, and of those that are similar to it. */
interface PlaceExpansion {
  readonly own: number | undefined;
  readonly similar: readonly number[];
  /** cut short, or this word is it cut short: not looked up, but near where it is met */
  readonly cutShort: readonly number[];
}

const expandPlace = (word: string, dictionary: Dictionary): PlaceExpansion => {
  const own = dictionary.find(word);
  const near = dictionary.near(word).map(({ id }) => id);
  const all = new Set([...near, ...dictionary.soundingLike(word), ...beginnings(word, dictionary)]);
  const similar = [...all].filter((id) => id !== own && closeEnough(word, dictionary.word(id)));
  return { own, similar, cutShort: dictionary.cutShort(word) };
};

/** One word of an address as it was asked about, expanded to the words of its dictionary that it may stand for. */
export class PlaceTerm {
  private readonly levels = new Map<number, WordLevel>();
  readonly id: number | undefined;
  /** the ids of the words to look up: itself first */
  readonly variants: readonly number[];

  /** @param uses how many records hold a word; those without any are passed over */
  constructor(
    readonly word: string,
    dictionary: Dictionary,
    uses: (id: number) => number,
  ) {
    const { own, similar, cutShort } = dictionary.expansion(word, expandPlace);
    this.id = own !== undefined && uses(own) > 0 ? own : undefined;
    const used = similar
      .map((id) => ({ id, count: uses(id) }))
      .filter(({ count }) => count > 0)
      .toSorted((a, b) => b.count - a.count || (dictionary.word(a.id) < dictionary.word(b.id) ? -1 : 1));
    for (const { id } of used) this.levels.set(id, 'near');
    for (const id of cutShort) if (uses(id) > 0) this.levels.set(id, 'near');
    if (this.id !== undefined) this.levels.set(this.id, 'exact');
    const others = used.slice(0, MOST_VARIANTS).map(({ id }) => id);
    this.variants = this.id === undefined ? others : [this.id, ...others];
  }

  /** The ids of all words that are not another. */
  get alike(): Iterable<number> {
    return this.levels.keys();
  }

  level(id: number): WordLevel {
    return this.levels.get(id) ?? 'differs';
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
