const FINAL_TEXT = 0x81;
const TWO_BYTES_FOLLOW = 126;
const EIGHT_BYTES_FOLLOW = 127;

/**
 * One WebSocket frame of text from a server (RFC 6455, section 5.2: final, not masked), as two parts to write one after the
 * other: the header with what is this receiver's own, and the bytes that many are sent, which are not copied.
 */
export function textFrame(own: string, shared: Buffer): readonly [Buffer, Buffer] {
  const size = Buffer.byteLength(own) + shared.length;
  const header = headerOf(size);
  return [Buffer.concat([header, Buffer.from(own)]), shared];
}

function headerOf(size: number): Buffer {
  if (size < TWO_BYTES_FOLLOW) return Buffer.of(FINAL_TEXT, size);
  if (size < 2 ** 16) {
    const header = Buffer.of(FINAL_TEXT, TWO_BYTES_FOLLOW, 0, 0);
    header.writeUInt16BE(size, 2);
    return header;
  }
  const header = Buffer.alloc(10);
  header.writeUInt8(FINAL_TEXT, 0);
  header.writeUInt8(EIGHT_BYTES_FOLLOW, 1);
  header.writeBigUInt64BE(BigInt(size), 2);
  return header;
}
