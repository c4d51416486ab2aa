import MiniSearch, { type SearchOptions } from 'minisearch';
import type { BenchRow } from '../rows.js';
import { peerRows } from './figures.js';
import { versionOf } from './version.js';
import { lineOf, worldOf, type Scale } from './world.js';

const QUERIES = 20;
const FIELDS = ['givenNames', 'surname', 'dateOfBirth', 'phone', 'building', 'street', 'town', 'postcode'];

/** An inverted index with prefix trees, in memory, asked with all that was said in one line. */
export async function measureMinisearch(scale: Scale): Promise<BenchRow[]> {
  const { people, queries } = worldOf({ ...scale, addresses: 0 });
  const started = performance.now();
  const index = new MiniSearch({ fields: FIELDS });
  index.addAll(people);
  const built = performance.now() - started;
  const measure = (name: string, options: SearchOptions): BenchRow[] => {
    const times: number[] = [];
    const found = { known: 0, firstFive: 0 };
    for (const { said, truth } of queries.slice(0, QUERIES)) {
      const from = performance.now();
      const hits = index.search(lineOf(said), options);
      times.push(performance.now() - from);
      if (truth === undefined) continue;
      found.known += 1;
      if (hits.slice(0, 5).some(({ id }) => id === truth)) found.firstFive += 1;
    }
    return peerRows(`minisearch ${versionOf('minisearch')}, ${name}`, built, times, found);
  };
  return [...measure('exact', {}), ...measure('fuzzy 0.2', { fuzzy: 0.2 })];
}
