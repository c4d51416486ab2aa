import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { io, type Socket } from 'socket.io-client';
import type { IncidentReply } from '../../server/contract/index.js';
import { Outrider, type ReaderSocket } from '../support/outrider.js';
import { progress } from './progress.js';
import { quantile } from './quantile.js';
import type { BenchRow } from './rows.js';

export interface FanOutBenchOptions {
  readonly sizes?: readonly number[];
  readonly rounds?: number;
  /** connections whose memory is measured, while nothing is pushed */
  readonly connections?: number;
}

const SUPERVISING = ['supervisor', 'supervisor2', 'inspector'] as const;
const BARE = fileURLToPath(new URL('../support/bare-socketio.js', import.meta.url));

/**
 * One card to many readers: POST → the last of them has it, then until the last acknowledgement is stored; and what a
 * connection costs. Beside it, in the same run, a bare socket.io server that sends a payload of the same size to all.
 */
export async function benchFanOut({
  sizes = [100, 1000, 2000],
  rounds = 12,
  connections = 5000,
}: FanOutBenchOptions = {}): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const size of sizes) {
    progress(`  one card to ${size} readers`);
    rows.push(...(await measure(size, rounds)));
  }
  progress(`  ${connections} connections`);
  rows.push(await measureConnections(connections));
  return rows;
}

/** What an authenticated connection costs the server: the memory that it has more with all of them than with none. */
async function measureConnections(count: number): Promise<BenchRow> {
  const outrider = await Outrider.start();
  try {
    const sessions = await Promise.all(['officer1', 'officer2', 'officer3'].map((one) => outrider.signIn(one)));
    const before = await residentBytes(outrider);
    await openAll(count, (n) => sessions[n % sessions.length]!.connect());
    const each = ((await residentBytes(outrider)) - before) / count;
    const goal = count === 5000 ? '≤ 28' : '≤ 28 at 5,000';
    return { what: `${count} connections: memory each`, value: Math.round(each / 100) / 10, unit: 'kB', goal };
  } finally {
    await outrider.stop();
  }
}

async function measure(size: number, rounds: number): Promise<BenchRow[]> {
  const ours = await measureOutrider(size, rounds);
  const bare = await measureBare(size, rounds, ours.frameBytes);
  const ms = (value: number): number => Math.round(value * 10) / 10;
  const kB = (value: number): number => Math.round(value / 100) / 10;
  return [
    { what: `${size} readers: card on all, p50`, value: ms(quantile(ours.all, 0.5)), unit: 'ms' },
    { what: `${size} readers: card on all, p99`, value: ms(quantile(ours.all, 0.99)), unit: 'ms' },
    {
      what: `${size} readers: all acknowledged, p99`,
      value: ms(quantile(ours.acknowledged, 0.99)),
      unit: 'ms',
      goal: `≤ ${ms(1.3 * quantile(ours.all, 0.99))}: 1.3 × unacknowledged`,
    },
    { what: `${size} sockets of bare socket.io: frame on all, p50`, value: ms(quantile(bare.all, 0.5)), unit: 'ms' },
    { what: `${size} sockets of bare socket.io: frame on all, p99`, value: ms(quantile(bare.all, 0.99)), unit: 'ms' },
    { what: `${size} readers: memory a connection`, value: kB(ours.bytesEach), unit: 'kB', goal: '≤ 28 at 5,000' },
    { what: `${size} sockets of bare socket.io: memory each`, value: kB(bare.bytesEach), unit: 'kB' },
  ];
}

async function measureOutrider(size: number, rounds: number) {
  const outrider = await Outrider.start();
  try {
    const handler = await outrider.signIn('handler');
    const sessions = await Promise.all(SUPERVISING.map((username) => outrider.signIn(username)));
    const before = await residentBytes(outrider);
    const readers = await openAll(size, (n) => sessions[n % sessions.length]!.connect());
    const bytesEach = ((await residentBytes(outrider)) - before) / size;
    const all: number[] = [];
    const acknowledged: number[] = [];
    let frameBytes = 0;
    for (let round = 0; round < rounds; round += 1) {
      const reference = `FAN-${round}`;
      const arrived = readers.map((socket) => cardOf(socket, reference));
      const from = performance.now();
      const { body } = await handler.post<IncidentReply>('/api/incidents', {
        source: '999',
        reference,
        caller: { phone: `07700 90${String(1000 + round).slice(0, 4)}` },
        location: { text: `${round} Somewhere Else, Nowhere` },
      });
      await Promise.all(arrived);
      all.push(performance.now() - from);
      frameBytes = JSON.stringify(body.card).length;
      // Acknowledging is for a person, once a user: the devices of one reader share it.
      if (round % 4 !== 0) continue;
      await Promise.all(readers.map((s) => s.emitWithAck('acknowledge', { incidentId: body.id, version: 1 })));
      acknowledged.push(performance.now() - from);
    }
    return { all, acknowledged, bytesEach, frameBytes };
  } finally {
    await outrider.stop();
  }
}

async function measureBare(size: number, rounds: number, frameBytes: number) {
  const child = spawn(process.execPath, ['--expose-gc', BARE], { stdio: ['pipe', 'pipe', 'inherit'] });
  const said = async (): Promise<number> => Number(String((await once(child.stdout, 'data'))[0]));
  const ask = (line: string): Promise<number> => {
    const answer = said();
    child.stdin.write(`${line}\n`);
    return answer;
  };
  try {
    const port = await said();
    const before = await ask('memory');
    const sockets = await openAll(size, () =>
      io(`http://127.0.0.1:${port}`, { transports: ['websocket'], reconnection: false, forceNew: true }),
    );
    const bytesEach = ((await ask('memory')) - before) / size;
    const all: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const arrived = sockets.map((socket) => new Promise((resolve) => socket.once('frame', resolve)));
      const from = performance.now();
      child.stdin.write(`send ${frameBytes}\n`);
      await Promise.all(arrived);
      all.push(performance.now() - from);
    }
    for (const socket of sockets) socket.disconnect();
    return { all, bytesEach };
  } finally {
    child.kill('SIGTERM');
    await once(child, 'exit');
  }
}

async function openAll<S extends Socket | ReaderSocket>(size: number, open: (n: number) => S): Promise<S[]> {
  const sockets: S[] = [];
  for (let n = 0; n < size; n += 50) {
    const some = Array.from({ length: Math.min(50, size - n) }, (_, k) => open(n + k));
    await Promise.all(
      some.map((socket) => new Promise<void>((resolve) => (socket as Socket).once('connect', resolve))),
    );
    sockets.push(...some);
  }
  return sockets;
}

const cardOf = (socket: ReaderSocket, reference: string): Promise<void> =>
  new Promise((resolve) => {
    const listen: Parameters<typeof socket.on<'card'>>[1] = ({ card }) => {
      if (card.situation.reference !== reference) return;
      socket.off('card', listen);
      resolve();
    };
    socket.on('card', listen);
  });

async function residentBytes(outrider: Outrider): Promise<number> {
  const { body } = await outrider.call<string>('GET', '/metrics');
  return Number(/^process_resident_memory_bytes (\S+)/m.exec(body)?.[1]);
}
