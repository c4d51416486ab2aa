/**
 * Headers: what is kept of every append for ever, and chained. A header says everything about its events except their
 * bodies, of which it keeps commitments; so bodies can be erased and the chain still verifies.
 *
 * Stored form, chosen so that a verifier can be written from this paragraph alone: 64 hex digits, the SHA-256 of the
 * rest; then the header as JSON in UTF-8. The digits are the header's own checksum and its link in the chain: the next
 * header repeats them as `previous`. The first header's `previous` is GENESIS.
 */
import { LogCorrupt, type ActorId, type Instant, type StreamId } from '../../ports.js';
import { HASH_LENGTH, sha256 } from './sha256.js';

export interface Header {
  /** of its first event; the others follow without a gap */
  readonly position: number;
  readonly stream: StreamId;
  /** of its first event in the stream */
  readonly version: number;
  /** position of the header before it in the same stream, 0 for the stream's first */
  readonly before: number;
  readonly command: { readonly id: string; readonly digest: string };
  readonly at: Instant;
  readonly by: ActorId;
  /** one for each event; `commitment`: SHA-256, hex, of salt and canonical JSON of the body (bodies.ts) */
  readonly events: readonly { readonly type: string; readonly commitment: string }[];
  /** link of the header before it in the log */
  readonly previous: string;
}

/** A header together with its link in the chain. */
export interface LinkedHeader extends Header {
  readonly link: string;
}

/** `previous` of the first header. */
export const GENESIS = '0'.repeat(HASH_LENGTH);

export const lastPosition = (header: Header): number => header.position + header.events.length - 1;
export const lastVersion = (header: Header): number => header.version + header.events.length - 1;

/** Text as it is stored: its SHA-256 in hex in front of it. */
export const sealText = (text: string): { readonly link: string; readonly stored: Buffer } => {
  const link = sha256(text);
  return { link, stored: Buffer.from(link + text, 'utf8') };
};

/** The text that `sealText` stored; undefined when a single bit of it is different. */
export const openText = (stored: Buffer): { readonly link: string; readonly text: string } | undefined => {
  const link = stored.toString('latin1', 0, HASH_LENGTH);
  const text = stored.subarray(HASH_LENGTH);
  return sha256(text) === link ? { link, text: text.toString('utf8') } : undefined;
};

/** A header in its stored form. */
export const sealHeader = (header: Header): { readonly link: string; readonly stored: Buffer } =>
  sealText(JSON.stringify(header));

/** Where a stored header says that it stands, 0 when it does not: to be believed once it is opened. */
export const positionIn = (stored: Buffer): number =>
  Number(/^.{64}\{"position":(\d+),/.exec(stored.toString('latin1', 0, 100))?.[1] ?? 0);

/**
 * Reads a stored header and checks it: its checksum, and that it stands where it says.
 * @throws LogCorrupt when it is missing, changed, or belongs elsewhere
 */
export const openHeader = (position: number, stored: Buffer | undefined): LinkedHeader => {
  if (stored === undefined) throw new LogCorrupt(position, `the header at position ${position} is missing`);
  const opened = openText(stored);
  if (opened === undefined) throw new LogCorrupt(position, `the header at position ${position} was changed`);
  const header = JSON.parse(opened.text) as Header;
  if (header.position !== position)
    throw new LogCorrupt(position, `the header at position ${position} belongs at position ${header.position}`);
  return Object.assign(header, { link: opened.link });
};
