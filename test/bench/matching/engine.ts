/** An engine in a process of its own, so that none shares its memory with another: `engine.js NAME SCALE`, rows as JSON. */
import type { BenchRow } from '../rows.js';
import { measureFuse } from './fuse.js';
import { endWithParent } from './guarded.js';
import { measureMinisearch } from './minisearch.js';
import { measureOurs } from './ours.js';
import { measurePostgres } from './postgres.js';
import type { Scale } from './world.js';

const ENGINES = {
  ours: measureOurs,
  fuse: measureFuse,
  minisearch: measureMinisearch,
  postgres: measurePostgres,
} as const satisfies Readonly<Record<string, (scale: Scale) => Promise<BenchRow[]>>>;

export type EngineName = keyof typeof ENGINES;

const [, , name, scale] = process.argv;
if (process.send !== undefined && name !== undefined && scale !== undefined) {
  endWithParent();
  const rows = await ENGINES[name as EngineName](JSON.parse(scale) as Scale);
  process.send(rows, () => process.disconnect());
}
