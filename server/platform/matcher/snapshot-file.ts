import { mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ShardParts } from '../../domain/match/index/shard.js';
import type { IndexParts } from '../../domain/match/record-index.js';
import type { ActiveBatches } from '../../ports.js';
import { codeDigest } from '../code-digest.js';
import { inSlices } from './slices.js';
import { decodeSnapshot, encodeSnapshot, SnapshotUnusable } from './snapshot-format.js';

/** The index, and which batches of each register are in it. */
export interface Snapshot {
  readonly active: readonly { readonly register: string; readonly batches: ActiveBatches }[];
  readonly index: IndexParts;
}

const FOLDER = 'matcher';
const NAME = 'index.snapshot';
/** Bytes of a snapshot that are read at once. */
const PIECE = 1 << 26;

/** Where the matcher’s index is in a data folder. */
export const indexFileIn = (dataFolder: string): string => join(dataFolder, FOLDER, NAME);

/**
 * The matcher’s index on this machine’s disk, so that a start need not read every record again. It is disposable: what is
 * damaged, or was made by other code, is not used and gets replaced. Batches never change, so the index of a list of
 * batches is as good as they are.
 */
export class SnapshotFile {
  private readonly folder: string;
  private readonly file: string;

  constructor(dataFolder: string) {
    this.folder = join(dataFolder, FOLDER);
    this.file = indexFileIn(dataFolder);
  }

  /** @returns undefined when there is none, or why the one there is cannot be used */
  async read(): Promise<Snapshot | { readonly unusable: string } | undefined> {
    try {
      const [bytes, key] = await Promise.all([readWhole(this.file), digestOfIndexing()]);
      return checked(await inSlices(decodeSnapshot(bytes, key)));
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      if (cause instanceof SnapshotUnusable || isOfDisk(cause)) return { unusable: (cause as Error).message };
      throw cause;
    }
  }

  /** Writes a snapshot in slices and puts it in the place of the one before; nothing in it may change meanwhile. */
  async write(snapshot: Snapshot): Promise<void> {
    const chunks = await inSlices(encodeSnapshot(await digestOfIndexing(), snapshot));
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const draft = `${this.file}.draft`;
    await rm(draft, { force: true });
    const file = await open(draft, 'wx', 0o600);
    try {
      for (const chunk of chunks) await file.writeFile(chunk);
    } finally {
      await file.close();
    }
    await rename(draft, this.file);
  }
}

/** The bytes of a file in memory of their own, read in few large pieces: `readFile` takes half a megabyte at a time. */
async function readWhole(name: string): Promise<Uint8Array> {
  const file = await open(name);
  try {
    const { size } = await file.stat();
    const bytes = Buffer.allocUnsafeSlow(size);
    for (let at = 0; at < size;) {
      const { bytesRead } = await file.read(bytes, at, Math.min(PIECE, size - at));
      if (bytesRead === 0) return bytes.subarray(0, at);
      at += bytesRead;
    }
    return bytes;
  } finally {
    await file.close();
  }
}

const isOfDisk = (cause: unknown): boolean => typeof (cause as NodeJS.ErrnoException).code === 'string';

/** The header’s CRC has vouched for what the code of this version wrote; this is for whoever wrote another format. */
function checked(tree: unknown): Snapshot {
  const { active, index } = tree as Partial<Snapshot>;
  if (!Array.isArray(active) || index === undefined || !Array.isArray(index.shards))
    throw new SnapshotUnusable('it holds no index');
  const told = new Set(active.map(({ register }: Snapshot['active'][number]) => register));
  if (index.shards.some(({ register }: ShardParts) => !told.has(register)))
    throw new SnapshotUnusable('it does not say of which batches a register is');
  return { active, index };
}

let digest: Promise<string> | undefined;

/** Of the code that reads records into the index: another code makes another index of the same records. */
const digestOfIndexing = (): Promise<string> =>
  (digest ??= codeDigest(fileURLToPath(new URL('../../domain/match', import.meta.url))));
