import type { INestApplication } from '@nestjs/common';
import { IoAdapter } from '@nestjs/platform-socket.io';
import type { IncomingMessage } from 'node:http';
import type { MessageMappingProperties } from '@nestjs/websockets';
import type { Server, ServerOptions, Socket } from 'socket.io';
import { MuteConnections } from './mute-connections.js';

export const MAX_FRAME_BYTES = 64 * 1024;

/** socket.io as Outrider uses it: websocket only, small frames, no compression (247 kB a connection), known origins. */
export class OutriderIoAdapter extends IoAdapter {
  readonly #mute: MuteConnections;

  constructor(
    app: INestApplication,
    private readonly origins: readonly string[],
  ) {
    super(app);
    this.#mute = new MuteConnections(app.getHttpServer());
  }

  override createIOServer(port: number, options?: ServerOptions): Server {
    return super.createIOServer(port, {
      ...options,
      path: '/socket.io',
      transports: ['websocket'],
      serveClient: false,
      perMessageDeflate: false,
      httpCompression: false,
      maxHttpBufferSize: MAX_FRAME_BYTES,
      pingInterval: 5_000,
      pingTimeout: 5_000,
      allowRequest: (request: IncomingMessage, answer: (error: string | null, allow: boolean) => void) => {
        answer(null, isAllowedOrigin(request.headers.origin, request.headers.host, this.origins));
      },
    } as unknown as ServerOptions) as Server;
  }

  /**
   * Without a chain of observables for each event of each connection, which costs as much memory as all the rest of it (38 kB, and
   * 19 without): every handler of Outrider answers once, and none throws (`@Handles`).
   */
  override bindMessageHandlers(socket: Socket, handlers: MessageMappingProperties[]): void {
    for (const { message, callback } of handlers) {
      socket.on(message, (...sent: unknown[]) => {
        const last = sent.at(-1);
        const ack = typeof last === 'function' ? (last as (reply: unknown) => void) : undefined;
        const data = ack === undefined ? sent : sent.slice(0, -1);
        const answer = async (): Promise<void> => {
          const reply: unknown = await callback(data.length > 1 ? data : data[0], ack);
          ack?.(reply);
        };
        void answer();
      });
    }
  }

  /** Closing socket.io closes the web server with it, and that waits for its connections. */
  override close(server: Server): Promise<void> {
    this.#mute.hangUp();
    return super.close(server);
  }
}

/**
 * A browser says where a page came from: only Outrider's own page and the allow-list may connect. What is not a browser
 * sends no origin, and has to sign in like everyone.
 */
export function isAllowedOrigin(
  origin: string | undefined,
  host: string | undefined,
  allowed: readonly string[],
): boolean {
  if (origin === undefined || allowed.includes(origin)) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
}
