import { Dictionary } from '../dictionary/dictionary.js';

/** The dictionaries that all registers share, so that a word is expanded once for all of them. */
export class Lexicon {
  /** single given names and surnames, and squashed compound surnames */
  readonly names = new Dictionary(true);
  readonly streets = new Dictionary(true);
  /** names of houses and blocks */
  readonly premises = new Dictionary(true);
  readonly places = new Dictionary(true);
  /** house and flat numbers */
  readonly numbers = new Dictionary(false);

  get bytes(): number {
    return this.names.bytes + this.streets.bytes + this.premises.bytes + this.places.bytes + this.numbers.bytes;
  }
}
