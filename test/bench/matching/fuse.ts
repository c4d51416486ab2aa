import Fuse from 'fuse.js';
import type { BenchRow } from '../rows.js';
import { progress } from '../progress.js';
import { askPeer, peerRows } from './figures.js';
import { versionOf } from './version.js';
import { lineOf, worldOf, type Said, type Scale } from './world.js';

const QUERIES = 12;
const KEYS = ['givenNames', 'surname', 'dateOfBirth', 'street', 'postcode'] as const;

/** The full scan that the matcher is there to avoid: one pattern for each field, any of which may agree; and by words. */
export async function measureFuse(scale: Scale): Promise<BenchRow[]> {
  const { people, queries } = worldOf({ ...scale, addresses: 0 });
  const engine = `fuse.js ${versionOf('fuse.js')}`;
  const measure = async (
    name: string,
    options: object,
    ask: (fuse: Fuse<(typeof people)[number]>, said: Said) => { item: { id: string } }[],
  ): Promise<BenchRow[]> => {
    progress(`  ${engine}, ${name}: built, and asked up to ${QUERIES} times`);
    const started = performance.now();
    const fuse = new Fuse(people, { keys: [...KEYS], threshold: 0.3, ...options });
    const built = performance.now() - started;
    const asked = await askPeer(queries.slice(0, QUERIES), ({ said }) => ask(fuse, said).map(({ item }) => item.id));
    return peerRows(`${engine}, ${name}`, built, asked);
  };
  const ofKeys = await measure('$or of keys, threshold 0.3', {}, (fuse, said) =>
    fuse.search(
      { $or: KEYS.flatMap((name) => (said[name] === undefined ? [] : [{ [name]: said[name] }])) },
      { limit: 5 },
    ),
  );
  const byWords = await measure('token search, threshold 0.3', { useTokenSearch: true }, (fuse, said) =>
    fuse.search(lineOf(said), { limit: 5 }),
  );
  return [...ofKeys, ...byWords];
}
