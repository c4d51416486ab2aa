import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import fc from 'fast-check';
import { sealHeader, type Header } from '../../server/platform/log/header.js';
import { erasureOf, type Entry } from '../../server/platform/verifier/entry.js';
import type { Evidence } from '../../server/platform/verifier/verify.js';

/** A record in memory, as a verifier is given it: what somebody who can write every file of the data folder may change. */
export interface Record {
  readonly entries: readonly Entry[];
  readonly end: NonNullable<Evidence['end']>;
  readonly reached: number;
  readonly checkpoints: readonly string[];
  readonly checkpointsCopy: readonly string[];
}

const HASH = 64;
const headerOf = ({ header }: Entry): Header => JSON.parse(header.toString('utf8').slice(HASH)) as Header;
const linkOf = ({ header }: Entry): string => header.toString('latin1', 0, HASH);
const contentsOf = ({ bodies }: Entry): Buffer[] => (bodies ?? []).filter((body) => body !== 'withheld');
const endOf = (entries: readonly Entry[]): Record['end'] => {
  const last = entries.at(-1);
  if (last === undefined) return { position: 0, link: '0'.repeat(HASH) };
  const { position, events } = headerOf(last);
  return { position: position + events.length - 1, link: linkOf(last) };
};

const flip = (bytes: Buffer, bit: number): Buffer => {
  const copy = Buffer.from(bytes);
  const at = Math.floor(bit / 8) % copy.length;
  copy.writeUInt8(copy.readUInt8(at) ^ (1 << (bit % 8)), at);
  return copy;
};

const swapped = <T>(all: readonly T[], a: number, b: number): T[] => all.with(a, all[b] as T).with(b, all[a] as T);

/** Writes a history anew from an entry on, all checksums and links right: what the writer itself would have written. */
function rechained(entries: readonly Entry[], from: number): Entry[] {
  let link = from === 0 ? '0'.repeat(HASH) : linkOf(entries[from - 1] as Entry);
  let position = from === 0 ? 1 : endOf(entries.slice(0, from)).position + 1;
  const streams = new Map<string, { position: number; version: number }>();
  return entries.map((entry, index) => {
    const old = headerOf(entry);
    const known = streams.get(old.stream) ?? { position: 0, version: 0 };
    const version = known.version + old.events.length;
    if (index < from) {
      streams.set(old.stream, { position: old.position, version });
      return entry;
    }
    const events = old.events.map(({ type }, at) => {
      const content = contentsOf(entry)[at] as Buffer;
      const isErased = old.events.some(({ commitment }) => content.equals(erasureOf(commitment)));
      const commitment = createHash('sha256').update(content).digest('hex');
      return { type, commitment: isErased ? (old.events[at]?.commitment ?? '') : commitment };
    });
    const sealed = sealHeader({
      ...old,
      position,
      version: known.version + 1,
      before: known.position,
      events,
      previous: link,
    });
    streams.set(old.stream, { position, version });
    const written = { ...entry, key: position, header: sealed.stored };
    link = sealed.link;
    position += old.events.length;
    return written;
  });
}

const withEntries = (record: Record, entries: readonly Entry[]): Record => {
  const end = endOf(entries);
  return { ...record, entries, end, reached: end.position };
};

const forgedContent = (at: number): Buffer =>
  Buffer.concat([Buffer.alloc(16, at % 251), Buffer.from(JSON.stringify({ v: 1, forged: at }))]);

/** Signs the lines of checkpoints again from one on, over what the record says now, with a key of one's own. */
function resigned(lines: readonly string[], from: number, entries: readonly Entry[]): string[] {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const key = publicKey.export({ type: 'spki', format: 'der' }).toString('base64url');
  const links = new Map(entries.map((entry) => [endOf([entry]).position, linkOf(entry)]));
  const written: string[] = [];
  for (const [index, line] of lines.entries()) {
    if (index < from) {
      written.push(line);
      continue;
    }
    const statement = JSON.parse(line.slice(line.indexOf(' ') + 1)) as { position: number; link: string };
    const before = written.at(-1);
    const previous = before === undefined ? '0'.repeat(HASH) : createHash('sha256').update(before).digest('hex');
    const text = JSON.stringify({
      ...statement,
      link: links.get(statement.position) ?? statement.link,
      previous,
      key,
    });
    written.push(`${sign(null, Buffer.from(text), privateKey).toString('base64url')} ${text}`);
  }
  return written;
}

type Tampering = (record: Record, a: number, b: number) => Record;

/** Every way to tamper that is tried; `a` and `b` are chosen by chance. */
export const TAMPERINGS: Readonly<{ [name: string]: Tampering }> = {
  'a bit of a header flipped': (record, a, b) => {
    const at = a % record.entries.length;
    const entry = record.entries[at] as Entry;
    return { ...record, entries: record.entries.with(at, { ...entry, header: flip(entry.header, b) }) };
  },
  'a bit of a content flipped': (record, a, b) => {
    const at = a % record.entries.length;
    const entry = record.entries[at] as Entry;
    const contents = contentsOf(entry);
    const bodies = contents.with(b % contents.length, flip(contents[b % contents.length] as Buffer, b));
    return { ...record, entries: record.entries.with(at, { ...entry, bodies }) };
  },
  'a header edited, its own checksum made right': (record, a) => {
    const at = a % record.entries.length;
    const entry = record.entries[at] as Entry;
    const { stored } = sealHeader({ ...headerOf(entry), by: 'somebody-else' });
    return withEntries(record, record.entries.with(at, { ...entry, header: stored }));
  },
  'an entry dropped': (record, a) => withEntries(record, record.entries.toSpliced(a % record.entries.length, 1)),
  'the contents of an entry dropped': (record, a) => {
    const at = a % record.entries.length;
    return { ...record, entries: record.entries.with(at, { ...(record.entries[at] as Entry), bodies: undefined }) };
  },
  'two entries swapped': (record, a, b) => {
    const [one, other] = twoOf(record.entries.length, a, b);
    return withEntries(record, swapped(record.entries, one, other));
  },
  'the contents of two entries swapped': (record, a, b) => {
    const [one, other] = twoOf(record.entries.length, a, b);
    const [left, right] = [record.entries[one] as Entry, record.entries[other] as Entry];
    const entries = record.entries
      .with(one, { ...left, bodies: right.bodies })
      .with(other, { ...right, bodies: left.bodies });
    return { ...record, entries };
  },
  'the end cut off, and what says where the end is made to fit': (record, a) =>
    withEntries(record, record.entries.slice(0, a % record.entries.length)),
  'an entry put in, and all that follows chained again': (record, a, b) => {
    const at = a % record.entries.length;
    const entry = record.entries[b % record.entries.length] as Entry;
    const forged = {
      ...entry,
      header: sealHeader({ ...headerOf(entry), command: { id: `forged-${b}`, digest: '' } }).stored,
    };
    return withEntries(record, rechained(record.entries.toSpliced(at, 0, forged), at));
  },
  'a content replaced, and all that follows chained again': (record, a, b) => {
    const at = a % record.entries.length;
    const entry = record.entries[at] as Entry;
    const contents = contentsOf(entry);
    const edited = { ...entry, bodies: contents.with(b % contents.length, forgedContent(b)) };
    return withEntries(record, rechained(record.entries.with(at, edited), at));
  },
  'an entry dropped, and all that follows chained again': (record, a) => {
    const at = a % record.entries.length;
    return withEntries(record, rechained(record.entries.toSpliced(at, 1), at));
  },
  'a content erased, and nobody says so': (record, a, b) => {
    // What was erased properly stays so: take an entry of a stream that no erasure was stated for.
    const open = record.entries.filter((entry) => headerOf(entry).stream !== 'incident/erased');
    const entry = open[a % open.length] as Entry;
    const { events } = headerOf(entry);
    const contents = contentsOf(entry);
    const index = b % events.length;
    const bodies = contents.with(index, erasureOf(events[index]?.commitment ?? ''));
    return { ...record, entries: record.entries.with(record.entries.indexOf(entry), { ...entry, bodies }) };
  },
  'a bit of a checkpoint flipped': (record, a, b) => {
    const at = a % record.checkpoints.length;
    const line = flip(Buffer.from(record.checkpoints[at] ?? ''), b).toString('latin1');
    return { ...record, checkpoints: record.checkpoints.with(at, line) };
  },
  'a checkpoint dropped': (record, a) => ({
    ...record,
    checkpoints: record.checkpoints.toSpliced(a % record.checkpoints.length, 1),
  }),
  'two checkpoints swapped': (record, a, b) => {
    const [one, other] = twoOf(record.checkpoints.length, a, b);
    return { ...record, checkpoints: swapped(record.checkpoints, one, other) };
  },
  'checkpoints signed again with another key': (record, a) => {
    const checkpoints = resigned(record.checkpoints, a % record.checkpoints.length, record.entries);
    return { ...record, checkpoints, checkpointsCopy: checkpoints };
  },
  'history written anew, with all checkpoints over it signed again': (record, a, b) => {
    const forged = TAMPERINGS['a content replaced, and all that follows chained again']?.(record, a, b) ?? record;
    const checkpoints = resigned(record.checkpoints, 0, forged.entries);
    return { ...forged, checkpoints, checkpointsCopy: checkpoints };
  },
};

/** Two different numbers below `length`. */
function twoOf(length: number, a: number, b: number): [number, number] {
  const one = a % length;
  return [one, (one + 1 + (b % (length - 1))) % length];
}

/** A tampering by chance: its name, and the record as it is after it. */
export const arbitraryTampering = (record: Record): fc.Arbitrary<{ readonly name: string; readonly after: Record }> =>
  fc
    .tuple(fc.constantFrom(...Object.keys(TAMPERINGS)), fc.noBias(fc.nat()), fc.noBias(fc.nat()))
    .map(([name, a, b]) => ({ name, after: TAMPERINGS[name]?.(record, a, b) ?? record }));
