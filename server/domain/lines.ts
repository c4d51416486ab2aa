/**
 * Bytes into lines, for NDJSON that arrives as a stream: bounded memory, whatever is sent.
 */

/** 64 KiB, the bound of every body and of every line. */
export const MAX_LINE_BYTES = 65_536;

const NEWLINE = 0x0a;
const decoder = new TextDecoder('utf-8', { fatal: false, ignoreBOM: true });

/**
 * Splits a stream of bytes at its newlines; `\r` before one and a byte order mark at the start are dropped. A line longer
 * than MAX_LINE_BYTES is cut one byte after the bound, so that whoever reads it can tell and refuse it; the rest of it is
 * never held. Bytes that are not UTF-8 become U+FFFD.
 */
export async function* splitLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string, void, undefined> {
  let held: Uint8Array[] = [];
  let heldBytes = 0;
  let first = true;

  const hold = (part: Uint8Array): void => {
    const room = MAX_LINE_BYTES + 1 - heldBytes;
    if (room <= 0 || part.length === 0) return;
    const kept = part.length > room ? part.slice(0, room) : part;
    held.push(kept);
    heldBytes += kept.length;
  };
  const take = (): string => {
    const text = decoder.decode(join(held, heldBytes));
    held = [];
    heldBytes = 0;
    const line = first && text.startsWith('\uFEFF') ? text.slice(1) : text;
    first = false;
    return line.endsWith('\r') ? line.slice(0, -1) : line;
  };

  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
      hold(chunk.subarray(start, end));
      start = end + 1;
      yield take();
    }
    hold(chunk.subarray(start));
  }
  if (heldBytes > 0) yield take();
}

function join(parts: readonly Uint8Array[], bytes: number): Uint8Array {
  const only = parts.length === 1 ? parts[0] : undefined;
  if (only !== undefined) return only;
  const whole = new Uint8Array(bytes);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
