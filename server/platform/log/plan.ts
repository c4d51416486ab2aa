import { LogCorrupt, StorageUnavailable, type Append, type Appended, type Seen, type StreamId } from '../../ports.js';
import { sealBodies, type SealedBodies, type SealedBody } from './bodies.js';
import { lastPosition, lastVersion, sealHeader, type LinkedHeader } from './header.js';
import { MAX_POSITION, type Addition, type Head, type StreamEnd } from './head.js';

/** lmdb's keys are short: stream and command ids are refused above this, in bytes of UTF-8. */
const MAX_ID_BYTES = 512;

const checkId = (what: string, id: string): void => {
  const bytes = Buffer.byteLength(id);
  if (bytes === 0 || bytes > MAX_ID_BYTES) throw new TypeError(`${what} must have 1 to ${MAX_ID_BYTES} bytes`);
};

/** What is stored already, as far as a group of appends asks for it. */
export interface Known {
  /** The header that a command wrote. @throws LogCorrupt */
  commandHeader(commandId: string): LinkedHeader | undefined;
  streamEnd(stream: StreamId): StreamEnd;
}

/** An append whose bodies are salted and committed to. */
export interface Prepared extends SealedBodies {
  readonly request: Append;
}

/** @throws TypeError when an id cannot be stored or a body is not JSON */
export const prepare = (request: Append): Prepared => {
  checkId('A stream id', request.stream);
  checkId('A command id', request.command.id);
  return { request, ...sealBodies(request.events.map((event) => event.body)) };
};

/** What a group of appends comes to, before any of it is written. */
export interface Plan {
  /** one for each append, in order; an error where what is stored could not be trusted */
  readonly answers: readonly (Appended | Error)[];
  readonly additions: readonly Addition[];
  readonly written: readonly { readonly header: LinkedHeader; readonly bodies: readonly SealedBody[] }[];
  /** where the log ends once the additions are written */
  readonly head: Head;
}

const whereIs = (header: LinkedHeader): { first: number; last: number; version: number } => ({
  first: header.position,
  last: lastPosition(header),
  version: lastVersion(header),
});

/** What a command with this digest is to be told when `earlier` was written under its id. */
export const seenAs = (earlier: LinkedHeader, digest: string): Seen =>
  earlier.command.digest === digest ? { kind: 'repeated', ...whereIs(earlier) } : { kind: 'command-reused' };

/**
 * Decides a group of appends one after the other: commands once, then versions, then positions and the chain. What is
 * earlier in the group counts as stored, so no answer may be given before the group is on disk.
 */
export const planGroup = (known: Known, before: Head, group: readonly Prepared[]): Plan => {
  const answers: (Appended | Error)[] = [];
  const additions: Addition[] = [];
  const written: { header: LinkedHeader; bodies: readonly SealedBody[] }[] = [];
  const commands = new Map<string, LinkedHeader>();
  const streams = new Map<StreamId, StreamEnd>();
  let head = before;

  const decide = ({ request, bodies, stored: storedBodies }: Prepared): Appended => {
    const { stream, expected, command, at, by } = request;
    const earlier = commands.get(command.id) ?? known.commandHeader(command.id);
    if (earlier !== undefined) return seenAs(earlier, command.digest);
    const end = streams.get(stream) ?? known.streamEnd(stream);
    if (expected !== 'any' && expected !== end.version) return { kind: 'conflict', version: end.version };
    const position = head.position + 1;
    if (head.position + bodies.length > MAX_POSITION) throw new StorageUnavailable('The log has no positions left');
    const unlinked = {
      position,
      stream,
      version: end.version + 1,
      before: end.header,
      command: { id: command.id, digest: command.digest },
      at,
      by,
      events: request.events.map(({ type }, index) => ({ type, commitment: (bodies[index] as SealedBody).commitment })),
      previous: head.link,
    };
    const { link, stored } = sealHeader(unlinked);
    const header: LinkedHeader = { ...unlinked, link };
    const version = lastVersion(header);
    commands.set(command.id, header);
    streams.set(stream, { header: position, version });
    head = { position: lastPosition(header), header: position, link };
    written.push({ header, bodies });
    additions.push({ position, stream, version, commandId: command.id, header: stored, bodies: storedBodies });
    return { kind: 'appended', ...whereIs(header) };
  };

  for (const prepared of group) {
    try {
      answers.push(decide(prepared));
    } catch (cause) {
      if (!(cause instanceof LogCorrupt || cause instanceof StorageUnavailable)) throw cause;
      answers.push(cause);
    }
  }
  return { answers, additions, written, head };
};
