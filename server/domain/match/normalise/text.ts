import anyAscii from 'any-ascii';

/** Characters of one field that are looked at: a longer one is cut, so that no input can make a query slow. */
const LONGEST_FIELD = 200;

/** Letters of other scripts that look like Latin ones; used where a word mixes scripts, as disguised or mistyped words do. */
const LOOK_ALIKES: Readonly<Record<string, string>> = {
  а: 'a',
  в: 'b',
  с: 'c',
  е: 'e',
  н: 'h',
  і: 'i',
  ј: 'j',
  к: 'k',
  м: 'm',
  о: 'o',
  р: 'p',
  ѕ: 's',
  т: 't',
  у: 'y',
  х: 'x',
  α: 'a',
  β: 'b',
  ε: 'e',
  η: 'n',
  ι: 'i',
  κ: 'k',
  μ: 'm',
  ν: 'v',
  ο: 'o',
  ρ: 'p',
  τ: 't',
  υ: 'u',
  χ: 'x',
};

const PLAIN = /^[\x20-\x7e]*$/;
const NOT_TEXT = /[^\p{L}\p{N}\s'’‘`´\-‐‑‒–—/.,&+()]/gu;
const WORD = /[\p{L}\p{N}]+/gu;
const LATIN = /\p{Script=Latin}/u;
const OTHER_LETTER = /[^\P{L}\p{Script=Latin}]/u;

/**
 * The text in lower-case ASCII: compatibility forms and marks folded, zero-width and direction characters and symbols
 * (emoji) removed, look-alike letters replaced inside a Latin word, other scripts transliterated (`any-ascii`).
 * Punctuation that separates or joins words stays. At most LONGEST_FIELD characters are looked at.
 */
export function fold(text: string): string {
  const cut = text.length > LONGEST_FIELD ? text.slice(0, LONGEST_FIELD) : text;
  if (PLAIN.test(cut)) return cut.toLowerCase();
  const bare = cut
    .normalize('NFKD')
    .replace(/\p{M}|\p{Cf}/gu, '')
    .replace(NOT_TEXT, ' ')
    .toLowerCase();
  const latin = bare.replace(WORD, (word) => (isMixed(word) ? disguised(word) : word));
  return anyAscii(latin.replace(/[‐‑‒–—]/g, '-').replace(/[’‘`´]/g, "'")).toLowerCase();
}

function isMixed(word: string): boolean {
  return OTHER_LETTER.test(word) && LATIN.test(word);
}

function disguised(word: string): string {
  let plain = '';
  for (const letter of word) plain += LOOK_ALIKES[letter] ?? letter;
  return plain;
}

/** The words of a text: apostrophes join (O’Brien is one word), everything else that is no letter or digit separates. */
export function words(text: string): string[] {
  return (
    fold(text)
      .replace(/['&+]/g, '')
      .match(/[a-z0-9]+/g) ?? []
  );
}

/** All words of a text in one, so that joined and split spellings are equal. */
export function squash(text: string): string {
  return words(text).join('');
}
