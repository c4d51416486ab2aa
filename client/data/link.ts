import { io, type Socket } from 'socket.io-client';
import type {
  Card,
  CardVersion,
  ClientEvents,
  DeskState,
  Draft,
  DraftAck,
  Handshake,
  ServerEvents,
} from '../../server/contract/index.js';
import { alertsAgain, NO_ALERTS, takeAlerts, type Alerts } from './alerts.js';
import { afterAway, hasProvisional, isProvisional, NOT_AWAY, withProvisional, type Away } from './away.js';
import { boardAgain, EMPTY_BOARD, takeTopic, type Board } from './board.js';
import { deliveriesAgain, NO_DELIVERIES, takeDeliveries, type Deliveries } from './delivery.js';
import { deskAgain, DESK_UNKNOWN, takeDesk, type Desk } from './desk.js';
import { downgradesAgain, NO_DOWNGRADES, takeDowngrades, type Downgrades } from './downgrades.js';
import { connectedAgain, HOLDS_NOTHING, take, withCard, type Frame, type Held } from './frames.js';
import {
  closed,
  DESK_SILENCE,
  healthAt,
  heard,
  NEVER_HEARD,
  opened,
  sameHealth,
  type LinkHealth,
} from './link-clock.js';
import { answered, note, NOTHING_TOLD, toConfirm, untold, type ReceiptKind, type Receipts } from './receipts.js';
import { Store } from './store.js';

/** How long the server may take to acknowledge, in ms. */
const PATIENCE = 4_000;
/** Receptions are confirmed together, this long after the first of them, in ms. */
const CONFIRM_AFTER = 150;
/** How often the link's own clock is read, in ms. */
const CLOCK = 500;
/** Pause before trying again what the server itself cut or refused, in ms. */
const AFTER_REFUSAL = 1_000;

/** Refusals that pass: the same message may be accepted later. */
const PASSING = new Set<string>(['STORAGE_UNAVAILABLE', 'TOO_MANY_REQUESTS', 'INTERNAL']);

export interface LinkOptions {
  /** the token to connect with, asked again at every connection */
  readonly token: () => string | undefined;
  /** the server does not accept the token */
  readonly onRefused: () => void;
  /** where the server is; left out: where this page came from */
  readonly url?: string;
  /** silence after which this screen calls its link lost, in ms; left out: a desk's */
  readonly silence?: number;
}

/**
 * The live link: cards as they are pushed, the board and the desk, the state of the connection, and what this reader has told the server. All
 * decisions are in the pure folds that it is made of (`frames`, `board`, `desk`, `link-clock`, `receipts`); this only moves
 * messages.
 */
export class Link {
  readonly held = new Store<Held>(HOLDS_NOTHING);
  readonly health = new Store<LinkHealth>({ kind: 'connecting' });
  readonly receipts = new Store<Receipts>(NOTHING_TOLD);
  readonly board = new Store<Board>(EMPTY_BOARD);
  readonly desk = new Store<Desk>(DESK_UNKNOWN);
  readonly alerts = new Store<Alerts>(NO_ALERTS);
  readonly downgrades = new Store<Downgrades>(NO_DOWNGRADES);
  readonly away = new Store<Away>(NOT_AWAY);
  readonly deliveries = new Store<Deliveries>(NO_DELIVERIES);
  readonly #socket: Socket<ServerEvents, ClientEvents>;
  readonly #options: LinkOptions;
  #clock = NEVER_HEARD;
  #clockTimer: ReturnType<typeof setInterval> | undefined;
  #confirmTimer: ReturnType<typeof setTimeout> | undefined;
  #tellTimer: ReturnType<typeof setTimeout> | undefined;
  #connectTimer: ReturnType<typeof setTimeout> | undefined;
  #telling = false;

  constructor(options: LinkOptions) {
    this.#options = options;
    const settings = {
      path: '/socket.io',
      transports: ['websocket'],
      autoConnect: false,
      forceNew: true,
      reconnectionDelay: 250,
      reconnectionDelayMax: 3_000,
      timeout: 5_000,
      auth: (give: (handshake: object) => void) => give(this.#handshake()),
    };
    this.#socket = options.url === undefined ? io(settings) : io(options.url, settings);
    this.#listen();
  }

  /** Connects, and keeps connecting; a link that was started is left alone. */
  start(): void {
    if (this.#clockTimer !== undefined) return;
    this.#clockTimer = setInterval(() => this.#readClock(), CLOCK);
    this.#socket.connect();
  }

  /** Disconnects. What is held stays, and `start` goes on from there. */
  stop(): void {
    clearInterval(this.#clockTimer);
    for (const timer of [this.#confirmTimer, this.#tellTimer, this.#connectTimer]) clearTimeout(timer);
    this.#confirmTimer = undefined;
    this.#clockTimer = undefined;
    this.#socket.disconnect();
  }

  /** Connects anew, with the token as it is now, and from the cursor. */
  reconnect(): void {
    clearTimeout(this.#connectTimer);
    this.#socket.disconnect().connect();
  }

  /** A card that came as the answer to a request: held like a pushed one, so that versions never go back. */
  hold(card: Card): void {
    const { value } = this.held;
    this.held.set(
      card.provisional === true ? withProvisional(value, card) : { ...value, cards: withCard(value.cards, card) },
    );
  }

  /** The desk as it was answered to a request: it counts like one that is told. */
  heardOfDesk(state: DeskState): void {
    this.desk.set(takeDesk(this.desk.value, state));
  }

  /** This version is on the screen. */
  shown(version: CardVersion): void {
    this.#note('shown', version);
  }

  /** A person has read this version. */
  acknowledge(version: CardVersion): void {
    this.#note('acknowledged', version);
  }

  /** Checks part of a report while it is typed. Rejects when the server does not answer in time. */
  draft(draft: Draft): Promise<DraftAck> {
    return this.#socket.timeout(PATIENCE).emitWithAck('draft', draft);
  }

  #handshake(): Handshake {
    const { cursor } = this.held.value;
    const token = this.#options.token() ?? '';
    return cursor === undefined ? { token } : { token, epoch: cursor.epoch, lastSeq: cursor.seq };
  }

  #listen(): void {
    const socket = this.#socket;
    socket.on('connect', () => {
      this.held.set(connectedAgain(this.held.value));
      this.board.set(boardAgain(this.board.value));
      this.desk.set(deskAgain(this.desk.value));
      this.alerts.set(alertsAgain(this.alerts.value));
      this.downgrades.set(downgradesAgain(this.downgrades.value));
      this.deliveries.set(deliveriesAgain(this.deliveries.value));
      this.#clock = opened(this.#clock, Date.now());
      this.#readClock();
      this.#tell();
    });
    socket.on('disconnect', (reason) => {
      this.#clock = closed(this.#clock);
      this.#readClock();
      if (reason === 'io server disconnect') this.#connectLater();
    });
    socket.on('connect_error', (error) => {
      if (socket.active) return;
      if (refusalOf(error) === 'NOT_SIGNED_IN') this.#options.onRefused();
      else this.#connectLater();
    });
    socket.on('card', (frame) => this.#take({ event: 'card', ...frame }));
    socket.on('gone', (frame) => this.#take({ event: 'gone', ...frame }));
    socket.on('tick', (frame) => this.#take({ event: 'tick', ...frame }));
    socket.on('reset', (frame) => this.#take({ event: 'reset', ...frame }));
    socket.on('incident', (topic) => this.board.set(takeTopic(this.board.value, topic)));
    socket.on('delivery', (topic) => this.deliveries.set(takeDeliveries(this.deliveries.value, topic)));
    socket.on('alert', (topic) => this.alerts.set(takeAlerts(this.alerts.value, topic)));
    socket.on('downgrade', (topic) => this.downgrades.set(takeDowngrades(this.downgrades.value, topic)));
    socket.on('desk', (state) => this.heardOfDesk(state));
    socket.on('provisional', ({ card }) => this.hold({ ...card, provisional: true }));
    socket.on('delayed', (away) => this.#hearAway(away));
  }

  #take(frame: Frame): void {
    this.#clock = heard(this.#clock, Date.now());
    this.held.set(take(this.held.value, frame));
    this.#readClock();
    if (this.held.value.gap) this.reconnect();
    else this.#confirmTimer ??= setTimeout(() => this.#confirm(), CONFIRM_AFTER);
  }

  #hearAway(away: Away): void {
    this.away.set(away);
    if (away.since !== undefined || !hasProvisional(this.held.value)) return;
    this.held.set(afterAway(this.held.value));
    this.reconnect();
  }

  #confirm(): void {
    this.#confirmTimer = undefined;
    const cursor = toConfirm(this.receipts.value, this.held.value.cursor);
    if (cursor === undefined || !this.#socket.connected) return;
    const message = { epoch: cursor.epoch, seq: cursor.seq };
    this.#socket
      .timeout(PATIENCE)
      .emitWithAck('received', message)
      .then((ack) => {
        if (ack.ok) this.receipts.set({ ...this.receipts.value, confirmed: cursor });
      })
      .catch(() => undefined); // it is cumulative: the next confirmation tells this one too
  }

  #note(kind: ReceiptKind, { incidentId, version }: CardVersion): void {
    if (isProvisional(this.held.value, incidentId)) return;
    this.receipts.set(note(this.receipts.value, kind, { incidentId, version }));
    this.#tell();
  }

  /** Tells the server what it does not know yet, one after the other; what gets no answer is told at the next connection. */
  #tell(): void {
    const next = this.#nextToTell();
    if (next === undefined || this.#telling || !this.#socket.connected) return;
    const { kind, version } = next;
    this.#telling = true;
    this.#socket
      .timeout(PATIENCE)
      .emitWithAck(kind === 'shown' ? 'shown' : 'acknowledge', version)
      .then(
        (ack) => {
          this.#telling = false;
          if (!ack.ok && PASSING.has(ack.code)) return this.#tellLater();
          this.receipts.set(answered(this.receipts.value, kind, version, ack.ok ? undefined : ack.detail));
          this.#tell();
        },
        () => {
          this.#telling = false;
          this.#tellLater();
        },
      );
  }

  #nextToTell(): { kind: ReceiptKind; version: CardVersion } | undefined {
    for (const kind of ['acknowledged', 'shown'] as const) {
      const [version] = untold(this.receipts.value, kind);
      if (version !== undefined) return { kind, version };
    }
    return undefined;
  }

  #tellLater(): void {
    clearTimeout(this.#tellTimer);
    this.#tellTimer = setTimeout(() => this.#tell(), AFTER_REFUSAL);
  }

  #connectLater(): void {
    clearTimeout(this.#connectTimer);
    this.#connectTimer = setTimeout(() => this.#socket.connect(), AFTER_REFUSAL);
  }

  #readClock(): void {
    const health = healthAt(this.#clock, Date.now(), this.#options.silence ?? DESK_SILENCE);
    if (!sameHealth(health, this.health.value)) this.health.set(health);
    if (health.kind === 'lost') this.reconnect();
  }
}

/** The code that the server refused the connection with, if it gave one. */
function refusalOf(error: Error & { data?: unknown }): string {
  const code = (error.data as { code?: unknown } | undefined)?.code;
  return typeof code === 'string' ? code : error.message;
}
