import Fuse from 'fuse.js';
import type { SearchHit } from '../../contract/index.js';

const FIELDS = ['reference', 'people', 'address', 'category'] as const;
type Field = (typeof FIELDS)[number];

/** What of an incident its reader may find it by. */
export interface Findable extends Omit<SearchHit, 'found'> {
  /** as they are searched: in small letters */
  readonly words: Readonly<Record<Field, string>>;
  /** all of them in one text: most incidents are passed over by one look at it */
  readonly text: string;
}

const MOST = 20;
/** The share of a text that may be wrong: close enough for a slip of a finger, not for another name. Two letters swapped are two. */
const wrongIn = (text: string): number => (text.length < 6 ? 0.25 : 0.34);
/** Fuse compares this many letters in one go; nobody mistypes more and means them. */
const LONGEST = 32;
/** Fields that are compared letter by letter: those with the most in common. */
const MOST_COMPARED = 150;
const OPTIONS = {
  keys: [{ name: 'words', getFn: ({ one, field }: Candidate) => one.words[field] }],
  ignoreLocation: true,
  ignoreFieldNorm: true,
  minMatchCharLength: 2,
};

/** A field that may be what was meant. */
interface Candidate {
  readonly one: Findable;
  readonly field: Field;
  /** pairs of neighbouring letters that it has with what was typed */
  readonly shared: number;
}

/** One incident as it can be found. */
export function findable(hit: Omit<SearchHit, 'found'>): Findable {
  const words = {
    reference: hit.reference.toLowerCase(),
    people: hit.people.join(', ').toLowerCase(),
    address: (hit.address ?? '').toLowerCase(),
    category: (hit.category ?? '').toLowerCase(),
  };
  return { ...hit, words, text: FIELDS.map((field) => words[field]).join('\n') };
}

/** The incidents that are meant by a few letters, the likeliest first. For some thousands. */
export function quickSearch(incidents: readonly Findable[], text: string): SearchHit[] {
  const wanted = text.toLowerCase();
  // What has the very letters is meant, and looked at first: most searches end here.
  const exact = incidents.flatMap((one) => {
    const field = one.text.includes(wanted) && FIELDS.find((name) => one.words[name].includes(wanted));
    return field ? [hitOf(one, field)] : [];
  });
  return exact.length > 0 ? exact.slice(0, MOST) : mistyped(incidents, wanted.slice(0, LONGEST));
}

/** Those with a field that is close to what was typed, each once. */
function mistyped(incidents: readonly Findable[], wanted: string): SearchHit[] {
  const close = new Fuse(alike(incidents, wanted), { ...OPTIONS, threshold: wrongIn(wanted) }).search(wanted);
  const hits = new Map<string, SearchHit>();
  for (const { item } of close)
    if (!hits.has(item.one.incidentId)) hits.set(item.one.incidentId, hitOf(item.one, item.field));
  return [...hits.values()].slice(0, MOST);
}

/**
 * Fields that can be close enough at all, the most alike first: a wrong letter spoils two of the pairs of neighbours in a
 * text, so that whatever is close still has the others.
 */
function alike(incidents: readonly Findable[], wanted: string): Candidate[] {
  const pairs = [...new Set(Array.from({ length: wanted.length - 1 }, (_, at) => wanted.slice(at, at + 2)))];
  const spoilt = 2 * Math.floor(wrongIn(wanted) * wanted.length);
  const needed = pairs.length - spoilt;
  const found: Candidate[] = [];
  for (const one of incidents) {
    if (sharedWith(one.text, pairs, spoilt) < needed) continue;
    for (const field of FIELDS) {
      const shared = sharedWith(one.words[field], pairs, spoilt);
      if (shared >= needed && one.words[field] !== '') found.push({ one, field, shared });
    }
  }
  return found.toSorted((a, b) => b.shared - a.shared).slice(0, MOST_COMPARED);
}

/** How many of some pairs a text has; −1 as soon as too many are missing. */
function sharedWith(text: string, pairs: readonly string[], mayMiss: number): number {
  let missing = 0;
  for (const pair of pairs) {
    if (text.includes(pair)) continue;
    missing += 1;
    if (missing > mayMiss) return -1;
  }
  return pairs.length - missing;
}

function hitOf({ words: _words, text: _text, ...hit }: Findable, found: Field): SearchHit {
  return { ...hit, found };
}
