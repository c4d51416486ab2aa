import { setTimeout as pause } from 'node:timers/promises';
import type { IncidentReply } from '../../server/contract/index.js';
import type { Append, EventLog, Json, NewEvent, StoredEvent, StreamId } from '../../server/ports.js';
import type { Outrider, ReaderSocket, Session } from '../support/outrider.js';
import { draft } from './push.js';

const CALLS = 12;
const DRAFTS = 8;
const CHANGES = 4;
/** Appends that are on their way at once. */
const WRITERS = 256;
const MONTH_MS = 30 * 86_400_000;
/** As long as a force of 2,000 calls a day takes for what is copied. */
const COPY_MS = (CALLS / 2_000) * 86_400_000;

async function connected(by: Session): Promise<ReaderSocket> {
  const socket = by.connect();
  await new Promise<void>((resolve) => socket.once('connect', resolve));
  return socket;
}

/** What a control room does: a dozen calls that are typed, reported, changed, and read. */
export async function work(node: Outrider): Promise<void> {
  const handler = await node.signIn('handler');
  const typing = await connected(handler);
  await connected(await node.signIn('supervisor'));
  for (let call = 0; call < CALLS; call += 1) {
    for (let n = 0; n < DRAFTS; n += 1) await typing.emitWithAck('draft', draft(1_000 * call + n));
    const { body } = await handler.post<IncidentReply>('/api/incidents', draft(1_000 * call));
    let { version } = body;
    for (let n = 0; n < CHANGES; n += 1) {
      const { location } = draft(1_000 * call + 500 + n);
      const changed = await handler.patch<IncidentReply>(
        `/api/incidents/${body.id}`,
        { location },
        { 'if-match': String(version) },
      );
      ({ version } = changed.body);
    }
  }
  await pause(1_000);
}

/**
 * Appends copies of everything after a position until there are so many events: each about incidents of its own that end
 * closed, and each some minutes later than the one before, beginning a month ago.
 */
export async function multiply(
  log: EventLog,
  after: number,
  events: number,
  tell: (line: string) => void,
): Promise<void> {
  const copies = new Copies(await read(log, after));
  const waiting: Promise<unknown>[] = [];
  let { position } = await log.head();
  for (let copy = 1; position < events; copy += 1) {
    if (copy % 100 === 0) tell(`${position} events`);
    for (const append of copies.appends(copy)) {
      position += append.events.length;
      waiting.push(log.append(append));
      if (waiting.length >= WRITERS) await Promise.all(waiting.splice(0));
    }
  }
  await Promise.all(waiting);
}

async function read(log: EventLog, after: number): Promise<StoredEvent[]> {
  const { position } = await log.head();
  const stop = new AbortController();
  const found: StoredEvent[] = [];
  for await (const batch of log.tail(after, stop.signal)) {
    found.push(...batch);
    if (found.at(-1)?.position === position) stop.abort();
  }
  return found;
}

/** Makes copies of events: other incidents, at other times. */
class Copies {
  readonly #ids: readonly string[];
  readonly #from: string;
  /** what is another in each copy: an incident's id, or an instant */
  readonly #varies: RegExp;

  constructor(private readonly pattern: readonly StoredEvent[]) {
    this.#ids = [...new Set(pattern.flatMap(({ stream }) => /^incident\/(.+)$/.exec(stream)?.[1] ?? []))];
    this.#from = pattern[0]?.at ?? '';
    this.#varies = new RegExp(`${this.#ids.join('|')}|\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z`, 'g');
  }

  appends(copy: number): Append[] {
    const shift = Date.now() - MONTH_MS + copy * COPY_MS - Date.parse(this.#from);
    const varied = (text: string): string =>
      text.replace(this.#varies, (found) => {
        if (found[10] !== 'T') return `${found.slice(0, -8)}${copy.toString(16).padStart(8, '0')}`;
        // When a record was made is no part of the call.
        return found < this.#from ? found : new Date(Date.parse(found) + shift).toISOString();
      });
    const appends = new Map<string, Append & { readonly events: NewEvent[] }>();
    const add = (id: string, { stream, at, by }: Pick<StoredEvent, 'stream' | 'at' | 'by'>, event: NewEvent): void => {
      const known = appends.get(id);
      if (known) return void known.events.push(event);
      const command = { id: `${copy}:${id}`, digest: '' };
      appends.set(id, {
        stream: varied(stream) as StreamId,
        expected: 'any',
        events: [event],
        at: varied(at),
        by,
        command,
      });
    };
    for (const event of this.pattern) {
      const body = JSON.parse(varied(JSON.stringify(event.body))) as Json;
      add(event.commandId, event, { type: event.type, body });
    }
    const at = this.pattern.at(-1)?.at ?? this.#from;
    for (const id of this.#ids)
      add(`close-${id}`, { stream: `incident/${id}`, at, by: 'inspector' }, { type: 'closed', body: { v: 1 } });
    return [...appends.values()];
  }
}
