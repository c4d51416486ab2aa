import { html, LitElement, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { IncidentSummary, Match, User } from '../../server/contract/index.js';
import { whoCan } from '../data/attendance.js';
import { provisionalBeside } from '../data/away.js';
import { incidentOf, incidentsOf, wholeOf } from '../data/board.js';
import { readShift } from '../data/closing.js';
import { Commands } from '../data/commands.js';
import { proofsOf } from '../data/delivery.js';
import type { Link } from '../data/link.js';
import type { Session } from '../data/session.js';
import '../ui/ask-dialog.js';
import type { OutAskDialog } from '../ui/ask-dialog.js';
import { base } from '../ui/base.js';
import '../ui/dispute-dialog.js';
import type { OutDisputeDialog } from '../ui/dispute-dialog.js';
import { isForScreen, KeysAnywhere } from '../ui/keys-anywhere.js';
import { placeAfter, stepOf } from '../ui/steps.js';
import '../ui/long-list.js';
import type { OutLongList } from '../ui/long-list.js';
import { informedInWords } from '../ui/proof.js';
import { Colleagues } from '../ui/colleagues.js';
import { StoreReader } from '../ui/store-reader.js';
import './board-row.js';
import { boardStyles } from './board-styles.js';
import './dispatch-dialog.js';
import type { OutDispatchDialog } from './dispatch-dialog.js';
import './downgrade-dialog.js';
import { lowerThan, type OutDowngradeDialog } from './downgrade-dialog.js';
import './incident.js';
import type { OutIncident } from './incident.js';
import { actionFor, actionsOf, BOARD_KEYS, type BoardAction } from './keys.js';
import './level-dialog.js';
import './link-dialog.js';
import type { OutLinkDialog } from './link-dialog.js';
import type { OutLevelDialog } from './level-dialog.js';
import './movement-dialog.js';
import type { OutMovementDialog } from './movement-dialog.js';
import './provisional-cards.js';
import { rank } from './rank.js';
import './reassess-dialog.js';
import type { OutReassessDialog } from './reassess-dialog.js';
import './reading-dialog.js';
import type { OutReadingDialog } from './reading-dialog.js';

/**
 * `out-board`: the open incidents that this reader may see, live: those to which nobody is sent first, then the most
 * dangerous; the chosen one beside the list. Up and down choose, letters act (`keys.ts`). While the list is being read
 * its rows keep their places.
 */
@customElement('out-board')
export class OutBoard extends LitElement {
  static override styles = [base, boardStyles];

  @property({ attribute: false }) link!: Link;
  @property({ attribute: false }) session!: Session;
  @property({ attribute: false }) user!: User;
  /** the incident that somebody asked for elsewhere, as from an alert */
  @property({ attribute: false }) wanted: { readonly incidentId: string } | undefined;
  @state() private chosen: string | undefined;
  /** what was done last, in words */
  @state() private done = '';
  @query('out-dispatch-dialog') private readonly dispatching!: OutDispatchDialog;
  @query('out-movement-dialog') private readonly moving!: OutMovementDialog;
  @query('out-downgrade-dialog') private readonly lowering!: OutDowngradeDialog;
  @query('out-reassess-dialog') private readonly looking!: OutReassessDialog;
  @query('out-reading-dialog') private readonly telling!: OutReadingDialog;
  @query('out-dispute-dialog') private readonly dispute!: OutDisputeDialog;
  @query('out-ask-dialog') private readonly questioning!: OutAskDialog;
  @query('out-link-dialog') private readonly linking!: OutLinkDialog;
  @query('out-long-list') private readonly list!: OutLongList;
  @query('out-incident') private readonly incidentPanel!: OutIncident | null;
  @query('out-level-dialog') private readonly forcing!: OutLevelDialog;

  readonly #commands = new Commands((request) => this.session.ask(request));
  /** Professional standards alone have no shift, and no colleagues in it. */
  #shift() {
    return this.user.roles.every((role) => role === 'professional-standards') ? undefined : readShift(this.#commands);
  }

  readonly colleagues = new Colleagues(this, () => this.#shift());
  readonly reader = new StoreReader(
    this,
    () => [this.link.board, this.link.deliveries, this.link.desk, this.link.held, this.link.health, this.link.receipts],
    CALM_MS,
  );
  readonly keys = new KeysAnywhere(this, (event) => this.#key(event));

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('wanted') || this.wanted === undefined) return;
    this.chosen = this.wanted.incidentId;
    void this.updateComplete.then(() => this.list.reveal(this.chosen ?? ''));
  }

  override render() {
    const incidents = incidentsOf(this.link.board.value);
    const open = this.#open();
    return html`
      <div class="board ${open === undefined ? '' : 'reading'}">
        <section class="panel list" aria-labelledby="title">
          <h2 id="title">
            Incidents
            <span
              >${this.#counts(incidents, incidents.filter(({ unresourced }) => unresourced !== undefined).length)}</span
            >
          </h2>
          <p class="done" role="status" ?hidden=${this.done === ''}>${this.done}</p>
          <out-provisional-cards
            .cards=${provisionalBeside(this.link.held.value, new Set(incidents.map(({ id }) => id)))}
            .health=${this.link.health.value}
          ></out-provisional-cards>
          ${incidents.length === 0 ? html`<p class="body quiet">${this.#none()}</p>` : ''}
          <out-long-list
            ?hidden=${incidents.length === 0}
            keys=${BOARD_KEYS.first.keys}
            .items=${incidents}
            .rankOf=${rank}
            .row=${this.#row}
          ></out-long-list>
          ${this.#informed()} ${this.#levelButton()}
        </section>
        ${open === undefined ? this.#nothingChosen(incidents.length) : this.#full(open)}
      </div>
      <out-dispatch-dialog .commands=${this.#commands} @done=${this.#isDone}></out-dispatch-dialog>
      <out-movement-dialog .commands=${this.#commands} @done=${this.#isDone}></out-movement-dialog>
      <out-downgrade-dialog .commands=${this.#commands} @done=${this.#isDone}></out-downgrade-dialog>
      <out-reassess-dialog .commands=${this.#commands} @done=${this.#isDone}></out-reassess-dialog>
      <out-reading-dialog .commands=${this.#commands} @done=${this.#isDone}></out-reading-dialog>
      <out-link-dialog .commands=${this.#commands} @done=${this.#isDone}></out-link-dialog>
      <out-ask-dialog .commands=${this.#commands} @done=${this.#isDone}></out-ask-dialog>
      <out-dispute-dialog
        .commands=${this.#commands}
        .incidentId=${open?.id}
        @done=${this.#isDone}
      ></out-dispute-dialog>
      <out-level-dialog .commands=${this.#commands} @done=${this.#isDone}></out-level-dialog>
    `;
  }

  protected override updated(_changed: PropertyValues<this>): void {
    const card = this.#card();
    if (card !== undefined) this.link.shown({ incidentId: card.incidentId, version: card.version });
  }

  readonly #row = (incident: IncidentSummary) => html`
    <out-board-row
      data-id=${incident.id}
      .incident=${incident}
      .proofs=${this.#proofs(incident)}
      .chosen=${incident.id === this.chosen}
      @choose=${() => (this.chosen = incident.id)}
    ></out-board-row>
  `;

  #counts({ length }: readonly IncidentSummary[], nobody: number): string {
    if (length === 0) return '';
    return nobody === 0 ? String(length) : `${length}; ${nobody} with nobody sent`;
  }

  #open(): IncidentSummary | undefined {
    return this.chosen === undefined ? undefined : incidentOf(this.link.board.value, this.chosen);
  }

  /** The card of the incident that is open, where this reader is given it. */
  #card() {
    const open = this.#open();
    return open === undefined ? undefined : this.link.held.value.cards.get(open.id);
  }

  #none(): string {
    return this.link.board.value.snapshotAt === undefined
      ? 'Waiting for the first word from the server.'
      : 'No open incident is yours to see at the moment.';
  }

  #proofs({ id, attendance }: IncidentSummary) {
    return proofsOf(this.link.deliveries.value, id, attendance);
  }

  /** The figure that the desk is for, for those who supervise. */
  #informed() {
    const supervises = this.user.roles.some((role) => role === 'supervisor' || role === 'inspector');
    return supervises
      ? html`<p class="body quiet small">${informedInWords(this.link.deliveries.value.informed)}</p>`
      : '';
  }

  #levelButton() {
    if (!actionsOf(this.user.roles).includes('force-level')) return '';
    return html`<button class="level" @click=${() => this.forcing.ask(this.link.desk.value.state)}>
      Service level… <kbd>${BOARD_KEYS['force-level'].keys}</kbd>
    </button>`;
  }

  /** A call that became part of another leads to what goes on for it. */
  #nothingChosen(count: number) {
    const { chosen } = this;
    const whole = chosen === undefined ? undefined : wholeOf(this.link.board.value, chosen);
    if (whole !== undefined)
      return html`<div class="panel body moved">
        <p><strong>This call is part of ${whole.reference} now</strong>: they are about one event.</p>
        <button class="primary" @click=${() => this.#choose(whole.id)}>Open ${whole.reference}</button>
      </div>`;
    const text = chosen === undefined ? 'Choose an incident (↓).' : 'This incident is no longer on your board.';
    return html`<p class="panel body quiet waiting" ?hidden=${count === 0}>${text}</p>`;
  }

  #full(incident: IncidentSummary) {
    return html`
      <div class="full">
        <button class="back" @click=${() => this.#do('close')}>
          <wa-icon name="arrow-left"></wa-icon> All incidents
        </button>
        <out-incident
          .incident=${incident}
          .proofs=${this.#proofs(incident)}
          .card=${this.#card()}
          .health=${this.link.health.value}
          .acknowledged=${this.link.receipts.value.acknowledged.get(incident.id)}
          .actions=${actionsOf(this.user.roles)}
          .user=${this.user}
          .commands=${this.#commands}
          .nameOf=${this.#nameOf}
          @done=${this.#isDone}
          @action=${(event: CustomEvent<BoardAction>) => this.#do(event.detail)}
          @acknowledge=${() => this.#do('acknowledge')}
          @dispute=${(event: CustomEvent<Match>) => this.dispute.ask(event.detail)}
        ></out-incident>
      </div>
    `;
  }

  #do(action: BoardAction): void {
    const open = this.#open();
    const card = this.#card();
    this.done = '';
    if (action === 'force-level') this.forcing.ask(this.link.desk.value.state);
    else if (action === 'first') void this.#first();
    else if (action === 'close') this.chosen = undefined;
    else if (open === undefined) this.done = 'Choose an incident first (↓).';
    else if (action === 'acknowledge') {
      if (card !== undefined) this.link.acknowledge({ incidentId: card.incidentId, version: card.version });
    } else if (action === 'ask') this.questioning.ask(open.id);
    else if (action === 'dispatch') void this.dispatching.ask(open);
    else if (action === 'downgrade') this.#lower(open);
    else if (action === 'reassess') {
      if (open.unresourced !== undefined) this.looking.ask(open);
      else this.done = `Somebody is sent (${open.reference}).`;
    } else if (action === 'link') this.linking.ask(open, incidentsOf(this.link.board.value));
    else if (action === 'read-out') {
      const proofs = this.#proofs(open);
      if (proofs.length > 0) this.telling.ask(open, proofs);
      else this.done = `Nobody is sent to whom it could be read (${open.reference}).`;
    } else if (whoCan(action, open.attendance).length > 0) this.moving.ask(action, open);
    else this.done = `No officer of whom this could be recorded (${open.reference}).`;
  }

  #lower(open: IncidentSummary): void {
    if (open.downgrade?.state === 'waiting') this.done = `A request is waiting already (${open.reference}).`;
    else if (lowerThan(open.grade).length > 0) this.lowering.ask(open);
    else this.done = `There is no lower grade (${open.reference}).`;
  }

  readonly #nameOf = (id: string) => (id === this.user.id ? 'you' : this.colleagues.nameOf(id));

  readonly #isDone = (event: CustomEvent<string>) => {
    this.done = event.detail;
  };

  readonly #key = (event: KeyboardEvent) => {
    if (!isForScreen(event)) return;
    const step = stepOf(event);
    const action = actionFor(event.key);
    if (step !== undefined) {
      event.preventDefault();
      void this.#step(step);
    } else if (action !== undefined && actionsOf(this.user.roles).includes(action)) this.#do(action);
    else if (this.incidentPanel?.press(event.key) === true) event.preventDefault();
  };

  /** The list in its order, and the first of it open: a new card is one key from here, and acknowledged with the next. */
  async #first(): Promise<void> {
    await this.list.showNew();
    await this.#choose(this.list.order[0]);
  }

  async #step(by: 1 | -1): Promise<void> {
    const { order } = this.list;
    const at = this.chosen === undefined ? -1 : order.indexOf(this.chosen);
    await this.#choose(order[placeAfter(at, by, order.length)]);
  }

  async #choose(id: string | undefined): Promise<void> {
    if (id === undefined) return;
    this.chosen = id;
    await this.updateComplete;
    await this.list.focusOn(id);
  }
}

/** How often the board draws what is new, at most, in ms: nobody reads faster. */
const CALM_MS = 100;
