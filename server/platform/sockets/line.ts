import type { Socket } from 'socket.io';
import type { ServerEvents } from '../../contract/index.js';
import type { Line } from '../../domain/delivery/line.js';
import { textOf } from '../../domain/text-of.js';
import { textFrame } from './text-frame.js';

/** Frames that may wait for a slow reader; a card is about 10 kB, so this is well under 1 MB. */
const MOST_WAITING_FRAMES = 32;
const SLOW_READER_MS = 15_000;

/** The connection was cut because its reader takes nothing any more; they resume where they were. */
class LineEnded extends Error {
  override readonly name = 'LineEnded';
}

/** A socket.io connection as a line with a bound: past it the pump waits, and a reader who takes nothing is cut. */
export function lineOf(socket: Socket): Line {
  corked(socket);
  return {
    emit: (event, frame) => {
      const shared = sharedIn(event, frame);
      if (shared === undefined) socket.emit(event, frame);
      else writeShared(socket, shared);
    },
    ready: () => ready(socket),
    close: () => {
      socket.disconnect(true);
    },
  };
}

/** What of a frame is the same for everybody with the same view of it, by event: a card, or lines about incidents. */
const SHARED: Partial<Record<keyof ServerEvents, string>> = {
  card: 'card',
  provisional: 'card',
  reset: 'cards',
  incident: 'incidents',
  delivery: 'incidents',
};

/** A frame in two parts, of which the second goes to many. */
interface Parted {
  readonly own: string;
  readonly shared: object;
  readonly after: string;
}

/** A frame in socket.io's protocol, version 5, as an event in the main namespace; undefined: it is this reader's alone. */
function sharedIn(event: keyof ServerEvents, frame: object): Parted | undefined {
  if (event === 'desk') return { own: '2["desk",', shared: frame, after: ']' };
  const field = SHARED[event];
  if (field === undefined) return undefined;
  const { [field]: shared, ...rest } = frame as Record<string, object>;
  const around = JSON.stringify(rest);
  const own = `2["${event}",${around.slice(0, -1)}${around === '{}' ? '' : ','}"${field}":`;
  return { own, shared: shared!, after: '}]' };
}

/**
 * Without a copy of what is shared: as socket.io's own broadcasts, a WebSocket frame is made here and passed through engine.io
 * (`wsPreEncodedFrame`). Of a list there are too many versions to keep each.
 */
function writeShared({ conn }: Socket, { own, shared, after }: Parted): void {
  if (Array.isArray(shared)) {
    conn.write(`${own}${textOf(shared)}${after}`);
    return;
  }
  const frame: PreEncoded = { wsPreEncodedFrame: textFrame(`4${own}`, bytesOf(shared, after)) };
  conn.write('', frame as object);
}

/** What engine.io is given instead of data. */
interface PreEncoded {
  readonly wsPreEncodedFrame: readonly [Buffer, Buffer];
}

const shareds = new WeakMap<object, Buffer>();

function bytesOf(shared: object, after: string): Buffer {
  const bytes = shareds.get(shared) ?? Buffer.from(textOf(shared) + after);
  shareds.set(shared, bytes);
  return bytes;
}

/** What goes to a reader in one turn of the event loop goes to the network in one piece. */
function corked({ conn }: Socket): void {
  const { socket } = conn.request;
  conn.on('flush', () => {
    socket.cork();
    process.nextTick(() => socket.uncork());
  });
}

async function ready(socket: Socket): Promise<void> {
  while (waitingFrames(socket) >= MOST_WAITING_FRAMES) await drained(socket);
  if (!socket.connected) throw new LineEnded('the reader is gone');
}

/** What the reader has not taken yet, as far as this process holds it, in bytes. */
export function waitingBytes({ conn }: Socket): number {
  const { writeBuffer, transport } = conn as unknown as {
    readonly writeBuffer: readonly { readonly data?: string | Buffer; readonly options: Partial<PreEncoded> }[];
    readonly transport: { readonly socket?: { readonly bufferedAmount: number } };
  };
  const queued = writeBuffer.reduce(
    (sum, { data, options: { wsPreEncodedFrame: parts = [] } }) =>
      parts.reduce((all, { length }) => all + length, sum + (data?.length ?? 0)),
    0,
  );
  return queued + (transport.socket?.bufferedAmount ?? 0);
}

const waitingFrames = (socket: Socket): number =>
  (socket.conn as unknown as { readonly writeBuffer: readonly unknown[] }).writeBuffer.length;

function drained(socket: Socket): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = (then: () => void) => (): void => {
      clearTimeout(timer);
      socket.conn.off('drain', onDrain);
      socket.off('disconnect', onGone);
      then();
    };
    const onDrain = settle(resolve);
    const onGone = settle(() => reject(new LineEnded('the reader is gone')));
    const timer = setTimeout(
      settle(() => reject(new LineEnded('the reader takes nothing'))),
      SLOW_READER_MS,
    );
    socket.conn.on('drain', onDrain);
    socket.on('disconnect', onGone);
  });
}
