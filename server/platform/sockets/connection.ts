import type { Socket } from 'socket.io';

/** What Outrider keeps of a connection: the session it came with and where its reader says they are. */
export interface Connection {
  readonly sessionId: string;
  readonly epoch: string | undefined;
  readonly lastSeq: number | undefined;
}

export const connectionOf = (socket: Socket): Connection => socket.data as Connection;
