/**
 * Bodies: what happened, beside the headers, each with a random salt. A header keeps only the commitment
 * SHA-256(salt ‖ canonical JSON). The salt makes an erased body unguessable: without it nobody can try likely bodies
 * against the commitment. Canonical JSON is RFC 8785.
 *
 * Stored form of the bodies of one header: for each event a length (4 bytes, big-endian) and the content, which is the
 * salt (16 bytes) and the canonical JSON in UTF-8, or, once erased, the 32 bytes of SHA-256("erased" ‖ commitment in
 * hex): an erasure is stated, so a damaged body never reads as an erased one.
 */
import { hash, randomFillSync } from 'node:crypto';
import { LogCorrupt, type Erased, type Json } from '../../ports.js';
import { canonical } from './canonical.js';
import type { Header } from './header.js';
import { sha256 } from './sha256.js';

const SALT_BYTES = 16;
const LENGTH_BYTES = 4;
const ERASURE_BYTES = 32;

/** Salts are cut from a block, because a call for each costs more than all the rest of a body. */
const salts = { block: Buffer.alloc(SALT_BYTES * 256), used: SALT_BYTES * 256 };

const writeSalt = (target: Buffer): void => {
  if (salts.used === salts.block.length) {
    randomFillSync(salts.block);
    salts.used = 0;
  }
  salts.block.copy(target, 0, salts.used, salts.used + SALT_BYTES);
  salts.block.fill(0, salts.used, salts.used + SALT_BYTES);
  salts.used += SALT_BYTES;
};

export interface SealedBody {
  readonly json: string;
  /** salt and canonical JSON */
  readonly content: Buffer;
  readonly commitment: string;
}

/** The bodies of one append, and their stored form, which their contents are parts of. */
export interface SealedBodies {
  readonly bodies: readonly SealedBody[];
  readonly stored: Buffer;
}

/**
 * Salts bodies and commits to them.
 * @throws TypeError when one is not JSON: undefined, NaN or an infinity
 */
export const sealBodies = (bodies: readonly Json[]): SealedBodies => {
  const texts = bodies.map(canonical);
  const lengths = texts.map((json) => SALT_BYTES + Buffer.byteLength(json));
  const stored = Buffer.allocUnsafe(lengths.reduce((bytes, length) => bytes + LENGTH_BYTES + length, 0));
  let offset = 0;
  const sealed = texts.map((json, index): SealedBody => {
    const length = lengths[index] ?? 0;
    const start = stored.writeUInt32BE(length, offset);
    offset = start + length;
    const content = stored.subarray(start, offset);
    writeSalt(content);
    content.write(json, SALT_BYTES);
    return { json, content, commitment: sha256(content) };
  });
  return { bodies: sealed, stored };
};

const pack = (contents: readonly Buffer[]): Buffer => {
  const packed = Buffer.allocUnsafe(contents.reduce((bytes, content) => bytes + LENGTH_BYTES + content.length, 0));
  let offset = 0;
  for (const content of contents) {
    offset = packed.writeUInt32BE(content.length, offset);
    offset += content.copy(packed, offset);
  }
  return packed;
};

const erasureOf = (commitment: string): Buffer => hash('sha256', `erased${commitment}`, 'buffer');

const isErasure = (content: Buffer, commitment: string): boolean =>
  content.length === ERASURE_BYTES && content.equals(erasureOf(commitment));

/** Visits the contents of the events of a header in order, each checked against its commitment. */
const visitContents = (
  header: Header,
  stored: Buffer | undefined,
  visit: (content: Buffer, erased: boolean, commitment: string) => void,
): void => {
  if (stored === undefined)
    throw new LogCorrupt(header.position, `the bodies at position ${header.position} are missing`);
  let position = header.position;
  let offset = 0;
  for (const { commitment } of header.events) {
    const start = offset + LENGTH_BYTES;
    const end = start <= stored.length ? start + stored.readUInt32BE(offset) : Number.POSITIVE_INFINITY;
    const content = stored.subarray(start, end);
    const erased = isErasure(content, commitment);
    if (end > stored.length || (!erased && sha256(content) !== commitment))
      throw new LogCorrupt(position, `the body at position ${position} was changed`);
    visit(content, erased, commitment);
    offset = end;
    position += 1;
  }
  if (offset !== stored.length)
    throw new LogCorrupt(header.position, `the bodies at position ${header.position} are followed by something else`);
};

const ERASED: Erased = Object.freeze({ erased: true });

/**
 * The bodies of a header's events, in order.
 * @throws LogCorrupt with the position of the first body that is not what was written
 */
export const openBodies = (header: Header, stored: Buffer | undefined): (Json | Erased)[] => {
  const bodies: (Json | Erased)[] = [];
  visitContents(header, stored, (content, erased) => {
    bodies.push(erased ? ERASED : (JSON.parse(content.toString('utf8', SALT_BYTES)) as Json));
  });
  return bodies;
};

/** The content of one event with what its commitment was made of: for whoever verifies it elsewhere. */
export type Content = { readonly salt: string; readonly json: string } | { readonly erased: string };

/**
 * The contents of a header's events, in order; salts, and what stands for erased content, as hex.
 * @throws LogCorrupt like openBodies
 */
export const openContents = (header: Header, stored: Buffer | undefined): Content[] => {
  const contents: Content[] = [];
  visitContents(header, stored, (content, erased) => {
    contents.push(
      erased
        ? { erased: content.toString('hex') }
        : { salt: content.toString('hex', 0, SALT_BYTES), json: content.toString('utf8', SALT_BYTES) },
    );
  });
  return contents;
};

/**
 * The stored bodies of a header without the first `count` of them and their salts.
 * @throws LogCorrupt like openBodies
 */
export const withoutBodies = (header: Header, stored: Buffer | undefined, count: number): Buffer => {
  const contents: Buffer[] = [];
  visitContents(header, stored, (content, _, commitment) => {
    contents.push(contents.length < count ? erasureOf(commitment) : content);
  });
  return pack(contents);
};
