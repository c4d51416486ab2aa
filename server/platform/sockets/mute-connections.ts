import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { Server as TlsServer } from 'node:tls';

/**
 * The connections of a web server on which nothing was asked yet. Browsers open such ahead of need, and Node counts only
 * those as idle that have asked once: the end of a server would wait for them until they time out.
 */
export class MuteConnections {
  readonly #mute = new Set<Socket>();

  constructor(server: Server) {
    server.on(server instanceof TlsServer ? 'secureConnection' : 'connection', (socket: Socket) => {
      this.#mute.add(socket);
      socket.once('close', () => this.#mute.delete(socket));
    });
    for (const asked of ['request', 'upgrade'])
      server.on(asked, ({ socket }: { socket: Socket }) => this.#mute.delete(socket));
  }

  /** Ends them. What was asked on the others is still answered. */
  hangUp(): void {
    for (const socket of this.#mute) socket.destroy();
  }
}
