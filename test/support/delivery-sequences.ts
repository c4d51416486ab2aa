import fc from 'fast-check';
import type { Card } from '../../server/contract/index.js';
import { DeliveryModel } from '../../server/delivery/delivery.model.js';
import type { Line } from '../../server/domain/delivery/line.js';
import { IncidentsModel } from '../../server/incidents/incidents.model.js';
import { AccessRecord, type StoredEvent } from '../../server/ports.js';
import { Pump } from '../../server/push/pump.js';
import { card } from './cards.js';

const INCIDENT = 'i1';
const OFFICERS = ['o1', 'o2'] as const;
type Officer = (typeof OFFICERS)[number];
const START = Date.parse('2026-07-30T20:00:00.000Z');

/* ---- The oracle: what anybody would say who watched every phone. It imports nothing of the server. ---- */

type Step = 'sent' | 'received' | 'shown' | 'acknowledged' | 'readOut';
interface Phone {
  attending: boolean;
  arrived: boolean;
  sentAt: number;
  eta: number | undefined;
  connected: boolean;
  /** versions that arrived on the phone */
  readonly has: Set<number>;
  /** the one that it holds now */
  holds: number | undefined;
  readonly steps: Record<Step, Set<number>>;
}
export interface Oracle {
  now: number;
  version: number;
  readonly phones: Record<Officer, Phone>;
}

const aPhone = (): Phone => ({
  attending: false,
  arrived: false,
  sentAt: 0,
  eta: undefined,
  connected: false,
  has: new Set(),
  holds: undefined,
  steps: { sent: new Set(), received: new Set(), shown: new Set(), acknowledged: new Set(), readOut: new Set() },
});
const newOracle = (): Oracle => ({ now: START, version: 1, phones: { o1: aPhone(), o2: aPhone() } });

/** When the dispatcher must be prompted for an officer, in ms; undefined: never, as things stand. */
function promptOf({ attending, arrived, sentAt, eta, steps }: Phone): number | undefined {
  const knows = steps.acknowledged.size > 0 || steps.readOut.size > 0;
  if (!attending || arrived || knows) return undefined;
  if (eta === undefined || eta <= 1) return sentAt;
  const half = Math.min(60_000, eta * 30_000);
  const reached = steps.received.size > 0 || steps.shown.size > 0;
  return sentAt + (reached ? half : Math.min(15_000, half));
}

/* ---- What runs in production: the read models and one pump for each phone, over a log in memory. ---- */

class Connection {
  readonly wire: { readonly seq: number; readonly version?: number; readonly gone?: true }[] = [];
  readonly pump: Pump;

  constructor(world: World, officer: Officer, seq: number) {
    const line: Line = {
      emit: (event, frame) => {
        const { seq: at } = frame as { seq: number };
        if (event === 'card')
          this.wire.push({ seq: at, version: (frame as { card: { version: number } }).card.version });
        else if (event === 'gone') this.wire.push({ seq: at, gone: true });
        else if (event === 'tick') this.wire.push({ seq: at });
      },
      ready: () => Promise.resolve(),
      close: () => undefined,
    };
    const actor = { userId: officer, name: officer, roles: ['officer' as const], sessionId: officer };
    this.pump = new Pump(
      line,
      {
        incidents: world.incidents,
        access: world.access,
        epoch: 'e',
        actor: () => actor,
        head: () => world.position,
        rolesSince: () => 0,
        failed: (cause) => world.failures.push(cause),
      },
      seq,
    );
  }
}

/** A card of which everybody sees that its version is another one. */
const aCard = (version: number): Card =>
  card(INCIDENT, version, { issuedAt: new Date(START).toISOString(), spoken: `version ${version}` });

export class World {
  position = 0;
  at = new Date(START).toISOString();
  readonly failures: unknown[] = [];
  readonly incidents = new IncidentsModel();
  readonly delivery = new DeliveryModel(this.incidents, { account: () => undefined, changedAt: 0 });
  readonly connections: Partial<Record<Officer, Connection>> = {};
  readonly seqOf: Record<Officer, number> = { o1: 0, o2: 0 };
  readonly access = new (class extends AccessRecord {
    constructor(private readonly world: World) {
      super();
    }
    override async store(reader: { readonly userId: string }, entries: readonly { type: string; body: object }[]) {
      for (const { type, body } of entries) this.world.append(`reader/${reader.userId}`, type, body);
    }
  })(this);

  constructor() {
    const report = { source: '999', openedAt: this.at, firstRingAt: this.at, people: [] };
    this.append(`incident/${INCIDENT}`, 'reported', { v: 1, reference: INCIDENT, report });
    this.issue(1, []);
  }

  append(stream: `incident/${string}` | `reader/${string}`, type: string, body: object): void {
    this.position += 1;
    const event = {
      position: this.position,
      stream,
      version: this.position,
      commandId: `${this.position}`,
      type,
      at: this.at,
      by: 'x',
      commitment: '',
      body: body as StoredEvent['body'],
    };
    this.incidents.apply(event);
    this.delivery.apply(event);
  }

  issue(version: number, to: readonly Officer[]): void {
    const issued = aCard(version);
    const issuedTo = to.map((reader) => ({ reader, viewAs: 'officer', reason: 'dispatched' }));
    this.append(`incident/${INCIDENT}`, 'card-issued', {
      v: 1,
      card: issued,
      views: { officer: 'full', handler: 'full' },
      issuedTo,
    });
  }

  async settle(): Promise<void> {
    for (const { pump } of Object.values(this.connections)) pump.wake();
    for (let turn = 0; turn < 12; turn += 1) await Promise.resolve();
  }
}

/* ---- What can happen, each to both, and then they are compared. ---- */

type Happens = (oracle: Oracle, world: World) => void | Promise<void>;

class Command implements fc.AsyncCommand<Oracle, World> {
  constructor(
    private readonly name: string,
    private readonly may: (oracle: Oracle) => boolean,
    private readonly happens: Happens,
    private readonly seen: (state: string) => void,
  ) {}
  check = (oracle: Readonly<Oracle>): boolean => this.may(oracle);
  async run(oracle: Oracle, world: World): Promise<void> {
    oracle.now += 7_000;
    world.at = new Date(oracle.now).toISOString();
    await this.happens(oracle, world);
    await world.settle();
    // Whoever is sent and connected is brought to the newest version, whatever happened before.
    for (const phone of Object.values(oracle.phones)) {
      if (phone.attending && phone.connected) phone.steps.sent.add(oracle.version);
    }
    compare(oracle, world);
    this.seen(stateOf(oracle));
  }
  toString = (): string => this.name;
}

const FIELDS = {
  sent: 'sentAt',
  received: 'receivedAt',
  shown: 'shownAt',
  acknowledged: 'acknowledgedAt',
  readOut: 'readOutAt',
} as const;

function compare({ phones }: Oracle, world: World): void {
  if (world.failures.length > 0) throw world.failures[0];
  const proofs = new Map(world.delivery.of(INCIDENT).map((proof) => [proof.reader, proof]));
  const prompts = new Map(
    [...world.delivery.promptsOf(INCIDENT)].flatMap(({ officers, at }) => officers.map((o) => [o, at])),
  );
  for (const officer of OFFICERS) {
    const phone = phones[officer];
    for (const [step, field] of Object.entries(FIELDS) as [Step, (typeof FIELDS)[Step]][]) {
      const said = proofs.get(officer)?.versions.flatMap((one) => (one[field] === undefined ? [] : one.version)) ?? [];
      const was = [...phone.steps[step]].toSorted((a, b) => a - b);
      if (said.join() !== was.join()) throw new Error(`${officer} ${step}: said [${said.join()}], was [${was.join()}]`);
    }
    const due = promptOf(phone);
    const expected = due === undefined ? undefined : new Date(due).toISOString();
    if (prompts.get(officer) !== expected) {
      throw new Error(`${officer} prompt: said ${prompts.get(officer)}, due ${expected}`);
    }
  }
}

const stateOf = ({ version, phones }: Oracle): string =>
  JSON.stringify([
    version,
    Object.values(phones).map(({ attending, arrived, eta, connected, has, steps }) => [
      attending,
      arrived,
      eta ?? null,
      connected,
      [...has],
      Object.values(steps).map((versions) => [...versions]),
    ]),
  ]);

function commands(seen: (state: string) => void): fc.Arbitrary<Iterable<fc.AsyncCommand<Oracle, World>>> {
  const about = fc.constantFrom(...OFFICERS);
  const of = (
    name: string,
    may: (phone: Phone, oracle: Oracle) => boolean,
    happens: (officer: Officer, phone: Phone, oracle: Oracle, world: World) => void | Promise<void>,
  ) =>
    about.map(
      (officer) =>
        new Command(
          `${name} ${officer}`,
          (oracle) => may(oracle.phones[officer], oracle),
          (oracle, world) => happens(officer, oracle.phones[officer], oracle, world),
          seen,
        ),
    );
  const latest = ({ has }: Phone): number => Math.max(...has);
  const note = (step: 'shown' | 'acknowledged') =>
    of(
      step,
      ({ has, attending }) => attending && has.size > 0,
      (officer, phone, _oracle, world) => {
        phone.steps[step].add(latest(phone));
        world.append(`reader/${officer}`, step, { v: 1, incidentId: INCIDENT, version: latest(phone) });
      },
    );
  const send = fc.tuple(about, fc.constantFrom(undefined, 0, 1, 4, 9)).map(
    ([officer, eta]) =>
      new Command(
        `send ${officer} ${eta}`,
        (oracle) => !oracle.phones[officer].attending,
        (oracle, world) => {
          Object.assign(oracle.phones[officer], { attending: true, arrived: false, sentAt: oracle.now, eta });
          const officers = [{ id: officer, name: officer }];
          const body = { v: 1, officers, ...(eta === undefined ? {} : { etaMinutes: eta }) };
          world.append(`incident/${INCIDENT}`, 'dispatched', body);
        },
        seen,
      ),
  );
  const issue = fc.constant(
    new Command(
      'new version',
      ({ version }) => version < 5,
      (oracle, world) => {
        oracle.version += 1;
        world.issue(
          oracle.version,
          OFFICERS.filter((o) => oracle.phones[o].attending && oracle.phones[o].connected),
        );
      },
      seen,
    ),
  );
  return fc.commands(
    [
      send,
      issue,
      of(
        'stand down',
        ({ attending }) => attending,
        (officer, phone, _oracle, world) => {
          phone.attending = false;
          world.append(`incident/${INCIDENT}`, 'stood-down', { v: 1, officers: [officer] });
        },
      ),
      of(
        'arrive',
        ({ attending, arrived }) => attending && !arrived,
        (officer, phone, _oracle, world) => {
          phone.arrived = true;
          world.append(`incident/${INCIDENT}`, 'arrived', { v: 1, officers: [officer] });
        },
      ),
      of(
        'connect',
        ({ connected }) => !connected,
        (officer, phone, _oracle, world) => {
          phone.connected = true;
          world.connections[officer] = new Connection(world, officer, world.seqOf[officer]);
        },
      ),
      // What was on its way is lost.
      of(
        'drop',
        ({ connected }) => connected,
        (officer, phone, _oracle, world) => {
          phone.connected = false;
          delete world.connections[officer];
        },
      ),
      of(
        'deliver',
        ({ connected }) => connected,
        (officer, phone, _oracle, world) => {
          for (const { seq, version, gone } of world.connections[officer]?.wire.splice(0) ?? []) {
            world.seqOf[officer] = seq;
            if (gone) phone.holds = undefined;
            if (version === undefined) continue;
            phone.has.add(version);
            phone.holds = version;
          }
        },
      ),
      of(
        'confirm',
        ({ connected, has }) => connected && has.size > 0,
        (officer, phone, _oracle, world) => {
          // Nobody can tell whether an older one had come before it.
          if (phone.holds !== undefined) phone.steps.received.add(phone.holds);
          const seq = world.seqOf[officer];
          if (world.connections[officer]?.pump.confirms(seq)) {
            world.append(`reader/${officer}`, 'received', { v: 1, epoch: 'e', seq });
          }
        },
      ),
      note('shown'),
      note('acknowledged'),
      of(
        'read out',
        ({ attending }) => attending,
        (officer, phone, oracle, world) => {
          phone.steps.readOut.add(oracle.version);
          const body = { v: 1, version: oracle.version, to: [officer], freeToSpeak: true };
          world.append(`incident/${INCIDENT}`, 'read-out', body);
        },
      ),
    ],
    { maxCommands: 40, size: 'max' },
  );
}

/** Runs random sequences against the oracle. @returns how many distinct states were reached; throws with the seed */
export async function runDeliverySequences(runs: number, seed: number): Promise<number> {
  const states = new Set<string>();
  const sequence = commands((state) => states.add(state));
  await fc.assert(
    fc.asyncProperty(sequence, (happening) =>
      fc.asyncModelRun(() => ({ model: newOracle(), real: new World() }), happening),
    ),
    { numRuns: runs, seed },
  );
  return states.size;
}
