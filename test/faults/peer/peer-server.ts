/**
 * The peer, `node peer-server.js REDIS_URL`: bare socket.io with connection state recovery over its adapter for Redis
 * streams, as its documentation sets it up. `POST /ID?by=USERNAME` sends a card to those who see it, and is answered 201.
 * Prints its address.
 */
import { createAdapter } from '@socket.io/redis-streams-adapter';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createClient } from 'redis';
import { Server } from 'socket.io';

/** How long the adapter keeps the session of a reader who is gone, in ms: the documentation's own figure. */
const RECOVERY_MS = 2 * 60_000;

const redis = createClient({ url: process.argv[2]! });
redis.on('error', () => undefined);
await redis.connect();

const http = createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://peer');
  const by = searchParams.get('by') ?? '';
  io.to([by, 'all']).emit('card', { incidentId: pathname.slice(1), version: 1 });
  response.writeHead(201).end();
});
const io = new Server(http, {
  adapter: createAdapter(redis),
  connectionStateRecovery: { maxDisconnectionDuration: RECOVERY_MS, skipMiddlewares: true },
  transports: ['websocket'],
  perMessageDeflate: false,
  serveClient: false,
});
io.on('connection', (socket) => {
  const { username, sees } = socket.handshake.auth as { readonly username: string; readonly sees: string };
  if (sees === 'all') void socket.join('all');
  if (sees === 'own') void socket.join(username);
});
http.listen(0, '127.0.0.1', () => process.stdout.write(`http://127.0.0.1:${(http.address() as AddressInfo).port}\n`));
