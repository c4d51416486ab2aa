import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server, type Socket as ServerSocket } from 'socket.io';
import { io, type Socket } from 'socket.io-client';
import type { Card, CardFrame, IncidentSummary } from '../../../../server/contract/index.js';
import type { Line } from '../../../../server/domain/delivery/line.js';
import { lineOf, waitingBytes } from '../../../../server/platform/sockets/line.js';

/** Long enough for every size of a frame's header, and of more bytes than letters. */
const SIZES = [0, 60, 61, 62, 63, 64, 120, 125, 126, 127, 4_000, 32_700, 65_400, 65_535, 65_536, 70_000];
const cardOf = (size: number): Card => ({ incidentId: 'é'.repeat(size), version: 1 }) as Card;

describe('a line over a real socket', () => {
  let server: Server;
  let reader: Socket;
  let socket: ServerSocket;
  let line: Line;

  beforeAll(async () => {
    const http = createServer();
    server = new Server(http, { transports: ['websocket'], perMessageDeflate: false });
    const connection = new Promise<ServerSocket>((resolve) => server.once('connection', resolve));
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
    reader = io(`http://127.0.0.1:${(http.address() as AddressInfo).port}`, { transports: ['websocket'] });
    socket = await connection;
    line = lineOf(socket);
  });
  afterAll(async () => {
    reader.disconnect();
    await server.close();
  });

  const next = <T>(event: string, count: number): Promise<T[]> =>
    new Promise((resolve) => {
      const came: T[] = [];
      const take = (frame: T): void => {
        came.push(frame);
        if (came.length < count) return;
        reader.off(event, take);
        resolve(came);
      };
      reader.on(event, take);
    });

  test('[R9] frames of every length arrive whole and in order, whatever of them is shared with others', async () => {
    const sent = SIZES.map((size, index): CardFrame => ({ epoch: 'é', seq: size, n: index + 1, card: cardOf(size) }));
    const came = next<CardFrame>('card', sent.length);
    for (const frame of sent) line.emit('card', frame);
    expect(await came).toEqual(sent);
  });

  test('what is shared is sent to the next as it is, with what is theirs', async () => {
    const card = cardOf(200);
    const cards = next<CardFrame>('card', 2);
    for (const n of [1, 2]) line.emit('card', { epoch: 'e', seq: n, n, card });
    expect(await cards).toEqual([1, 2].map((n) => ({ epoch: 'e', seq: n, n, card })));
    const incidents = [{ id: 'one' }, { id: 'another' }] as IncidentSummary[];
    const board = next('incident', 1);
    line.emit('incident', { version: 3, snapshot: true, incidents, gone: [] });
    expect(await board).toEqual([{ version: 3, snapshot: true, incidents, gone: [] }]);
    const tick = next('tick', 1);
    line.emit('tick', { epoch: 'e', seq: 1, n: 1 });
    expect(await tick).toEqual([{ epoch: 'e', seq: 1, n: 1 }]);
  });

  test('what waits for a reader is counted, shared or not', async () => {
    const all = next('card', 4);
    for (let n = 1; n <= 4; n += 1) line.emit('card', { epoch: 'e', seq: n, n, card: cardOf(10_000) });
    expect(waitingBytes(socket)).toBeGreaterThan(60_000);
    await all;
  });
});
