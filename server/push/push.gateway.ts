import type { OnModuleDestroy } from '@nestjs/common';
import { WebSocketGateway, type OnGatewayConnection, type OnGatewayInit } from '@nestjs/websockets';
import type { Server, Socket } from 'socket.io';
import { accept, CLIENT_MESSAGES, Handshake, refuse, type Outcome } from '../contract/index.js';
import type { Actor } from '../domain/access/policy.js';
import { AlertsModel } from '../delivery/alerts.model.js';
import { DeliveryModel } from '../delivery/delivery.model.js';
import { DeskModel } from '../desk/desk.model.js';
import type { Line } from '../domain/delivery/line.js';
import { canResume } from '../domain/delivery/resume.js';
import { urgencyOf } from '../domain/delivery/urgency.js';
import type { OpenIncident } from '../domain/incident/state.js';
import { DowngradesModel } from '../downgrades/downgrades.model.js';
import { IncidentsModel } from '../incidents/incidents.model.js';
import { Edge, LIMITS } from '../platform/edge/edge.js';
import { Handles, type SocketRequest } from '../platform/edge/handles.js';
import { ackOf, refusalOf } from '../platform/edge/ack.js';
import { problemOf } from '../platform/edge/problem.js';
import { Follower } from '../platform/log/follower.js';
import { logger } from '../platform/metrics/logger.js';
import { connectionOf } from '../platform/sockets/connection.js';
import { lineOf, waitingBytes } from '../platform/sockets/line.js';
import { AccessRecord, Clock, EventLog, Figures, SignedIn, Timetable } from '../ports.js';
import { UsersModel } from '../sessions/users.model.js';
import { AlertTopic } from './alert-topic.js';
import { Board } from './board.js';
import { DeliveryTopic } from './delivery-topic.js';
import { DowngradeBoard } from './downgrade-board.js';
import { AFTER_CARDS, Entrance } from './entrance.js';
import { noteAcknowledged, noteReceived, noteShown, type DeliveryPorts } from './note-delivery.js';
import { Pump } from './pump.js';
import { Readers } from './readers.js';
import type { Topic } from './topic.js';

const TICK_MS = 2_000;

/** Pushes cards: one pump per connection, woken by the log. */
@WebSocketGateway()
export class PushGateway implements OnGatewayInit<Server>, OnGatewayConnection<Socket>, OnModuleDestroy {
  readonly #ports: DeliveryPorts;
  readonly #pumps = new WeakMap<Socket, Pump>();
  readonly #entrance = new Entrance();
  /** those who wait for their turn, with a cursor that they can go on from */
  readonly #waiting = new Set<Pump>();
  #timer: NodeJS.Timeout | undefined;
  #epoch = '';

  constructor(
    readonly edge: Edge,
    private readonly log: EventLog,
    private readonly clock: Clock,
    private readonly incidents: IncidentsModel,
    private readonly users: UsersModel,
    private readonly desk: DeskModel,
    private readonly alerts: AlertsModel,
    private readonly delivery: DeliveryModel,
    private readonly signedIn: SignedIn,
    private readonly access: AccessRecord,
    private readonly downgrades: DowngradesModel,
    private readonly timetable: Timetable,
    private readonly follower: Follower,
    private readonly readers: Readers,
    private readonly figures: Figures,
  ) {
    this.#ports = { log, incidents, clock };
  }

  afterInit(server: Server): void {
    // Nest guards no handshake: whoever gets past this middleware has a live session.
    server.use((socket, next) => {
      const answer = async (): Promise<void> => next(await this.#admit(socket));
      void answer();
    });
    this.follower.listen((position) => this.readers.moved(position));
    const { sockets } = server.sockets;
    const sum = (of: (socket: Socket) => number): number =>
      [...sockets.values()].reduce((all, one) => all + of(one), 0);
    this.figures.read('socket_connections', () => [{ labels: {}, value: sockets.size }]);
    this.figures.read('socket_waiting_bytes', () => [{ labels: {}, value: sum(waitingBytes) }]);
    this.#timer = setInterval(() => {
      this.readers.tick();
      for (const pump of this.#waiting) pump.wait();
    }, TICK_MS);
  }

  handleConnection(socket: Socket): void {
    const { sessionId, epoch, lastSeq } = connectionOf(socket);
    const actor = (): Actor | undefined => this.signedIn.bySession(sessionId, this.clock.now());
    const line = lineOf(socket);
    const reader = actor();
    // The session ended between the handshake and now.
    if (reader === undefined) return line.close();
    const { userId } = reader;
    const log = { epoch: this.#epoch, head: this.follower.position };
    const rolesSince = (): number => this.users.rolesSince(userId);
    const known = canResume({ epoch, seq: lastSeq ?? 0 }, log, rolesSince());
    const pump = new Pump(
      line,
      {
        incidents: this.incidents,
        access: this.access,
        epoch: this.#epoch,
        actor,
        head: () => this.follower.position,
        rolesSince,
        failed: (cause) => logger.warn({ err: cause }, 'a connection was cut'),
      },
      known ? (lastSeq ?? 0) : 0,
    );
    this.#pumps.set(socket, pump);
    const { incidents, access, clock, timetable } = this;
    const seen = { incidents, access, actor, head: () => this.follower.position };
    const board = new Board(line, {
      ...seen,
      timetable,
      desk: () => this.desk.told(clock.now()),
    });
    const alerts = new AlertTopic(line, { ...seen, alerts: this.alerts, clock });
    const delivery = new DeliveryTopic(line, { ...seen, rolesSince, delivery: this.delivery });
    const downgrades = new DowngradeBoard(line, { ...seen, downgrades: this.downgrades, timetable });
    socket.onAny((event: string, ...rest: unknown[]) => answerUnknown(event, rest));
    if (known) this.#waiting.add(pump);
    socket.on('disconnect', () => this.#waiting.delete(pump));
    this.#entrance.queue(urgencyOf(reader, openOnes(incidents)), async () => {
      this.#waiting.delete(pump);
      if (!socket.connected) return;
      // Or between the queue and now: whoever is not in yet is not found by what ends sessions.
      if (actor() === undefined) return line.close();
      socket.on('disconnect', this.readers.add({ line, userId, actor, pump, board, alerts, delivery, downgrades }));
      this.#entrance.queue(AFTER_CARDS, async () => {
        if (socket.connected) await openTopics([board, downgrades, delivery], line);
      });
      await Promise.all([pump.begin(known), openTopics([alerts], line)]);
    });
  }

  onModuleDestroy(): void {
    clearInterval(this.#timer);
  }

  @Handles(CLIENT_MESSAGES.received, { action: 'session.use', limit: LIMITS.write })
  async received({ actor, message, socket }: SocketRequest<typeof CLIENT_MESSAGES.received>): Promise<Outcome<object>> {
    const news = message.epoch === this.#epoch && this.#pumps.get(socket)?.confirms(message.seq);
    if (!news) return accept({});
    return done(noteReceived(this.#ports, message, actor));
  }

  @Handles(CLIENT_MESSAGES.shown, { action: 'card.acknowledge', limit: LIMITS.write })
  shown({ actor, message }: SocketRequest<typeof CLIENT_MESSAGES.shown>): Promise<Outcome<object>> {
    return done(noteShown(this.#ports, message, actor));
  }

  @Handles(CLIENT_MESSAGES.acknowledge, { action: 'card.acknowledge', limit: LIMITS.write })
  acknowledge({ actor, message }: SocketRequest<typeof CLIENT_MESSAGES.acknowledge>): Promise<Outcome<object>> {
    return done(noteAcknowledged(this.#ports, message, actor));
  }

  /** Undefined for a handshake that is let in; otherwise why it is not, as the client's `connect_error` gets it. */
  async #admit(socket: Socket): Promise<Error | undefined> {
    try {
      await this.#shake(socket);
      return undefined;
    } catch (cause) {
      const { code, detail } = problemOf(refusalOf(cause));
      return Object.assign(new Error(code), { data: { code, detail } });
    }
  }

  async #shake(socket: Socket): Promise<void> {
    const { token, epoch, lastSeq } = this.edge.parse(Handshake, socket.handshake.auth, 'auth');
    const { sessionId } = await this.edge.actorOfToken(token);
    // A cursor from another node may be further than this one has read yet.
    if ((lastSeq ?? 0) > this.follower.position) await this.edge.shared.caughtUp();
    this.#epoch ||= (await this.log.head()).epoch;
    socket.data = { sessionId, epoch, lastSeq };
  }
}

async function openTopics(topics: readonly Topic[], line: Line): Promise<void> {
  try {
    await Promise.all(topics.map((topic) => topic.open()));
  } catch (cause) {
    logger.warn({ err: cause }, 'a topic could not be sent');
    line.close();
  }
}

function* openOnes(incidents: IncidentsModel): Generator<OpenIncident> {
  for (const { incident } of incidents.all()) yield incident;
}

const done = async (noted: Promise<Outcome<undefined>>): Promise<Outcome<object>> => {
  const outcome = await noted;
  return outcome.ok ? accept({}) : outcome;
};

/** Every client event is acknowledged, one that Outrider does not know too. */
function answerUnknown(event: string, rest: readonly unknown[]): void {
  const ack = rest.at(-1);
  if (Object.hasOwn(CLIENT_MESSAGES, event) || typeof ack !== 'function') return;
  void ackOf(() => Promise.resolve(refuse('NOT_FOUND', 'There is no such event.'))).then((reply) => {
    (ack as (reply: object) => void)(reply);
  });
}
