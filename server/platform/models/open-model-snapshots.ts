import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Manifest } from '../../domain/register/types.js';
import type { EventLog, Lease } from '../../ports.js';
import { codeDigest } from '../code-digest.js';
import type { Follower } from '../log/follower.js';
import type { Settings } from '../settings.js';
import { ModelSnapshots } from './model-snapshots.js';
import { sha256 } from '../log/sha256.js';

const FILE = 'models.snapshot';

export interface SnapshotParts {
  readonly follower: Follower;
  readonly log: EventLog;
  readonly lease: Lease;
  readonly manifests: readonly Manifest[];
}

let digest: Promise<string> | undefined;

/** Of the whole server: which of it a read model depends on is nothing to be wrong about. */
const digestOfServer = (): Promise<string> =>
  (digest ??= codeDigest(fileURLToPath(new URL('../../', import.meta.url))));

/** The snapshots of this node: in its data folder, and where there is an archive in `models/` beside it for new nodes. */
export async function openModelSnapshots(
  { dataFolder, redis }: Settings,
  { follower, log, lease, manifests }: SnapshotParts,
): Promise<ModelSnapshots> {
  const foldedBy = [await digestOfServer(), process.versions.v8, process.arch, JSON.stringify(manifests)];
  const made = sha256(foldedBy.join('\n'));
  const own = join(dataFolder, 'models', FILE);
  const shared = redis?.archive && join(redis.archive.folder, 'models', FILE);
  return new ModelSnapshots(follower, log, { own, shared }, made, lease);
}
