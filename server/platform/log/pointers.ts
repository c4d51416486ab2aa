/**
 * Pointers: the values of the two indexes, from a stream or a command to the header to look at. The headers hold the
 * truth; a pointer carries a CRC-32 over its key and itself, so that a flipped bit is found before it is followed.
 */
import { crc32 } from 'node:zlib';

const NUMBER_BYTES = 4;

/** Up to a few whole numbers below 2^32, big-endian, and their checksum. */
export const sealPointer = (key: Buffer, ...numbers: readonly number[]): Buffer => {
  const pointer = Buffer.allocUnsafe((numbers.length + 1) * NUMBER_BYTES);
  let offset = 0;
  for (const number of numbers) offset = pointer.writeUInt32BE(number, offset);
  pointer.writeUInt32BE(crc32(pointer.subarray(0, offset), crc32(key)), offset);
  return pointer;
};

/** The numbers that `sealPointer` stored, `count` of them; undefined when a bit is different. */
export const openPointer = (key: Buffer, pointer: Buffer, count: number): readonly number[] | undefined => {
  const end = count * NUMBER_BYTES;
  if (pointer.length !== end + NUMBER_BYTES) return undefined;
  if (pointer.readUInt32BE(end) !== crc32(pointer.subarray(0, end), crc32(key))) return undefined;
  return Array.from({ length: count }, (_, index) => pointer.readUInt32BE(index * NUMBER_BYTES));
};
