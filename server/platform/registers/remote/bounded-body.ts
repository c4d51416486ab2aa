/** An answer that is longer than it may be: the rest of it is not read. */
export class TooLong extends Error {
  override readonly name = 'TooLong';
}

/**
 * Reads a body as text, never more of it than `most` bytes, unpacked: what is packed into a few bytes may be endless.
 * @throws TooLong; the connection is given up
 */
export async function readBounded(response: Response, most: number): Promise<string> {
  if (response.body === null) return '';
  const parts: Uint8Array[] = [];
  let length = 0;
  // Leaving the loop by throwing cancels the stream, and with it the connection.
  for await (const part of response.body as unknown as AsyncIterable<Uint8Array>) {
    length += part.byteLength;
    if (length > most) throw new TooLong(`longer than ${most} bytes`);
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}
