import { createHash } from 'node:crypto';

/**
 * One entry of a record as it was found, before anything of it is believed: the stored header (64 hex digits, then its
 * JSON), and for each of its events the content (16 bytes of salt, then the JSON), what stands for erased content, or
 * nothing where an export leaves contents out.
 */
export interface Entry {
  /** where it stood; undefined: the source keeps none besides the header’s own */
  readonly key: number | undefined;
  readonly header: Buffer;
  /** undefined: there should be some, and there are none */
  readonly bodies: readonly (Buffer | 'withheld')[] | undefined;
}

/** What a header says, as far as its checksum vouches for it. */
export interface StatedHeader {
  readonly position: number;
  readonly stream: string;
  readonly version: number;
  readonly before: number;
  readonly command: { readonly id: string };
  readonly events: readonly { readonly type: string; readonly commitment: string }[];
  readonly previous: string;
}

export const HASH_DIGITS = 64;
export const FIRST_LINK = '0'.repeat(HASH_DIGITS);
const LENGTH_BYTES = 4;

export const digest = (data: string | Buffer): string => createHash('sha256').update(data).digest('hex');

/** Content that was erased: 32 bytes that follow from the commitment, so that damage never reads as an erasure. */
export const erasureOf = (commitment: string): Buffer => createHash('sha256').update(`erased${commitment}`).digest();

const isHash = (value: unknown): value is string => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

/** Reads a stored header. @returns undefined when its checksum does not fit, or it is not a header */
export function readHeader(stored: Buffer): { readonly link: string; readonly header: StatedHeader } | undefined {
  const link = stored.toString('latin1', 0, HASH_DIGITS);
  const text = stored.subarray(HASH_DIGITS);
  if (digest(text) !== link) return undefined;
  try {
    const header = JSON.parse(text.toString('utf8')) as StatedHeader;
    const sound =
      isCount(header.position) &&
      isCount(header.version) &&
      isCount(header.before) &&
      isHash(header.previous) &&
      typeof header.stream === 'string' &&
      typeof header.command.id === 'string' &&
      header.events.length > 0 &&
      header.events.every(({ type, commitment }) => typeof type === 'string' && isHash(commitment));
    return sound ? { link, header } : undefined;
  } catch {
    return undefined;
  }
}

/** The contents of the events of one header from their packed form: a length of four bytes before each. */
export function unpack(packed: Buffer): Buffer[] | undefined {
  const contents: Buffer[] = [];
  let offset = 0;
  while (offset < packed.length) {
    const start = offset + LENGTH_BYTES;
    if (start > packed.length) return undefined;
    const end = start + packed.readUInt32BE(offset);
    if (end > packed.length) return undefined;
    contents.push(packed.subarray(start, end));
    offset = end;
  }
  return contents;
}
