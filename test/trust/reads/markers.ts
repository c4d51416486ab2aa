import type { Kind } from './expected.js';

export interface Marker {
  readonly token: string;
  readonly incident: number;
  readonly kind: Kind;
}

const CONSONANTS = 'bdfgklmnprstv';
const VOWELS = 'aeiou';
/** The last digits of a number that is given to nobody: Ofcom keeps these for drama. */
const NUMBERS = 1_000;

/** Words and numbers that stand nowhere else, each known by what it was put into. */
export class Markers {
  readonly #byToken = new Map<string, Marker>();

  constructor(private readonly random: () => number) {}

  /** A new word of no language: `Qzbatemu`. */
  word(incident: number, kind: Kind): string {
    for (;;) {
      const syllable = (): string => this.#of(CONSONANTS) + this.#of(VOWELS);
      const token = `qz${syllable()}${syllable()}${syllable()}${syllable()}`;
      if (this.#byToken.has(token)) continue;
      this.#byToken.set(token, { token, incident, kind });
      return `Q${token.slice(1)}`;
    }
  }

  /** A mobile number that is nobody's. */
  number(incident: number, kind: Kind): string {
    const digits = String(this.#byToken.size % NUMBERS).padStart(3, '0');
    this.#byToken.set(`#${digits}`, { token: `#${digits}`, incident, kind });
    return `07700 900${digits}`;
  }

  /** A day so long ago that nobody in this world was born on it. */
  day(incident: number, kind: Kind): string {
    const day = new Date(Date.UTC(1901, 0, 1) + this.#byToken.size * 86_400_000).toISOString().slice(0, 10);
    this.#byToken.set(day, { token: day, incident, kind });
    return day;
  }

  /** The markers in a text, however it is written. */
  in(text: string): Marker[] {
    const words = text.toLowerCase().match(/qz(?:[bdfgklmnprstv][aeiou]){4}/g) ?? [];
    const numbers = [...text.matchAll(/7700[\s-]?900[\s-]?(\d{3})/g)].map(([, digits = '']) => `#${digits}`);
    const days = text.match(/\b19[01]\d-\d\d-\d\d\b/g) ?? [];
    return [...words, ...numbers, ...days].flatMap((token) => this.#byToken.get(token) ?? []);
  }

  #of(letters: string): string {
    return letters[Math.floor(this.random() * letters.length)] ?? '';
  }
}

/** The same numbers for the same seed, evenly from 0 to 1 (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
