import { doubleMetaphone } from 'double-metaphone';
import { hashText } from '../index/hash.js';
import { Numbers } from '../index/numbers.js';
import { Postings } from '../index/postings.js';
import type { PostingsParts } from '../index/packed-postings.js';
import type { Steps } from '../index/steps.js';
import { TextHeap, type TextParts } from '../index/text-heap.js';
import { deletionForms, TWO_SLIPS_FROM } from './deletions.js';
import { lettersDistance, LONGEST, shapeOf } from './distance.js';

/** Expansions that are kept; with more, all are forgotten. */
const MOST_KEPT = 20_000;
/** Loose forms and sounds from which packing them pays. */
const MANY_LOOSE = 50_000;

/** The letters of two words that are being compared. */
const [ours, theirs] = [new Uint16Array(LONGEST), new Uint16Array(LONGEST)];

export interface DictionaryParts {
  readonly words: TextParts;
  readonly forms: PostingsParts;
  readonly sounds: PostingsParts;
}

/**
 * The distinct words of one field, each once, with a number: interned in order of arrival, never removed (a word that no
 * record holds any more has a count of 0 and is passed over). Finds words that are a slip away (deletion neighbourhoods:
 * distance 1, 2 from seven letters) or sound alike (double metaphone), without looking at the others. Words are bytes;
 * those that were asked for are kept as strings as well.
 */
export class Dictionary {
  private readonly words: TextHeap;
  private readonly strings: (string | undefined)[] = [];
  /** open addressing: number of a word + 1, 0 where there is none */
  private table = new Int32Array(1024);
  private readonly forms: Postings;
  private readonly sounds: Postings;
  private readonly met = new Numbers();
  private readonly keys = new Numbers();
  private shapes = new Uint32Array(0);
  private shaped = 0;
  private marked = new Uint8Array(0);
  private mark = 0;
  private readonly expansions = new Map<string, unknown>();

  constructor(
    private readonly fuzzy: boolean,
    parts?: DictionaryParts,
  ) {
    this.words = new TextHeap(parts?.words);
    this.forms = parts === undefined ? new Postings() : Postings.from(parts.forms);
    this.sounds = parts === undefined ? new Postings() : Postings.from(parts.sounds);
    if (this.words.size > 0) this.rehash();
  }

  get size(): number {
    return this.words.size;
  }

  get bytes(): number {
    const { words, table, forms, sounds, shapes } = this;
    return words.bytes + table.byteLength + forms.bytes + sounds.bytes + shapes.byteLength;
  }

  intern(word: string): number {
    const place = this.placeOf(word);
    const known = this.table[place] ?? 0;
    if (known > 0) return known - 1;
    const id = this.words.size;
    this.words.add(word);
    this.strings[id] = word;
    this.table[place] = id + 1;
    if (this.size * 2 > this.table.length) this.rehash();
    this.expansions.clear();
    if (this.fuzzy) {
      this.keys.size = 0;
      deletionForms(word, this.keys);
      for (let i = 0; i < this.keys.size; i += 1) this.forms.add(this.keys.items[i] ?? 0, id);
      for (const code of soundsOf(word)) this.sounds.add(hashText(code), id);
      const beginning = beginningOf(word);
      if (beginning !== undefined) this.forms.add(beginning, id);
    }
    return id;
  }

  find(word: string): number | undefined {
    const known = this.table[this.placeOf(word)] ?? 0;
    return known > 0 ? known - 1 : undefined;
  }

  word(id: number): string {
    const known = this.strings[id];
    if (known !== undefined) return known;
    if (id < 0 || id >= this.size) return '';
    const word = this.words.get(id);
    this.strings[id] = word;
    return word;
  }

  /** The shape of a word of the dictionary, see `shapeOf`; worked out for all of them when it is first asked for. */
  shape(id: number): number {
    if (this.shaped <= id) this.shapeAll();
    return this.shapes[id] ?? 0;
  }

  private shapeAll(): void {
    if (this.shapes.length < this.size) {
      const before = this.shapes;
      this.shapes = new Uint32Array(2 * this.size);
      this.shapes.set(before);
    }
    for (; this.shaped < this.size; this.shaped += 1) {
      const length = this.words.copy(this.shaped, theirs);
      this.shapes[this.shaped] = shapeOf(theirs, Math.min(length, LONGEST));
    }
  }

  /** The ids of the words within one slip of `word` (two when both have seven letters or more), itself left out. */
  near(word: string): { readonly id: number; readonly slips: number }[] {
    const { keys, met } = this;
    keys.size = 0;
    met.size = 0;
    deletionForms(word, keys);
    for (let i = 0; i < keys.size; i += 1) this.forms.collect(keys.items[i] ?? 0, met);
    const found: { id: number; slips: number }[] = [];
    if (word.length > LONGEST) return found;
    for (let i = 0; i < word.length; i += 1) ours[i] = word.charCodeAt(i);
    this.beginMarks();
    for (let i = 0; i < met.size; i += 1) {
      const id = met.items[i] ?? 0;
      if (!this.marks(id)) continue;
      const length = this.words.lengthAt(id);
      const limit = slipsOf(Math.min(word.length, length));
      if (Math.abs(word.length - length) > limit || length > LONGEST) continue;
      this.words.copy(id, theirs);
      const slips = lettersDistance(ours, word.length, theirs, length, limit);
      if (slips > 0 && slips <= limit) found.push({ id, slips });
    }
    return found;
  }

  /** The ids of the words that sound like `word`, itself left out. */
  soundingLike(word: string): Set<number> {
    const { met } = this;
    met.size = 0;
    for (const code of soundsOf(word)) this.sounds.collect(hashText(code), met);
    const alike = new Set(met.items.subarray(0, met.size));
    const own = this.find(word);
    if (own !== undefined) alike.delete(own);
    return alike;
  }

  /** The ids of the words that this one begins with, or that begin with it; of the shorter, four letters at least. Itself left out. */
  cutShort(word: string): number[] {
    const { met } = this;
    met.size = 0;
    const beginning = beginningOf(word);
    if (beginning !== undefined) this.forms.collect(beginning, met);
    return [...met.items.subarray(0, met.size)].filter((id) => {
      const other = this.word(id);
      return other !== word && (other.startsWith(word) || word.startsWith(other));
    });
  }

  /** What a word expands to, worked out once while no word is added. Every dictionary is expanded in one way only. */
  expansion<T>(word: string, expand: (word: string, dictionary: this) => T): T {
    if (this.expansions.has(word)) return this.expansions.get(word) as T;
    const found = expand(word, this);
    if (this.expansions.size >= MOST_KEPT) this.expansions.clear();
    this.expansions.set(word, found);
    return found;
  }

  /** Packs forms and sounds when enough of them are loose to make it pay. */
  *sealing(least = MANY_LOOSE): Steps<void> {
    if (this.forms.looseSize + this.sounds.looseSize < least) return;
    yield* this.forms.sealing();
    yield* this.sounds.sealing();
  }

  /** What there is, packed; everything must have been sealed. */
  parts(): DictionaryParts {
    return { words: this.words.parts(), forms: this.forms.parts(), sounds: this.sounds.parts() };
  }

  private beginMarks(): void {
    this.mark += 1;
    if (this.marked.length < this.size || this.mark > 255) {
      this.marked = new Uint8Array(2 * this.size);
      this.mark = 1;
    }
  }

  /** True once for every word, since marking began. */
  private marks(id: number): boolean {
    if (this.marked[id] === this.mark) return false;
    this.marked[id] = this.mark;
    return true;
  }

  private placeOf(word: string): number {
    let place = hashText(word) & (this.table.length - 1);
    for (;;) {
      const known = this.table[place] ?? 0;
      if (known === 0 || this.word(known - 1) === word) return place;
      place = (place + 1) & (this.table.length - 1);
    }
  }

  private rehash(): void {
    this.table = new Int32Array(2 ** Math.ceil(Math.log2(this.size * 4 + 1024)));
    for (let id = 0; id < this.size; id += 1) this.table[this.placeOf(this.word(id))] = id + 1;
  }
}

/** Letters from which the beginning of a word may stand for it. */
const SHORTEST_BEGINNING = 4;
const BEGINNING = '^';

/** The key of a word among those that begin as it does; no letter is a circumflex, so it is no form of another word. */
const beginningOf = (word: string): number | undefined =>
  word.length < SHORTEST_BEGINNING ? undefined : hashText(BEGINNING + word.slice(0, SHORTEST_BEGINNING));

/** Slips that still leave two words similar: none for one letter, one below seven letters, else two. */
export function slipsAllowed(a: string, b: string): number {
  return slipsOf(Math.min(a.length, b.length));
}

const slipsOf = (shorter: number): number => (shorter < 2 ? 0 : shorter >= TWO_SLIPS_FROM ? 2 : 1);

/** The double-metaphone codes of a word of letters; of no use for fewer than two sounds. */
export function soundsOf(word: string): string[] {
  if (word.length < 3 || /\d/.test(word)) return [];
  const [first, second] = doubleMetaphone(word);
  const codes = first === second ? [first] : [first, second];
  return codes.filter((code) => code.length >= 2);
}
