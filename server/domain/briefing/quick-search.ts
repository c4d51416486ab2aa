import Fuse from 'fuse.js';
import type { SearchHit } from '../../contract/index.js';

/** What of an incident its reader may find it by. */
export interface Findable extends Omit<SearchHit, 'found'> {
  /** as they are searched: in small letters */
  readonly words: Readonly<Record<Field, string>>;
}

const FIELDS = ['reference', 'people', 'address', 'category'] as const;
type Field = (typeof FIELDS)[number];

const MOST = 20;
/** The share of a text that may be wrong: close enough for a slip of a finger, not for another name. Two letters swapped are two. */
const wrongIn = (text: string): number => (text.length < 6 ? 0.25 : 0.34);
/** Fuse compares this many letters in one go; nobody mistypes more and means them. */
const LONGEST = 32;
/** Incidents that are compared letter by letter: those with the most in common. */
const MOST_COMPARED = 150;
const WEIGHTS: Readonly<Record<Field, number>> = { reference: 2, people: 2, address: 1, category: 0.5 };
const OPTIONS = {
  keys: FIELDS.map((name) => ({ name, weight: WEIGHTS[name], getFn: ({ words }: Findable) => words[name] })),
  includeMatches: true,
  ignoreLocation: true,
  ignoreFieldNorm: true,
  minMatchCharLength: 2,
};

/** One incident as it can be found. */
export const findable = (hit: Omit<SearchHit, 'found'>): Findable => ({
  ...hit,
  words: {
    reference: hit.reference.toLowerCase(),
    address: (hit.address ?? '').toLowerCase(),
    people: hit.people.join(', ').toLowerCase(),
    category: (hit.category ?? '').toLowerCase(),
  },
});

/** The incidents that are meant by a few letters, the likeliest first. For some thousands. */
export function quickSearch(incidents: readonly Findable[], text: string): SearchHit[] {
  const wanted = text.toLowerCase();
  // What has the very letters is meant, and looked at first: most searches end here.
  const exact = incidents.flatMap((one) => {
    const field = FIELDS.find((name) => one.words[name].includes(wanted));
    return field ? [hitOf(one, field)] : [];
  });
  if (exact.length > 0) return exact.slice(0, MOST);
  const mistyped = wanted.slice(0, LONGEST);
  return new Fuse(alike(incidents, mistyped), { ...OPTIONS, threshold: wrongIn(mistyped) })
    .search(mistyped, { limit: MOST })
    .map(({ item, matches }) => hitOf(item, (matches?.[0]?.key ?? 'reference') as Field));
}

/**
 * Those that can be close enough at all, the most alike first: a wrong letter spoils two of the pairs of neighbours in a
 * text, so that whatever is close still has the others.
 */
function alike(incidents: readonly Findable[], text: string): Findable[] {
  const pairs = new Set(Array.from({ length: text.length - 1 }, (_, at) => text.slice(at, at + 2)));
  const spoilt = 2 * Math.floor(wrongIn(text) * text.length);
  const needed = pairs.size - spoilt;
  const found = incidents.flatMap((one) => {
    const all = FIELDS.map((field) => one.words[field]).join('\n');
    let shared = 0;
    for (const pair of pairs) if (all.includes(pair)) shared += 1;
    return shared >= needed ? [{ one, shared }] : [];
  });
  return found
    .toSorted((a, b) => b.shared - a.shared)
    .slice(0, MOST_COMPARED)
    .map(({ one }) => one);
}

function hitOf({ words: _words, ...hit }: Findable, found: Field): SearchHit {
  return { ...hit, found };
}
