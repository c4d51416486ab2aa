import { Dictionary, type DictionaryParts } from '../dictionary/dictionary.js';
import type { Steps } from './steps.js';

export type LexiconParts = Readonly<Record<'names' | 'streets' | 'premises' | 'places' | 'numbers', DictionaryParts>>;

/** The dictionaries that all registers share, so that a word is expanded once for all of them. */
export class Lexicon {
  /** single given names and surnames, and squashed compound surnames */
  readonly names: Dictionary;
  readonly streets: Dictionary;
  /** names of houses and blocks */
  readonly premises: Dictionary;
  readonly places: Dictionary;
  /** house and flat numbers */
  readonly numbers: Dictionary;

  constructor(parts?: LexiconParts) {
    this.names = new Dictionary(true, parts?.names);
    this.streets = new Dictionary(true, parts?.streets);
    this.premises = new Dictionary(true, parts?.premises);
    this.places = new Dictionary(true, parts?.places);
    this.numbers = new Dictionary(false, parts?.numbers);
  }

  get bytes(): number {
    return this.all.reduce((sum, dictionary) => sum + dictionary.bytes, 0);
  }

  /** Packs what is loose, if enough is. */
  *sealing(least?: number): Steps<void> {
    for (const dictionary of this.all) yield* dictionary.sealing(least);
  }

  /** Everything, packed; it must have been sealed. */
  parts(): LexiconParts {
    const { names, streets, premises, places, numbers } = this;
    return {
      names: names.parts(),
      streets: streets.parts(),
      premises: premises.parts(),
      places: places.parts(),
      numbers: numbers.parts(),
    };
  }

  private get all(): readonly Dictionary[] {
    return [this.names, this.streets, this.premises, this.places, this.numbers];
  }
}
