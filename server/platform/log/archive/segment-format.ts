/**
 * A segment of the archive: some thousand appends that follow one another, in two files of one layout. One holds the
 * headers as header.ts stores them, and never changes; the other holds the bodies as bodies.ts stores them, and is
 * replaced when some of them are erased. The chain runs through the headers, so it verifies whatever was erased.
 *
 * | part   | what                                                                                       |
 * |--------|--------------------------------------------------------------------------------------------|
 * | magic  | 8 bytes, `OUTRIDA1`                                                                        |
 * | front  | length of the head in bytes, and the CRC-32 of all that follows: 4 bytes each, big-endian  |
 * | head   | JSON: `holds`, `first` and `last` position, `previous` and `link` of the chain, `count`    |
 * | items  | one for each header, in order: its length in 4 bytes, big-endian, and its bytes            |
 *
 * Besides, each header carries its own checksum, and each body has its commitment in its header. The name of a segment says where it
 * stands in the chain, `FIRST-LAST-PREVIOUS-LINK`, of the links the first 16 digits: names alone tell what is missing.
 */
import { crc32 } from 'node:zlib';

export interface SegmentHead {
  readonly first: number;
  readonly last: number;
  /** link of the header before its first one */
  readonly previous: string;
  /** link of its last header */
  readonly link: string;
  /** of headers */
  readonly count: number;
}

/** Which of the two files. */
export type Holds = 'headers' | 'bodies';

/** A file that is not what was written. */
export class SegmentDamaged extends Error {
  override readonly name = 'SegmentDamaged';
}

const MAGIC = Buffer.from('OUTRIDA1', 'latin1');
const LENGTH_BYTES = 4;
const FRONT_BYTES = MAGIC.length + 2 * LENGTH_BYTES;
const LINK_DIGITS = 16;
const POSITION_DIGITS = 10;
const NAME = /^(\d{10})-(\d{10})-([0-9a-f]{16})-([0-9a-f]{16})\.headers$/;

const shortLink = (link: string): string => link.slice(0, LINK_DIGITS);

/** Where a segment stands, as its name says it; its links are short ones. */
export type Named = Omit<SegmentHead, 'count'> & { readonly name: string };

/** Where a chain is that ends at a position with a link: the same for a name and for a head. */
export const endOf = ({ last, link }: Pick<SegmentHead, 'last' | 'link'>): string => `${last}-${shortLink(link)}`;

export const nameOf = ({ first, last, previous, link }: SegmentHead): string =>
  [
    ...[first, last].map((position) => position.toString().padStart(POSITION_DIGITS, '0')),
    ...[previous, link].map(shortLink),
  ].join('-');

/** What the name of a file of headers says; undefined for any other file. */
export const readName = (file: string): Named | undefined => {
  const [, first, last, previous = '', link = ''] = NAME.exec(file) ?? [];
  if (first === undefined) return undefined;
  return { first: Number(first), last: Number(last), previous, link, name: file.slice(0, -'.headers'.length) };
};

/** The chunks of a file. */
export const encodeSegment = (holds: Holds, head: SegmentHead, items: readonly Buffer[]): Buffer[] => {
  const text = Buffer.from(JSON.stringify({ holds, ...head }), 'utf8');
  const front = Buffer.alloc(FRONT_BYTES);
  MAGIC.copy(front);
  front.writeUInt32BE(text.length, MAGIC.length);
  const lengths = Buffer.alloc(items.length * LENGTH_BYTES);
  const chunks: Buffer[] = [front, text];
  for (const [index, item] of items.entries()) {
    lengths.writeUInt32BE(item.length, index * LENGTH_BYTES);
    chunks.push(lengths.subarray(index * LENGTH_BYTES, (index + 1) * LENGTH_BYTES), item);
  }
  const sum = chunks.slice(1).reduce((crc, chunk) => crc32(chunk, crc), 0);
  front.writeUInt32BE(sum, MAGIC.length + LENGTH_BYTES);
  return chunks;
};

/**
 * The items of a file, in the file's own memory, not yet checked against header and commitment.
 * @throws SegmentDamaged in words that go on from the name of the file
 */
export const decodeSegment = (
  holds: Holds,
  name: string,
  file: Buffer,
): { readonly head: SegmentHead; readonly items: readonly Buffer[] } => {
  if (file.length < FRONT_BYTES || !file.subarray(0, MAGIC.length).equals(MAGIC))
    throw new SegmentDamaged('is no segment of an archive');
  if (crc32(file.subarray(FRONT_BYTES)) !== file.readUInt32BE(MAGIC.length + LENGTH_BYTES))
    throw new SegmentDamaged('is damaged');
  const textBytes = file.readUInt32BE(MAGIC.length);
  const text = file.subarray(FRONT_BYTES, FRONT_BYTES + textBytes);
  const { holds: held, ...head } = JSON.parse(text.toString('utf8')) as SegmentHead & { readonly holds: Holds };
  if (held !== holds || nameOf(head) !== name) throw new SegmentDamaged('belongs elsewhere');
  const items: Buffer[] = [];
  let at = FRONT_BYTES + textBytes;
  while (at < file.length) {
    const end = at + LENGTH_BYTES <= file.length ? at + LENGTH_BYTES + file.readUInt32BE(at) : Infinity;
    if (end > file.length) throw new SegmentDamaged('ends too early');
    items.push(file.subarray(at + LENGTH_BYTES, end));
    at = end;
  }
  if (items.length !== head.count) throw new SegmentDamaged('ends too early');
  return { head, items };
};
