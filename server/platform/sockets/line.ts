import type { Socket } from 'socket.io';
import type { Line } from '../../domain/delivery/line.js';

/** Frames that may wait for a slow reader; a card is about 10 kB, so this is well under 1 MB. */
const MOST_WAITING_FRAMES = 32;
const SLOW_READER_MS = 15_000;

/** The connection was cut because its reader takes nothing any more; they resume where they were. */
export class LineEnded extends Error {
  override readonly name = 'LineEnded';
}

/** A socket.io connection as a line with a bound: past it the pump waits, and a reader who takes nothing is cut. */
export function lineOf(socket: Socket): Line {
  return {
    emit: (event, frame) => {
      socket.emit(event, frame);
    },
    ready: () => ready(socket),
    close: () => {
      socket.disconnect(true);
    },
  };
}

async function ready(socket: Socket): Promise<void> {
  while (waitingFrames(socket) >= MOST_WAITING_FRAMES) await drained(socket);
  if (!socket.connected) throw new LineEnded('the reader is gone');
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
