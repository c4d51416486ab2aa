import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server, type Socket } from 'socket.io';
import type { ClientEvents, Handshake, ServerEvents } from '../../../server/contract/index.js';
import { incidentsOf } from '../../../client/data/board.js';
import { Link } from '../../../client/data/link.js';
import type { Store } from '../../../client/data/store.js';
import { card } from '../../support/cards.js';
import { incident } from '../../support/incidents.js';

type ServerSocket = Socket<ClientEvents, ServerEvents>;

/** Resolves once the store holds what is asked for. */
const until = <T>(store: Store<T>, holds: (value: T) => boolean): Promise<T> =>
  new Promise((resolve) => {
    if (holds(store.value)) return resolve(store.value);
    const stop = store.subscribe((value) => {
      if (!holds(value)) return;
      stop();
      resolve(value);
    });
  });

/** Connections in the order in which they come in; waits for one that has not come yet. */
class Connections {
  readonly #come: ServerSocket[] = [];
  readonly #waiting: ((socket: ServerSocket) => void)[] = [];

  add(socket: ServerSocket): void {
    const waiting = this.#waiting.shift();
    if (waiting === undefined) this.#come.push(socket);
    else waiting(socket);
  }

  next(): Promise<ServerSocket> {
    const come = this.#come.shift();
    return come === undefined ? new Promise((resolve) => this.#waiting.push(resolve)) : Promise.resolve(come);
  }
}

describe('the link to a real socket server', () => {
  let http: HttpServer;
  let server: Server<ClientEvents, ServerEvents>;
  let connections: Connections;
  let link: Link;
  let refused: Promise<void>;
  const accepted = new Set(['good']);

  beforeEach(async () => {
    http = createServer();
    server = new Server(http, { transports: ['websocket'] });
    connections = new Connections();
    server.use((socket, next) => {
      const { token } = socket.handshake.auth as Handshake;
      next(accepted.has(token) ? undefined : Object.assign(new Error('refused'), { data: { code: 'NOT_SIGNED_IN' } }));
    });
    server.on('connection', (socket) => connections.add(socket));
    await new Promise<void>((listening) => http.listen(0, '127.0.0.1', listening));
  });

  afterEach(async () => {
    link.stop();
    await server.close();
  });

  function connect(token = 'good') {
    const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
    refused = new Promise((onRefused) => {
      link = new Link({ url, token: () => token, onRefused });
    });
    link.start();
  }

  it('[R9] notices a gap, connects again from its cursor and ends on the latest', async () => {
    connect();
    const first = await connections.next();
    first.emit('card', { epoch: 'one', seq: 4, n: 1, card: card('a', 1) });
    first.emit('card', { epoch: 'one', seq: 9, n: 3, card: card('a', 3) });
    const second = await connections.next();
    expect(second.handshake.auth).toEqual({ token: 'good', epoch: 'one', lastSeq: 4 });
    second.emit('card', { epoch: 'one', seq: 9, n: 1, card: card('a', 3) });
    const held = await until(link.held, ({ cursor }) => cursor?.seq === 9);
    expect(held.cards.get('a')?.version).toBe(3);
  });

  it('[R9] takes a reset for the whole', async () => {
    connect();
    const socket = await connections.next();
    socket.emit('card', { epoch: 'one', seq: 4, n: 1, card: card('a', 1) });
    socket.emit('reset', { epoch: 'two', seq: 2, n: 2, cards: [card('b', 1)] });
    const held = await until(link.held, ({ cursor }) => cursor?.epoch === 'two');
    expect([...held.cards.keys()]).toEqual(['b']);
  });

  it('[R9] keeps the board and the desk over a cut, and takes the first word after it, whatever its version', async () => {
    connect();
    const first = await connections.next();
    const told = {
      level: 'busy',
      since: '2026-02-03T02:00:00Z',
      cause: 'x',
      onDuty: 1,
      queue: 9,
      predictedLate: 2,
    } as const;
    first.emit('incident', { version: 9, snapshot: true, incidents: [incident('a')], gone: [] });
    first.emit('desk', { ...told, version: 7 });
    await until(link.desk, ({ state }) => state?.version === 7);
    first.disconnect(true);
    const second = await connections.next();
    expect(incidentsOf(link.board.value).map(({ id }) => id)).toEqual(['a']);
    second.emit('incident', { version: 2, snapshot: true, incidents: [incident('b')], gone: [] });
    second.emit('desk', { ...told, version: 1 });
    await until(link.desk, ({ state }) => state?.version === 1);
    expect(incidentsOf(link.board.value).map(({ id }) => id)).toEqual(['b']);
  });

  it('[R1] confirms how far it received', async () => {
    connect();
    const socket = await connections.next();
    const received = new Promise((resolve) => {
      socket.on('received', (message, ack) => {
        ack({ ok: true });
        resolve(message);
      });
    });
    socket.emit('tick', { epoch: 'one', seq: 4, n: 1 });
    expect(await received).toEqual({ epoch: 'one', seq: 4 });
    expect((await until(link.receipts, ({ confirmed }) => confirmed !== undefined)).confirmed?.seq).toBe(4);
  });

  it('[R8] tells an acknowledgement again after the link was cut before the answer, and no more once it is answered', async () => {
    connect();
    const first = await connections.next();
    const cut = new Promise<void>((resolve) => {
      first.on('acknowledge', () => {
        first.disconnect(true);
        resolve();
      });
    });
    await until(link.health, ({ kind }) => kind === 'connected');
    link.acknowledge({ incidentId: 'a', version: 2 });
    await cut;
    const second = await connections.next();
    const told: unknown[] = [];
    second.on('acknowledge', (message, ack) => {
      told.push(message);
      ack({ ok: true });
    });
    await until(link.receipts, ({ acknowledged }) => acknowledged.get('a')?.told === true);
    link.acknowledge({ incidentId: 'a', version: 2 });
    expect(told).toEqual([{ incidentId: 'a', version: 2 }]);
  });

  it('says that its token is not accepted, and does not go on trying', async () => {
    connect('stale');
    await expect(refused).resolves.toBeUndefined();
    expect(link.health.value).toEqual({ kind: 'connecting' });
  });
});
