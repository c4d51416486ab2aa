/**
 * A snapshot of the read models as a file: records of length (4 bytes), CRC-32 (4 bytes), big-endian, and content. The first
 * holds, as JSON, what it is of; the last is empty: a file that was cut short is none.
 */
import { open, rename, rm } from 'node:fs/promises';
import { crc32 } from 'node:zlib';

/** What a snapshot is of. */
export interface SnapshotOf {
  /** digest of the code that folded, and of what else the fold depends on */
  readonly made: string;
  readonly epoch: string;
  /** of the last event that was folded */
  readonly position: number;
  /** of that event: its salt makes it one of a kind */
  readonly commitment: string;
}

const FRAME = 8;
const BYTES_A_WRITE = 1 << 22;

const framed = (content: Uint8Array): Buffer => {
  const record = Buffer.allocUnsafe(FRAME + content.length);
  record.writeUInt32BE(content.length, 0);
  record.writeUInt32BE(crc32(content), 4);
  record.set(content, FRAME);
  return record;
};

/** Writes a snapshot whole or not at all. */
export async function writeSnapshot(path: string, of: SnapshotOf, pieces: readonly Buffer[]): Promise<void> {
  const draft = `${path}.draft`;
  const file = await open(draft, 'w', 0o600);
  try {
    const first = Buffer.from(JSON.stringify(of));
    let waiting: Buffer[] = [];
    let bytes = 0;
    for (const content of [first, ...pieces, Buffer.alloc(0)]) {
      bytes += waiting[waiting.push(framed(content)) - 1]?.length ?? 0;
      if (bytes < BYTES_A_WRITE && content.length > 0) continue;
      await file.write(Buffer.concat(waiting, bytes));
      waiting = [];
      bytes = 0;
    }
    await file.sync();
  } catch (cause) {
    await rm(draft, { force: true });
    throw cause;
  } finally {
    await file.close();
  }
  await rename(draft, path);
}

/** What is in a snapshot, and its pieces, each checked as it is come to. */
export interface OpenSnapshot {
  readonly of: SnapshotOf;
  /** @throws Error when one is not what was written, or the end is missing */
  readonly pieces: () => Generator<Uint8Array>;
}

/** @throws Error when there is none, or it does not begin as one */
export async function readSnapshot(path: string): Promise<OpenSnapshot> {
  const file = await open(path);
  let stored: Buffer;
  try {
    stored = await file.readFile();
  } finally {
    await file.close();
  }
  const records = recordsOf(stored);
  const first = records.next().value;
  if (first === undefined) throw new Error('it is empty');
  return { of: JSON.parse(Buffer.from(first).toString()) as SnapshotOf, pieces: () => records };
}

function* recordsOf(stored: Buffer): Generator<Uint8Array, undefined> {
  for (let offset = 0; ;) {
    if (offset + FRAME > stored.length) throw new Error('it was cut short');
    const end = offset + FRAME + stored.readUInt32BE(offset);
    const content = stored.subarray(offset + FRAME, end);
    if (end > stored.length || crc32(content) !== stored.readUInt32BE(offset + 4)) throw new Error('it is damaged');
    if (content.length === 0) return undefined;
    yield content;
    offset = end;
  }
}
