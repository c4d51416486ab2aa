import { editDistance } from './distance.js';
import type { Dictionary } from './dictionary.js';

/** How a street, a house name or a place asked about agrees with a recorded one. */
export type WordLevel = 'exact' | 'near' | 'differs';

const MOST_VARIANTS = 12;
const SHORTEST_BEGINNING = 4;

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
    const found = dictionary.find(word);
    this.id = found !== undefined && uses(found) > 0 ? found : undefined;
    const near = dictionary.near(word).map(({ id }) => id);
    this.similar = [...new Set([...near, ...dictionary.soundingLike(word), ...this.beginnings()])]
      .filter((id) => uses(id) > 0)
      .filter((id) => id !== found && closeEnough(word, dictionary.word(id)))
      .toSorted((a, b) => uses(b) - uses(a) || (dictionary.word(a) < dictionary.word(b) ? -1 : 1));
    for (const id of this.similar) this.levels.set(id, 'near');
    if (this.id !== undefined) this.levels.set(this.id, 'exact');
  }

  /** The words to look up: itself first. */
  get variants(): readonly string[] {
    return [this.word, ...this.similar.slice(0, MOST_VARIANTS).map((id) => this.dictionary.word(id))];
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

  /** House and block names are said with and without what they are: Cavendish House, Cavendish. */
  private beginnings(): number[] {
    return KINDS_OF_BUILDING.flatMap((kind) => {
      const other = this.word.endsWith(kind) ? this.word.slice(0, -kind.length) : this.word + kind;
      const id = other.length < 4 ? undefined : this.dictionary.find(other);
      return id === undefined ? [] : [id];
    });
  }
}

const KINDS_OF_BUILDING = ['house', 'court', 'lodge', 'mansions', 'building', 'buildings', 'apartments', 'flats'];

/** Sounding alike is not enough for a place: the letters must be close as well; numbers in a name never differ. */
function closeEnough(a: string, b: string): boolean {
  if (a.replace(/\D/g, '') !== b.replace(/\D/g, '')) return false;
  return (
    KINDS_OF_BUILDING.some((kind) => a + kind === b || b + kind === a) ||
    editDistance(a, b, 3) <= Math.max(1, Math.floor(Math.min(a.length, b.length) / 3))
  );
}
