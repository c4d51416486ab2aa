/**
 * Edit distance with adjacent transpositions (optimal string alignment), given up beyond `limit`.
 * @returns the distance, or `limit + 1` when it is larger
 */
export function editDistance(a: string, b: string, limit: number): number {
  if (a === b) return 0;
  if (Math.abs(a.length - b.length) > limit || a.length > LONGEST || b.length > LONGEST) return limit + 1;
  for (let i = 0; i < a.length; i += 1) ours[i] = a.charCodeAt(i);
  for (let i = 0; i < b.length; i += 1) theirs[i] = b.charCodeAt(i);
  return lettersDistance(ours, a.length, theirs, b.length, limit);
}

export const LONGEST = 256;
const [ours, theirs] = [new Uint16Array(LONGEST), new Uint16Array(LONGEST)];

/** The same of two words whose letters lie in arrays, neither longer than LONGEST. */
export function lettersDistance(
  a: Uint16Array,
  lengthA: number,
  b: Uint16Array,
  lengthB: number,
  limit: number,
): number {
  if (Math.abs(lengthA - lengthB) > limit) return limit + 1;
  let start = 0;
  let [endA, endB] = [lengthA, lengthB];
  while (start < endA && start < endB && a[start] === b[start]) start += 1;
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) {
    endA -= 1;
    endB -= 1;
  }
  if (start === endA || start === endB) return Math.min(Math.max(endA, endB) - start, limit + 1);
  return tableDistance(a, b, start, endA, endB, limit);
}

/** Three rows of the table, kept between calls: a distance is asked for thousands of times a query. */
const rows = [new Uint16Array(LONGEST + 1), new Uint16Array(LONGEST + 1), new Uint16Array(LONGEST + 1)];

function tableDistance(
  a: Uint16Array,
  b: Uint16Array,
  start: number,
  endA: number,
  endB: number,
  limit: number,
): number {
  const [lengthA, lengthB] = [endA - start, endB - start];
  let [before, previous, current] = rows as [Uint16Array, Uint16Array, Uint16Array];
  for (let j = 0; j <= lengthB; j += 1) previous[j] = j;
  for (let i = 1; i <= lengthA; i += 1) {
    current[0] = i;
    let best = i;
    const letter = a[start + i - 1];
    for (let j = 1; j <= lengthB; j += 1) {
      const other = b[start + j - 1];
      let cost = (previous[j - 1] ?? 0) + (letter === other ? 0 : 1);
      cost = Math.min(cost, (current[j - 1] ?? 0) + 1, (previous[j] ?? 0) + 1);
      if (i > 1 && j > 1 && letter === b[start + j - 2] && a[start + i - 2] === other)
        cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      current[j] = cost;
      best = Math.min(best, cost);
    }
    if (best > limit) return limit + 1;
    [before, previous, current] = [previous, current, before];
  }
  return Math.min(previous[lengthB] ?? 0, limit + 1);
}

const taken = new Uint8Array(LONGEST);
const matched = new Uint16Array(LONGEST);

/** Jaro–Winkler similarity, 0 to 1 (Winkler 1990: a common beginning of up to four letters counts). */
export function resemblance(a: string, b: string): number {
  if (a === b) return 1;
  if (a.length > LONGEST || b.length > LONGEST) return 0;
  const reach = Math.max(0, Math.floor(Math.max(a.length, b.length) / 2) - 1);
  taken.fill(0, 0, b.length);
  let m = 0;
  for (let i = 0; i < a.length; i += 1) {
    const letter = a.charCodeAt(i);
    const end = Math.min(b.length, i + reach + 1);
    for (let j = Math.max(0, i - reach); j < end; j += 1) {
      if (taken[j] === 0 && letter === b.charCodeAt(j)) {
        taken[j] = 1;
        matched[m] = letter;
        m += 1;
        break;
      }
    }
  }
  if (m === 0) return 0;
  let [k, crossed] = [0, 0];
  for (let j = 0; j < b.length; j += 1) {
    if (taken[j] === 0) continue;
    if (b.charCodeAt(j) !== matched[k]) crossed += 1;
    k += 1;
  }
  const jaro = (m / a.length + m / b.length + (m - crossed / 2) / m) / 3;
  let prefix = 0;
  while (prefix < 4 && prefix < a.length && a.charCodeAt(prefix) === b.charCodeAt(prefix)) prefix += 1;
  return jaro + prefix * 0.1 * (1 - jaro);
}

const LETTERS = 27;
const LONGEST_SHAPED = 31;
const FIRST = 'a'.charCodeAt(0);

/** Which letters a word has, 27 bits (the last: anything that is no letter), and how many, 5 bits. */
export function shapeOf(letters: Uint16Array, length: number): number {
  let shape = Math.min(length, LONGEST_SHAPED) << LETTERS;
  for (let i = 0; i < length; i += 1) {
    const letter = (letters[i] ?? 0) - FIRST;
    shape |= 1 << (letter >= 0 && letter < LETTERS - 1 ? letter : LETTERS - 1);
  }
  return shape >>> 0;
}

export function shapeOfWord(word: string): number {
  const length = Math.min(word.length, LONGEST);
  for (let i = 0; i < length; i += 1) ours[i] = word.charCodeAt(i);
  return shapeOf(ours, length);
}

export const isOneLetter = (shape: number): boolean => shape >>> LETTERS === 1;

/** The most that the resemblance of two words can be, by their shapes: a letter that the other has not matches none. */
export function mostResemblance(a: number, b: number): number {
  const [lengthA, lengthB] = [a >>> LETTERS, b >>> LETTERS];
  if (lengthA === LONGEST_SHAPED || lengthB === LONGEST_SHAPED) return 1;
  const matching = Math.min(lengthA - bitsIn(a & ~b & ALL), lengthB - bitsIn(b & ~a & ALL));
  const jaro = (matching / lengthA + matching / lengthB + 1) / 3;
  return jaro + 0.4 * (1 - jaro);
}

const ALL = 2 ** LETTERS - 1;

function bitsIn(mask: number): number {
  let bits = mask - ((mask >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
