import { html, LitElement, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Alert, Attendance, Card, Match, User } from '../../server/contract/index.js';
import { CardsAtArrival, overtakenArrival } from '../data/arrival.js';
import { attendanceOf, type Movement } from '../data/attendance.js';
import '../closing/closing.js';
import { readShift } from '../data/closing.js';
import { Commands } from '../data/commands.js';
import { seeAlert } from '../data/delivery.js';
import { record } from '../data/dispatching.js';
import { foldDuty, OFF_DUTY, type DutyEvent } from '../data/duty.js';
import { isCovered, type Presence } from '../data/idle.js';
import type { Link } from '../data/link.js';
import type { Session } from '../data/session.js';
import { Shift } from '../data/shift.js';
import '../ui/alerts.js';
import { base } from '../ui/base.js';
import '../ui/ask-dialog.js';
import type { OutAskDialog } from '../ui/ask-dialog.js';
import '../ui/dispute-dialog.js';
import type { OutDisputeDialog } from '../ui/dispute-dialog.js';
import { Colleagues } from '../ui/colleagues.js';
import { StoreReader } from '../ui/store-reader.js';
import { Ticker } from '../ui/ticker.js';
import { ago, clock } from '../ui/time.js';
import { GRADE } from '../ui/words.js';
import './acknowledge.js';
import { firstOf } from './facts.js';
import './officer-card.js';
import { officerStyles } from './officer-styles.js';

/** What shows that somebody is there. */
const TOUCHES = ['pointerdown', 'keydown', 'wheel', 'scroll'] as const;

/**
 * `out-officer`: the screen of an officer who was sent: one incident at a time, whether it is live and how old, and one
 * button for the thumb. Cards are in memory alone; they are covered when nobody touches the screen, and gone with the
 * stand-down (R7).
 */
@customElement('out-officer')
export class OutOfficer extends LitElement {
  static override styles = [base, officerStyles];

  @property({ attribute: false }) link!: Link;
  @property({ attribute: false }) session!: Session;
  @property({ attribute: false }) user!: User;
  @state() private chosen: string | undefined;
  @state() private duty = OFF_DUTY;
  @state() private presence: Presence = { touchedAt: Date.now(), hidden: document.hidden };
  /** this officer's own attendances, as far as this phone was told */
  @state() private attendances: ReadonlyMap<string, readonly Attendance[]> = new Map();
  @state() private trouble = '';
  @query('out-ask-dialog') private readonly question!: OutAskDialog;
  @query('out-dispute-dialog') private readonly dispute!: OutDisputeDialog;

  @state() private onShift = false;
  readonly #shift = new Shift();
  readonly #commands = new Commands((request) => this.session.ask(request));
  #arrivals!: CardsAtArrival;
  readonly ticker = new Ticker(this);
  readonly colleagues = new Colleagues(this, () => readShift(this.#commands));
  readonly reader = new StoreReader(this, () => [
    this.link.held,
    this.link.alerts,
    this.link.board,
    this.link.health,
    this.link.receipts,
    this.#arrivals.cards,
  ]);

  override connectedCallback(): void {
    this.#arrivals = new CardsAtArrival(this.#commands);
    super.connectedCallback();
    for (const touch of TOUCHES) addEventListener(touch, this.#touched, { capture: true, passive: true });
    document.addEventListener('visibilitychange', this.#turned);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const touch of TOUCHES) removeEventListener(touch, this.#touched, { capture: true });
    document.removeEventListener('visibilitychange', this.#turned);
    this.#shift.end();
  }

  protected override willUpdate(_changed: PropertyValues<this>): void {
    this.#note({ kind: 'cards', cards: this.link.held.value.cards, at: Date.now() });
    this.#arrivals.keep(this.link.held.value.cards);
    const current = this.#current();
    if (current?.incidentId !== this.chosen) this.trouble = '';
    this.chosen = current?.incidentId;
  }

  override render() {
    const card = this.#current();
    const covered = card !== undefined && this.#isCovered();
    return html`
      ${this.#linkLine(card)} ${this.#start()}
      <out-alerts
        in-sight="1"
        .alerts=${this.link.alerts.value}
        .below=${card?.incidentId}
        ?silent=${!this.onShift}
        ?covered=${this.#isCovered()}
        @interrupted=${() => this.#shift.tell(document.hidden)}
        @seen=${(event: CustomEvent<Alert>) => seeAlert(this.#commands, event.detail)}
      ></out-alerts>
      ${this.#notices()} ${card === undefined ? this.#nothing() : covered ? this.#cover() : this.#card(card)}
    `;
  }

  protected override updated(_changed: PropertyValues<this>): void {
    const card = this.#current();
    const arrivedAt = card && overtakenArrival(card, this.#attendance(card.incidentId));
    if (card && arrivedAt !== undefined) void this.#arrivals.want(card.incidentId, arrivedAt);
    if (card === undefined || this.hidden || this.#isCovered()) return;
    this.link.shown({ incidentId: card.incidentId, version: card.version });
  }

  #cards(): readonly Card[] {
    return [...this.link.held.value.cards.values()];
  }

  /** The incident on the screen: the chosen one for as long as it is there. */
  #current(): Card | undefined {
    const cards = this.#cards();
    return cards.find(({ incidentId }) => incidentId === this.chosen) ?? firstOf(cards);
  }

  #isCovered(): boolean {
    return isCovered(this.presence, Date.now());
  }

  #note(event: DutyEvent): void {
    this.duty = foldDuty(this.duty, event);
  }

  /** Always in sight: whether what is below it is live, and how old it is. */
  #linkLine(card: Card | undefined) {
    const health = this.link.health.value;
    const now = Date.now();
    const version = card === undefined ? '' : ` · version ${card.version}, ${ago(card.issuedAt, now)}`;
    if ('since' in health) {
      // Said aloud once: what counts on is only seen.
      return html`<p class="link lost">
        <wa-icon name="wifi-off"></wa-icon>
        <span
          ><span role="alert">No link: as of ${clock(health.since)}</span>, ${ago(health.since, now)}. Ask by
          radio.</span
        >
      </p>`;
    }
    const isLive = health.kind === 'connected';
    return html`<p class="link">
      <wa-icon name=${isLive ? 'wifi' : 'arrow-repeat'}></wa-icon>
      <span>${isLive ? `Live at ${clock(now)}${version}` : 'Connecting…'}</span>
    </p>`;
  }

  /** Until it is touched, the phone neither shakes nor sounds, and says so. */
  #start() {
    if (this.onShift) return '';
    return html`<button class="start" @click=${this.#startShift}>
      <wa-icon name="volume-up"></wa-icon>
      <strong>Start shift</strong> <span>with shake and sound</span>
    </button>`;
  }

  #notices() {
    return this.duty.stoodDown.map(
      ({ incidentId, reference, at }) => html`
        <div class="notice" role="status">
          <p>You were stood down from ${reference} at ${clock(at).slice(0, 5)}. Its card is gone from this phone.</p>
          <button @click=${() => this.#note({ kind: 'dismissed', incidentId })}>Understood</button>
        </div>
      `,
    );
  }

  #nothing() {
    if (this.link.held.value.cursor === undefined) {
      return html`<p class="nothing">
        Waiting for the first word from the server. Nothing is known yet: ask by radio.
      </p>`;
    }
    return html`<p class="nothing">
      You are not dispatched to anything. When you are, the card comes up here by itself.
    </p>`;
  }

  /** Says nothing of anybody: it may lie on a table. */
  #cover() {
    const cards = this.#cards();
    const unread = cards.filter(({ incidentId, version }) => this.#told(incidentId)?.version !== version).length;
    return html`
      <button class="cover" @click=${this.#uncover}>
        <wa-icon name="eye-slash"></wa-icon>
        <strong>Touch to show</strong>
        <span>
          You are sent to
          ${cards.length === 1 ? '1 incident' : `${cards.length} incidents`}${
            unread === 0 ? '' : `; ${unread} not acknowledged`
          }
        </span>
      </button>
    `;
  }

  #told(incidentId: string) {
    return this.link.receipts.value.acknowledged.get(incidentId);
  }

  #card(card: Card) {
    const { incidentId } = card;
    const acknowledged = this.duty.acknowledged.get(incidentId);
    return html`
      ${this.#list(card)}
      <out-officer-card
        .card=${card}
        .user=${this.user}
        .attendance=${this.#attendance(incidentId)}
        .atArrival=${this.#arrivals.cards.value.get(incidentId)}
        .acknowledged=${acknowledged}
        .trouble=${this.trouble}
        @movement=${(event: CustomEvent<Movement>) => this.#record(incidentId, event.detail)}
        @dispute=${(event: CustomEvent<Match>) => this.dispute.ask(event.detail)}
      ></out-officer-card>
      ${this.#closing(incidentId)}
      <button class="ask" @click=${() => this.question.ask(incidentId)}>Ask the RTI desk for more…</button>
      <out-dispute-dialog .commands=${this.#commands} .incidentId=${incidentId}></out-dispute-dialog>
      <out-ask-dialog .commands=${this.#commands}></out-ask-dialog>
      <out-acknowledge
        .card=${card}
        .told=${this.#told(incidentId)}
        .acknowledged=${acknowledged}
        .online=${this.link.health.value.kind === 'connected'}
        @acknowledge=${() => this.#acknowledge(card)}
      ></out-acknowledge>
    `;
  }

  /** What was found and done, for the log; the assessment; the suspect. */
  #closing(incidentId: string) {
    const incident = this.link.board.value.rows.get(incidentId)?.summary;
    if (incident === undefined) return '';
    return html`<out-closing
      phone
      .incident=${incident}
      .user=${this.user}
      .commands=${this.#commands}
      .nameOf=${(id: string) => (id === this.user.id ? 'you' : this.colleagues.nameOf(id))}
      .cardVersion=${this.link.held.value.cards.get(incidentId)?.version}
    ></out-closing>`;
  }

  #list(current: Card) {
    const cards = this.#cards();
    if (cards.length < 2) return '';
    return html`
      <nav aria-label="Your incidents">
        ${cards.map(
          (card) => html`
            <button aria-pressed=${card === current ? 'true' : 'false'} @click=${() => (this.chosen = card.incidentId)}>
              <strong>${card.situation.grade === undefined ? 'Not graded' : GRADE[card.situation.grade]}</strong>
              <span>${card.situation.address ?? 'No address yet'}</span>
              ${
                this.#told(card.incidentId)?.version === card.version
                  ? ''
                  : html`<span class="unread">not acknowledged</span>`
              }
            </button>
          `,
        )}
      </nav>
    `;
  }

  #attendance(incidentId: string): Attendance | undefined {
    const told = this.link.board.value.rows.get(incidentId)?.summary?.attendance ?? this.attendances.get(incidentId);
    return told === undefined ? undefined : attendanceOf(this.user.id, told);
  }

  #acknowledge(card: Card): void {
    this.#note({ kind: 'acknowledged', card, at: Date.now() });
    this.link.acknowledge({ incidentId: card.incidentId, version: card.version });
  }

  async #record(incidentId: string, movement: Movement): Promise<void> {
    this.trouble = '';
    const reply = await record(this.#commands, incidentId, movement, this.user.id);
    if (reply.ok) this.attendances = new Map(this.attendances).set(incidentId, reply.value.attendance);
    else this.trouble = `Not recorded: ${reply.detail}`;
  }

  readonly #startShift = () => {
    this.#shift.start();
    this.onShift = true;
  };

  readonly #uncover = () => {
    this.presence = { touchedAt: Date.now(), hidden: document.hidden };
  };

  /** A covered screen is uncovered by its own button alone: another touch might land on what was below it. */
  readonly #touched = () => {
    if (!this.#isCovered()) this.presence = { ...this.presence, touchedAt: Date.now() };
  };

  readonly #turned = () => {
    this.presence = { ...this.presence, hidden: document.hidden };
  };
}
