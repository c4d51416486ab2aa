import { css, html, LitElement } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { Card, IncidentSummary, ReaderProof, User } from '../../server/contract/index.js';
import { whoCan } from '../data/attendance.js';
import type { Commands } from '../data/commands.js';
import { answersTo } from '../data/intelligence.js';
import type { LinkHealth } from '../data/link-clock.js';
import type { Told } from '../data/receipts.js';
import { remembered } from '../data/remembered.js';
import '../closing/closing.js';
import '../oversight/restriction.js';
import type { OutClosing } from '../closing/closing.js';
import { attendanceInWords } from '../ui/attendance.js';
import { base } from '../ui/base.js';
import { differ } from '../ui/differ.js';
import { downgradeInWords, gradeInWords, unresourcedInWords } from '../ui/grading.js';
import '../ui/card.js';
import { proofInWords } from '../ui/proof.js';
import { Ticker } from '../ui/ticker.js';
import { lowerThan } from './downgrade-dialog.js';
import { BOARD_KEYS, type BoardAction } from './keys.js';
import './summary.js';

const WORDS = {
  dispatch: 'Send officers',
  arrival: 'Arrived',
  departure: 'Left',
  'stand-down': 'Stand down',
  reassess: 'Looked again…',
  downgrade: 'Lower grade…',
  'read-out': 'Read out',
  link: 'One event',
  ask: 'Ask the RTI desk…',
} as const;

/**
 * `out-incident`: the incident that is open on the board: who is sent, what can be recorded of them, and its card; for
 * somebody who is not given the card, what the board knows.
 *
 * Fires `action` with a `BoardAction` as detail, `acknowledge`, and `done` with a sentence.
 */
@customElement('out-incident')
export class OutIncident extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: flex;
        flex-direction: column;
        gap: var(--gap-s);
        min-height: 0;
      }
      .attendance {
        display: flex;
        flex-wrap: wrap;
        gap: var(--gap-xs) var(--gap-m);
        align-items: center;
        padding: var(--gap-s) var(--gap-m);
      }
      .attendance h2 {
        flex: 1 1 100%;
        padding: 0;
        border: 0;
      }
      ul {
        flex: 1;
        display: flex;
        flex-wrap: wrap;
        gap: var(--gap-xxs) var(--gap-m);
      }
      .attendance p {
        flex: 1 1 100%;
      }
      .downgrade,
      .unread {
        color: var(--warn);
        font-weight: 600;
      }
      .none {
        color: var(--life-risk);
        font-weight: 650;
      }
      .actions {
        flex: 1 1 100%;
        display: flex;
        flex-wrap: wrap;
        gap: var(--gap-s);
      }
      /* A thumb scrolls past what cannot be done now. */
      @media (max-width: 600px) {
        .actions [disabled] {
          display: none;
        }
      }
      out-card,
      out-summary {
        flex: 1;
        min-height: 0;
      }
    `,
  ];

  @property({ attribute: false }) incident!: IncidentSummary;
  /** what became of the card of each officer who is sent */
  @property({ attribute: false, hasChanged: differ }) proofs: readonly ReaderProof[] = [];
  @property({ attribute: false }) card: Card | undefined;
  @property({ attribute: false }) health!: LinkHealth;
  @property({ attribute: false }) acknowledged: Told | undefined;
  @property({ attribute: false, hasChanged: differ }) actions: readonly BoardAction[] = [];
  @property({ attribute: false }) user!: User;
  @property({ attribute: false }) commands!: Commands;
  @property({ attribute: false }) nameOf: (id: string) => string = (id) => id;
  @query('out-closing') private readonly closing!: OutClosing | null;
  /** The card is drawn anew when it is another, however often the board around it changes. */
  readonly #answers = remembered(answersTo);
  readonly ticker = new Ticker(this);

  override render() {
    const { incident, card } = this;
    const now = Date.now();
    const { climbedTo, reassessed } = incident.unresourced ?? {};
    const nobody = (climbedTo ?? reassessed) === undefined ? undefined : unresourcedInWords(incident);
    return html`
      ${
        incident.restricted === undefined
          ? ''
          : html`<out-restriction
              .incident=${incident}
              .user=${this.user}
              .commands=${this.commands}
              .nameOf=${this.nameOf}
            ></out-restriction>`
      }
      <section class="panel attendance" aria-label="Officers">
        <h2>
          ${incident.address ?? 'No address'}
          <span>${incident.reference} · ${gradeInWords(incident.grade, incident.clock, now)}</span>
        </h2>
        <ul>
          ${
            incident.attendance.length === 0
              ? html`<li class="none">${nobody ?? 'Nobody is sent'}</li>`
              : incident.attendance.map((one) => html`<li>${attendanceInWords(one, now)}</li>`)
          }
        </ul>
        ${nobody === undefined || incident.attendance.length === 0 ? '' : html`<p class="none">${nobody}</p>`}
        ${
          incident.merged.length === 0
            ? ''
            : html`<p><strong>${incident.merged.length + 1} callers</strong>, one event</p>`
        }
        ${
          incident.downgrade === undefined ? '' : html`<p class="downgrade">${downgradeInWords(incident.downgrade)}</p>`
        }
        <ul aria-label="Who has read the card" ?hidden=${this.proofs.length === 0}>
          ${this.proofs.map((proof) => html`<li class=${proof.informed ? '' : 'unread'}>${proofInWords(proof)}</li>`)}
        </ul>
        <div class="actions">
          ${(['dispatch', 'arrival', 'departure', 'stand-down', 'read-out', 'link', 'reassess', 'downgrade', 'ask'] as const).map((action) => this.#button(action))}
        </div>
      </section>
      <out-closing
        .incident=${incident}
        .user=${this.user}
        .commands=${this.commands}
        .nameOf=${this.nameOf}
        .cardVersion=${card?.version}
        @done=${(event: CustomEvent<string>) => this.dispatchEvent(new CustomEvent('done', { detail: event.detail }))}
      ></out-closing>
      ${
        card === undefined
          ? html`<out-summary .incident=${incident} .health=${this.health}></out-summary>`
          : html`<out-card
              .card=${card}
              .answers=${this.#answers(card, this.user)}
              .health=${this.health}
              .acknowledged=${this.acknowledged}
              @acknowledge=${() => this.#fire('acknowledge')}
            ></out-card>`
      }
    `;
  }

  /** Does what a key asks for on the way to closing; false when it asks for nothing. */
  press(key: string): boolean {
    return this.closing?.press(key) ?? false;
  }

  #button(action: keyof typeof WORDS) {
    if (!this.actions.includes(action)) return '';
    const idle = this.#cannot(action);
    return html`<button
      class=${action === 'dispatch' ? 'primary' : ''}
      ?disabled=${idle}
      @click=${() => this.#fire(action)}
    >
      ${WORDS[action]} <kbd>${BOARD_KEYS[action].keys}</kbd>
    </button>`;
  }

  /** What cannot be done of this incident now. */
  #cannot(action: keyof typeof WORDS): boolean {
    const { attendance, unresourced, grade, downgrade } = this.incident;
    if (action === 'dispatch' || action === 'link' || action === 'ask') return false;
    if (action === 'read-out') return this.proofs.length === 0;
    if (action === 'reassess') return unresourced === undefined;
    if (action === 'downgrade') return lowerThan(grade).length === 0 || downgrade?.state === 'waiting';
    return whoCan(action, attendance).length === 0;
  }

  #fire(action: BoardAction): void {
    this.dispatchEvent(new CustomEvent<BoardAction>('action', { detail: action }));
  }
}
