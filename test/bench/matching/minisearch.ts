import MiniSearch, { type SearchOptions } from 'minisearch';
import type { BenchRow } from '../rows.js';
import { progress } from '../progress.js';
import { askPeer, peerRows } from './figures.js';
import { versionOf } from './version.js';
import { lineOf, worldOf, type Scale } from './world.js';

const QUERIES = 60;
const AT_A_TIME = 100_000;
const FIELDS = ['givenNames', 'surname', 'dateOfBirth', 'phone', 'building', 'street', 'town', 'postcode'];

/** An inverted index with prefix trees, in memory, asked with all that was said in one line. */
export async function measureMinisearch(scale: Scale): Promise<BenchRow[]> {
  const { people, queries } = worldOf({ ...scale, addresses: 0 });
  const engine = `minisearch ${versionOf('minisearch')}`;
  const started = performance.now();
  const index = new MiniSearch({ fields: FIELDS });
  for (let at = 0; at < people.length; at += AT_A_TIME) {
    index.addAll(people.slice(at, at + AT_A_TIME));
    progress(`  ${engine}: ${Math.min(people.length, at + AT_A_TIME)} of ${people.length} people indexed`);
  }
  const built = performance.now() - started;
  const measure = async (name: string, options: SearchOptions): Promise<BenchRow[]> => {
    progress(`  ${engine}, ${name}: asked`);
    const asked = await askPeer(queries.slice(0, QUERIES), ({ said }) =>
      index.search(lineOf(said), options).map(({ id }) => String(id)),
    );
    return peerRows(`${engine}, ${name}`, built, asked);
  };
  return [...(await measure('all fields, exact', {})), ...(await measure('all fields, fuzzy 0.2', { fuzzy: 0.2 }))];
}
