import { doubleMetaphone } from 'double-metaphone';
import { hashParts, hashText } from '../index/hash.js';
import { Multimap } from '../index/multimap.js';
import { editDistance } from './distance.js';

/** From this many letters on, two slips are looked for instead of one. */
export const TWO_SLIPS_FROM = 7;
/** Letters of a long word that deletions are tried on; the check that follows looks at the whole word. */
const DELETION_REACH = 14;
const [DELETION, SOUND] = [0, 1];

/**
 * The distinct words of one field, each once, with a number: interned in order of arrival, never removed (a word that no
 * record holds any more has a count of 0 and is passed over). Finds words that are a slip away (deletion neighbourhoods:
 * distance 1, 2 from seven letters) or sound alike (double metaphone), without looking at the others.
 */
export class Dictionary {
  private readonly ids = new Map<string, number>();
  private readonly list: string[] = [];
  private readonly edges = new Multimap();

  get size(): number {
    return this.list.length;
  }

  /** An estimate for a benchmark: 64 bytes for a string and its entry in the map, and the edges. */
  get bytes(): number {
    return this.list.length * 64 + this.edges.bytes;
  }

  constructor(private readonly fuzzy: boolean) {}

  intern(word: string): number {
    const known = this.ids.get(word);
    if (known !== undefined) return known;
    const id = this.list.length;
    this.ids.set(word, id);
    this.list.push(word);
    if (this.fuzzy) {
      for (const form of deletions(word)) this.edges.add(hashParts(DELETION, hashText(form)), id);
      for (const code of soundsOf(word)) this.edges.add(hashParts(SOUND, hashText(code)), id);
    }
    return id;
  }

  find(word: string): number | undefined {
    return this.ids.get(word);
  }

  word(id: number): string {
    return this.list[id] ?? '';
  }

  /** The ids of the words within one slip of `word` (two when both have seven letters or more), itself left out. */
  near(word: string): { readonly id: number; readonly slips: number }[] {
    const met: number[] = [];
    for (const form of deletions(word)) this.edges.collect(hashParts(DELETION, hashText(form)), met);
    const found: { id: number; slips: number }[] = [];
    for (const id of new Set(met)) {
      const other = this.word(id);
      const limit = slipsAllowed(word, other);
      const slips = editDistance(word, other, limit);
      if (slips > 0 && slips <= limit) found.push({ id, slips });
    }
    return found;
  }

  /** The ids of the words that sound like `word`, itself left out. */
  soundingLike(word: string): Set<number> {
    const met: number[] = [];
    for (const code of soundsOf(word)) this.edges.collect(hashParts(SOUND, hashText(code)), met);
    return new Set(met.filter((id) => this.word(id) !== word));
  }
}

/** Slips that still leave two words similar: none for one letter, one below seven letters, else two. */
export function slipsAllowed(a: string, b: string): number {
  const shorter = Math.min(a.length, b.length);
  if (shorter < 2) return 0;
  return shorter >= TWO_SLIPS_FROM ? 2 : 1;
}

/** The word, and every form of it with one letter left out (or two, from seven letters on). */
function deletions(word: string): Set<string> {
  const forms = new Set([word]);
  if (word.length < 2) return forms;
  const once = withoutOne(word);
  for (const form of once) forms.add(form);
  if (word.length >= TWO_SLIPS_FROM) for (const form of once) for (const twice of withoutOne(form)) forms.add(twice);
  return forms;
}

function withoutOne(word: string): string[] {
  const reach = Math.min(word.length, DELETION_REACH);
  return Array.from({ length: reach }, (_, i) => word.slice(0, i) + word.slice(i + 1));
}

/** The double-metaphone codes of a word of letters; of no use for fewer than two sounds. */
export function soundsOf(word: string): string[] {
  if (word.length < 3 || /\d/.test(word)) return [];
  const [first, second] = doubleMetaphone(word);
  const codes = first === second ? [first] : [first, second];
  return codes.filter((code) => code.length >= 2);
}
