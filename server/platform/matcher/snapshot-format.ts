/**
 * A snapshot is a tree of plain values, in which columns of numbers hang. In the file:
 *
 * | part    | what                                                                                             |
 * |---------|--------------------------------------------------------------------------------------------------|
 * | magic   | 8 bytes, `OUTRIDX1`                                                                              |
 * | lengths | length of the header and its CRC-32, 4 bytes each                                                |
 * | header  | JSON: the key, the tree with a number in place of each column, kind, length and CRC-32 of each   |
 * | columns | one after another, each beginning at a multiple of 8, in this machine’s byte order               |
 */
import { crc32 } from 'node:zlib';
import type { Column } from '../../domain/match/index/numbers.js';
import type { Steps } from '../../domain/match/index/steps.js';

/** Thrown by whoever reads a snapshot that is not what was written, or not what is wanted. */
export class SnapshotUnusable extends Error {
  override readonly name = 'SnapshotUnusable';
}

const MAGIC = 'OUTRIDX1';
const LENGTHS = 16;
const ALIGNED = 8;
/** Bytes that are added up between two pauses: a millisecond. */
const STEP = 1 << 20;

const KINDS = { Uint8Array, Uint16Array, Uint32Array, Int32Array } as const;
type Kind = keyof typeof KINDS;

interface Header {
  readonly key: string;
  readonly tree: unknown;
  readonly columns: readonly { readonly kind: Kind; readonly length: number; readonly sum: number }[];
}

/** Where a column is in the list of columns. */
interface Reference {
  readonly column: number;
}

const aligned = (bytes: number): number => Math.ceil(bytes / ALIGNED) * ALIGNED;
const bytesOf = (column: Column): Uint8Array => new Uint8Array(column.buffer, column.byteOffset, column.byteLength);

/** The chunks of a file that holds a tree, in steps; nothing of the tree may change until they are written. */
export function* encodeSnapshot(key: string, tree: unknown): Steps<readonly Uint8Array[]> {
  const columns: Column[] = [];
  const plain = JSON.stringify(tree, (_, value: unknown) => {
    if (!isColumn(value)) return value;
    columns.push(value);
    return { column: columns.length - 1 } satisfies Reference;
  });
  const told: Header['columns'][number][] = [];
  for (const column of columns) {
    const sum = yield* addUp(bytesOf(column));
    told.push({ kind: column.constructor.name as Kind, length: column.length, sum });
  }
  const header = Buffer.from(
    `{"key":${JSON.stringify(key)},"tree":${plain},"columns":${JSON.stringify(told)}}`,
    'utf8',
  );
  const front = Buffer.alloc(aligned(LENGTHS + header.length));
  front.write(MAGIC, 'latin1');
  front.writeUInt32LE(header.length, 8);
  front.writeUInt32LE(crc32(header), 12);
  front.set(header, LENGTHS);
  return [front, ...columns.flatMap((column) => padded(bytesOf(column)))];
}

function* addUp(bytes: Uint8Array): Steps<number> {
  let sum = 0;
  for (let at = 0; at < bytes.length; at += STEP) {
    yield;
    sum = crc32(bytes.subarray(at, at + STEP), sum);
  }
  return sum;
}

function padded(bytes: Uint8Array): readonly Uint8Array[] {
  const rest = aligned(bytes.length) - bytes.length;
  return rest === 0 ? [bytes] : [bytes, new Uint8Array(rest)];
}

function isColumn(value: unknown): value is Column {
  return ArrayBuffer.isView(value) && Object.hasOwn(KINDS, value.constructor.name);
}

/**
 * The tree in a file, with columns that lie in the file’s own memory, in steps.
 * @throws SnapshotUnusable when a bit of it is different from what was written, or it was made of something else
 */
export function* decodeSnapshot(file: Uint8Array, key: string): Steps<unknown> {
  const header = readHeader(file);
  if (header.key !== key) throw new SnapshotUnusable('it was made of something else');
  let at = aligned(LENGTHS + new DataView(file.buffer, file.byteOffset).getUint32(8, true));
  const columns: Column[] = [];
  for (const { kind, length, sum } of header.columns) {
    const Kind = KINDS[kind];
    const bytes = file.subarray(at, at + length * Kind.BYTES_PER_ELEMENT);
    if (bytes.length !== length * Kind.BYTES_PER_ELEMENT) throw new SnapshotUnusable('it ends too early');
    if ((yield* addUp(bytes)) !== sum) throw new SnapshotUnusable('a column of it is damaged');
    at += aligned(bytes.length);
    columns.push(new Kind(file.buffer as ArrayBuffer, bytes.byteOffset, length));
  }
  if (at !== file.length) throw new SnapshotUnusable('it does not end where it should');
  return attach(header.tree, columns);
}

function readHeader(file: Uint8Array): Header {
  if (file.length < LENGTHS || Buffer.from(file.subarray(0, 8)).toString('latin1') !== MAGIC)
    throw new SnapshotUnusable('it is no snapshot');
  const view = new DataView(file.buffer, file.byteOffset);
  const header = file.subarray(LENGTHS, LENGTHS + view.getUint32(8, true));
  if (crc32(header) !== view.getUint32(12, true)) throw new SnapshotUnusable('its header is damaged');
  return JSON.parse(Buffer.from(header).toString('utf8')) as Header;
}

function attach(value: unknown, columns: readonly Column[]): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((one) => attach(one, columns));
  if ('column' in value) return columns[(value as Reference).column];
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, attach(one, columns)]));
}
