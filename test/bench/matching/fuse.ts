import Fuse from 'fuse.js';
import type { BenchRow } from '../rows.js';
import { peerRows } from './figures.js';
import { versionOf } from './version.js';
import { lineOf, worldOf, type Said, type Scale } from './world.js';

/** Each takes as long as thousands of ours. */
const QUERIES = 3;
const KEYS = ['givenNames', 'surname', 'dateOfBirth', 'street', 'postcode'] as const;

/** The full scan that the matcher is there to avoid: one pattern for each field, any of which may agree; and by words. */
export async function measureFuse(scale: Scale): Promise<BenchRow[]> {
  const { people, queries } = worldOf({ ...scale, addresses: 0 });
  const asked = queries.slice(0, QUERIES);
  const measure = (
    name: string,
    options: object,
    ask: (fuse: Fuse<(typeof people)[number]>, said: Said) => { item: { id: string } }[],
  ) => {
    const started = performance.now();
    const fuse = new Fuse(people, { keys: [...KEYS], threshold: 0.3, ...options });
    const built = performance.now() - started;
    const times: number[] = [];
    const found = { known: 0, firstFive: 0 };
    for (const { said, truth } of asked) {
      const from = performance.now();
      const hits = ask(fuse, said);
      times.push(performance.now() - from);
      if (truth === undefined) continue;
      found.known += 1;
      if (hits.some(({ item }) => item.id === truth)) found.firstFive += 1;
    }
    return peerRows(`fuse.js ${versionOf('fuse.js')}, ${name}`, built, times, found);
  };
  return [
    ...measure('$or of keys, threshold 0.3', {}, (fuse, said) =>
      fuse.search(
        { $or: KEYS.flatMap((name) => (said[name] === undefined ? [] : [{ [name]: said[name] }])) },
        { limit: 5 },
      ),
    ),
    ...measure('token search, threshold 0.3', { useTokenSearch: true }, (fuse, said) =>
      fuse.search(lineOf(said), { limit: 5 }),
    ),
  ];
}
