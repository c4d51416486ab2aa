import type { IncidentReply } from '../../server/contract/index.js';
import { quantile } from '../bench/quantile.js';
import type { ReaderSocket, Session } from '../support/api.js';
import { App } from '../support/app.js';
import type { Tried, TrialOptions } from './promise.js';
import { Markers, randomFrom } from './reads/markers.js';

/** From the answer that something is over to the news of it on a live connection, in ms. */
const GOAL_MS = 1_000;
/** A connection that was told nothing by then is told nothing, in ms. */
const PATIENCE_MS = 10_000;
/** So often each way in is tried with what is over. */
const TIMES = 5;
const MOST_FAULTS = 20;
/** So many that none of them signs in more often than somebody who guesses at a password may. */
const OFFICERS = Array.from({ length: 80 }, (_, n) => `pc${n + 1}`);

/** Somebody who is sent to an incident and reads it over a live connection. */
interface Reading {
  readonly officer: string;
  readonly session: Session;
  readonly socket: ReaderSocket;
  readonly incidentId: string;
}

/** How reading ends; whether the whole session does; and what makes the officer one again. */
interface End {
  readonly name: string;
  readonly ofSession: boolean;
  readonly end: (app: App, reading: Reading) => Promise<{ readonly status: number }>;
  readonly undo?: (app: App, officer: string) => Promise<unknown>;
}

const ENDS: readonly End[] = [
  {
    name: 'signed out',
    ofSession: true,
    end: (app, { session }) => app.call('DELETE', '/api/session', { token: session.token }),
  },
  {
    name: 'signed out by an administrator',
    ofSession: true,
    end: async (app, { officer }) =>
      app.call('DELETE', `/api/users/${officer}/sessions`, { token: (await app.as('admin')).token }),
  },
  {
    name: 'disabled',
    ofSession: true,
    end: async (app, { officer }) => (await app.as('admin')).patch(`/api/users/${officer}`, { disabled: true }),
    undo: async (app, officer) => (await app.as('admin')).patch(`/api/users/${officer}`, { disabled: false }),
  },
  {
    name: 'other roles',
    ofSession: true,
    end: async (app, { officer }) => (await app.as('admin')).patch(`/api/users/${officer}`, { roles: ['handler'] }),
    undo: async (app, officer) => (await app.as('admin')).patch(`/api/users/${officer}`, { roles: ['officer'] }),
  },
  {
    name: 'stood down',
    ofSession: false,
    end: async (app, { officer, incidentId }) =>
      (await app.as('dispatcher')).post(`/api/incidents/${incidentId}/stand-down`, { officers: [officer] }),
  },
];

const waysIn = (id: string, word: string): readonly string[] => [
  `/api/incidents/${id}/card`,
  `/api/incidents/${id}`,
  `/api/incidents/${id}/log`,
  `/api/incidents?status=open`,
  `/api/search?q=${word}`,
  '/api/shift',
  '/api/handovers',
  '/api/desk',
];

/**
 * Ends somebody's right to read in every way while they read, and tries every way in from the moment that the end is answered:
 * sooner than the two seconds that are promised. What is pushed is looked at from the moment that their connection has
 * heard of the end.
 */
export async function tryRevocation({
  seed,
  count,
  progress,
}: TrialOptions & { readonly count: number }): Promise<Tried> {
  const random = randomFrom(seed);
  const markers = new Markers(random);
  const accounts = OFFICERS.map((username) => ({ username, name: username, roles: ['officer'] as const }));
  const app = await App.open({ registers: false, accounts });
  const heardAfter: number[] = [];
  const faults: string[] = [];
  const distinct = new Set<string>();
  let [tried, wrong] = [0, 0];
  const fault = (what: string): void => {
    wrong += 1;
    if (faults.length < MOST_FAULTS) faults.push(`${what} (--seed ${seed})`);
  };
  try {
    for (let round = 0; tried < count; round += 1) {
      const way = ENDS[round % ENDS.length] as End;
      const officer = OFFICERS[Math.floor(random() * OFFICERS.length)] ?? '';
      const word = markers.word(round, 'address');
      const reading = await beginReading(app, officer, word);
      const { session, socket, incidentId } = reading;
      const over = heardOf(socket, incidentId);
      const { status } = await way.end(app, reading);
      const answered = performance.now();
      if (status >= 300) fault(`round ${round}: ${way.name} was answered ${status}`);
      const asked = Array.from({ length: TIMES }, () => waysIn(incidentId, word)).flat();
      await Promise.all(
        asked.map(async (path, at) => {
          const answer = await session.get(path);
          tried += 1;
          distinct.add(`${way.name} ${at % (asked.length / TIMES)}`);
          const reads = JSON.stringify(answer.body).includes(word);
          if (reads || (way.ofSession && answer.status !== 401))
            fault(`round ${round}: ${officer}, ${way.name}, is answered ${answer.status} by ${path}`);
        }),
      );
      const heard = await over;
      if (heard === undefined) fault(`round ${round}: ${officer}, ${way.name}, is not told on a live connection`);
      else heardAfter.push(Math.max(0, heard - answered));
      const pushed: unknown[] = [];
      socket.onAny((_event, body) => pushed.push(body));
      await (
        await app.as('handler')
      ).patch(`/api/incidents/${incidentId}`, { weapons: 'a knife' }, { 'if-match': '1' });
      await app.settled();
      // A connection that still stands has heard what was sent before this answer.
      if (!way.ofSession) await socket.timeout(PATIENCE_MS).emitWithAck('received', { epoch: 'none', seq: 0 });
      tried += 1;
      distinct.add(`${way.name} pushed`);
      if (JSON.stringify(pushed).includes(word)) fault(`round ${round}: ${officer}, ${way.name}, is pushed a card`);
      socket.disconnect();
      await way.undo?.(app, officer);
      progress(tried, wrong);
    }
  } finally {
    await app.close();
  }
  const longest = Math.max(...heardAfter);
  return {
    value: wrong,
    unit: 'late reads and pushes',
    tried,
    distinct: distinct.size,
    kept: wrong === 0 && longest <= GOAL_MS,
    faults,
    note:
      `${heardAfter.length} live connections heard of it ${quantile(heardAfter, 0.5).toFixed(1)} ms (p50), at the latest ` +
      `${longest.toFixed(0)} ms, after the end was answered: ${ENDS.map(({ name }) => name).join(', ')}`,
  };
}

/** An officer is signed in and connected, is sent to a new incident, and holds its card. */
async function beginReading(app: App, officer: string, word: string): Promise<Reading> {
  const session = await app.signIn(officer);
  const socket = session.connect();
  const holds = new Promise<void>((resolve, reject) => {
    const patience = setTimeout(
      () => reject(new Error(`${officer} is sent to ${word} and never gets the card`)),
      PATIENCE_MS,
    );
    for (const topic of ['card', 'reset'] as const) {
      socket.on(topic, (frame: unknown) => {
        if (!JSON.stringify(frame).includes(word)) return;
        clearTimeout(patience);
        resolve();
      });
    }
  });
  const reported = await (
    await app.as('handler')
  ).post<IncidentReply>('/api/incidents', {
    source: '999',
    grade: 'immediate',
    location: { street: `1 ${word} Street`, town: 'Leeds' },
  });
  const { id: incidentId } = reported.body;
  const dispatcher = await app.as('dispatcher');
  const sent = await dispatcher.post(`/api/incidents/${incidentId}/dispatch`, { officers: [officer], etaMinutes: 8 });
  if (reported.status !== 201 || sent.status !== 200)
    throw new Error(`a report was answered ${reported.status}, and sending ${officer} ${sent.status}`);
  await holds;
  return { officer, session, socket, incidentId };
}

/** When a connection hears that something is over: it is cut, or the incident is gone; undefined: it does not. */
function heardOf(socket: ReaderSocket, incidentId: string): Promise<number | undefined> {
  return new Promise((resolve) => {
    const patience = setTimeout(() => resolve(undefined), PATIENCE_MS);
    const heard = (): void => {
      clearTimeout(patience);
      resolve(performance.now());
    };
    socket.once('disconnect', heard);
    socket.on('gone', (frame) => {
      if (frame.incidentId === incidentId) heard();
    });
  });
}
