import Fuse from 'fuse.js';
import type { SearchHit } from '../../contract/index.js';

/** What of an incident its reader may find it by. */
export interface Findable extends Omit<SearchHit, 'found'> {
  /** as they are searched: without the marks between words */
  readonly words: Readonly<Record<'reference' | 'address' | 'people' | 'category', string>>;
}

const MOST = 20;
/** Close enough for a slip of a finger, not for another name. */
const OPTIONS = {
  keys: [
    { name: 'words.reference', weight: 2 },
    { name: 'words.people', weight: 2 },
    { name: 'words.address', weight: 1 },
    { name: 'words.category', weight: 0.5 },
  ],
  includeMatches: true,
  ignoreLocation: true,
  ignoreFieldNorm: true,
  minMatchCharLength: 2,
  threshold: 0.25,
};

/** One incident as it can be found. */
export const findable = (hit: Omit<SearchHit, 'found'>): Findable => ({
  ...hit,
  words: {
    reference: hit.reference,
    address: hit.address ?? '',
    people: hit.people.join(', '),
    category: hit.category ?? '',
  },
});

/** The incidents that are meant by a few letters, the likeliest first. Looks at each: for some thousands. */
export function quickSearch(incidents: readonly Findable[], text: string): SearchHit[] {
  const wanted = text.toLowerCase();
  // What has the very letters is meant, and looked at first: most searches end here.
  const exact = incidents.flatMap((one) => {
    const field = FIELDS.find((name) => one.words[name].toLowerCase().includes(wanted));
    return field ? [hitOf(one, field)] : [];
  });
  if (exact.length > 0) return exact.slice(0, MOST);
  return new Fuse(incidents, OPTIONS)
    .search(text, { limit: MOST })
    .map(({ item, matches }) => hitOf(item, matches?.[0]?.key?.replace('words.', '') ?? 'reference'));
}

const FIELDS = ['reference', 'people', 'address', 'category'] as const;

function hitOf({ words: _words, ...hit }: Findable, found: string): SearchHit {
  return { ...hit, found };
}
