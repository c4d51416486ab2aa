import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { IncidentReply } from '../../server/contract/index.js';
import { Outrider, type ReaderSocket, type Session } from '../support/outrider.js';
import { quantile } from './quantile.js';
import type { BenchRow } from './rows.js';

export interface PushBenchOptions {
  /** sockets connected to the server while it is measured */
  readonly sockets?: number;
  readonly incidents?: number;
  readonly drafts?: number;
}

/** Each reported incident is read by its reporter's two devices and by two supervisors. */
const READERS = ['handler', 'handler', 'supervisor', 'supervisor2'] as const;

/**
 * POST → the card on the last of its four readers, beside an echo of the same server over the same sockets, interleaved in
 * one run; then the answer to a draft. The server is a process of its own, with the demonstration's registers.
 */
export async function benchPush({ sockets = 500, incidents = 400, drafts = 1000 }: PushBenchOptions = {}): Promise<
  BenchRow[]
> {
  const outrider = await Outrider.start();
  try {
    const handler = await outrider.signIn('handler');
    const sessions = await Promise.all(READERS.map((username) => outrider.signIn(username)));
    const readers = await Promise.all(sessions.map((session) => open(session)));
    const idle = await outrider.signIn('handler2');
    for (let n = readers.length; n < sockets; n += 25) {
      await Promise.all(Array.from({ length: Math.min(25, sockets - n) }, () => open(idle)));
    }
    const echo: number[] = [];
    const pushed: number[] = [];
    for (let n = 0; n < incidents + WARM_UP; n += 1) {
      const reply = await timed(() => echoOf(readers[n % READERS.length]!));
      const card = await timed(() => cardOnAll(handler, readers, n));
      if (n >= WARM_UP) {
        echo.push(reply);
        pushed.push(card);
      }
    }
    const typed: number[] = [];
    for (let n = 0; n < drafts + WARM_UP; n += 1) {
      const ms = await timed(() => readers[0]!.emitWithAck('draft', draft(n)));
      if (n >= WARM_UP) typed.push(ms);
    }
    const sync = syncTimes(outrider.dataFolder, 200);
    const [echo50, echo99, sync50, sync99] = [
      quantile(echo, 0.5),
      quantile(echo, 0.99),
      quantile(sync, 0.5),
      quantile(sync, 0.99),
    ];
    const ms = (what: string, value: number, goal?: string): BenchRow => ({
      what,
      value: Math.round(value * 100) / 100,
      unit: 'ms',
      ...(goal ? { goal } : {}),
    });
    return [
      { what: 'sockets connected', value: sockets, unit: '' },
      ms('fdatasync of 4 KiB, p50', sync50),
      ms('fdatasync of 4 KiB, p99', sync99),
      ms('echo of the same server, p50', echo50),
      ms('echo of the same server, p99', echo99),
      ms(
        'POST → card on 4 readers, p50',
        quantile(pushed, 0.5),
        `≤ ${(echo50 + sync50 + 0.5).toFixed(2)}: echo + fdatasync + 0.5`,
      ),
      ms(
        'POST → card on 4 readers, p99',
        quantile(pushed, 0.99),
        `≤ ${(2 * echo99 + sync99).toFixed(2)}: 2 × echo + fdatasync`,
      ),
      ms('draft answered, p50', quantile(typed, 0.5)),
      ms('draft answered, p99', quantile(typed, 0.99), '≤ 20'),
    ];
  } finally {
    await outrider.stop();
  }
}

const WARM_UP = 50;

async function open(session: Session): Promise<ReaderSocket> {
  const socket = session.connect();
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
  return socket;
}

async function timed(run: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await run();
  return performance.now() - from;
}

/** A confirmation that is no news: through every check of a socket event, without a store. */
const echoOf = (socket: ReaderSocket): Promise<unknown> => socket.emitWithAck('received', { epoch: 'none', seq: 0 });

async function cardOnAll(handler: Session, readers: readonly ReaderSocket[], n: number): Promise<void> {
  const reference = `BENCH-${n}`;
  const arrived = readers.map(
    (socket) =>
      new Promise<void>((resolve) => {
        const listen: Parameters<typeof socket.on<'card'>>[1] = ({ card }) => {
          if (card.situation.reference !== reference) return;
          socket.off('card', listen);
          resolve();
        };
        socket.on('card', listen);
      }),
  );
  const body = { ...draft(n), reference };
  await Promise.all([handler.post<IncidentReply>('/api/incidents', body), ...arrived]);
}

const SYLLABLES = ['Bar', 'Cor', 'Den', 'Fal', 'Gor', 'Hel', 'Lan', 'Mor', 'Nor', 'Pen', 'Ral', 'Ter'];

/** Another person at another address each time: repeat calls are linked with each other, which is a load of its own. */
export const draft = (n: number) => ({
  source: '999' as const,
  people: [
    {
      role: 'victim' as const,
      givenNames: `${SYLLABLES[n % 12]}a`,
      surname: `${SYLLABLES[(n * 5) % 12]}${SYLLABLES[(n * 7) % 11]?.toLowerCase()}ton`,
      dateOfBirth: `19${50 + (n % 50)}-0${1 + (n % 9)}-1${n % 10}`,
    },
  ],
  location: {
    building: `${n + 1}`,
    street: `${SYLLABLES[n % 12]}${SYLLABLES[(n * 3) % 12]?.toLowerCase()} Road`,
    town: 'Billericay',
  },
});

/** What one synced write costs on this disk: the floor under every durable answer. */
function syncTimes(folder: string, count: number): number[] {
  const file = openSync(join(folder, 'sync-probe'), 'w');
  const block = Buffer.alloc(4096, 1);
  const times = Array.from({ length: count }, () => {
    const from = performance.now();
    writeSync(file, block);
    fdatasyncSync(file);
    return performance.now() - from;
  });
  closeSync(file);
  return times;
}
