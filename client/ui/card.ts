import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Card } from '../../server/contract/index.js';
import { combine, type Answers } from '../data/intelligence.js';
import type { LinkHealth } from '../data/link-clock.js';
import type { Told } from '../data/receipts.js';
import { remembered } from '../data/remembered.js';
import { base } from './base.js';
import './intelligence.js';
import './provisional.js';
import { MINUTE, Ticker } from './ticker.js';
import { age, clock, moment } from './time.js';
import { GRADE, peopleOf, ROLE } from './words.js';

/**
 * `out-card`: one briefing card for a reader who does not type: the situation, then everything known. When the link is
 * lost it says as of when it is.
 *
 * Fires `acknowledge`, and what its evidence fires.
 */
@customElement('out-card')
export class OutCard extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: flex;
        flex-direction: column;
        gap: var(--gap-s);
        min-height: 0;
      }
      header {
        display: grid;
        grid-template-columns: 1fr auto;
        gap: var(--gap-xxs) var(--gap-m);
        padding: var(--gap-s) var(--gap-m);
      }
      header.panel > h2 {
        padding: 0;
        border: 0;
        font-size: var(--text-l);
      }
      .spoken {
        grid-column: 1 / -1;
        font-size: var(--text-l);
        font-weight: 600;
      }
      .situation {
        grid-column: 1 / -1;
        color: var(--ink-quiet);
      }
      out-provisional {
        grid-column: 1 / -1;
      }
      .old {
        grid-column: 1 / -1;
        color: var(--warn);
        font-weight: 650;
      }
      out-intelligence {
        flex: 1;
        min-height: 0;
      }
    `,
  ];

  @property({ attribute: false }) card!: Card;
  @property({ attribute: false }) health!: LinkHealth;
  @property({ attribute: false }) acknowledged: Told | undefined;
  /** it is looked back at: nothing can be acknowledged */
  @property({ type: Boolean }) past = false;
  /** what the reader may say of which match */
  @property({ attribute: false }) answers: Answers = new Map();
  /** What is below the header is drawn anew when the card is another. */
  readonly #known = remembered((card: Card) => combine(card, undefined));
  readonly #people = remembered(peopleOf);
  readonly ticker = new Ticker(this, MINUTE);

  override render() {
    const { card, health } = this;
    const { situation } = card;
    const grade = situation.grade === undefined ? 'Not graded: immediate clock' : GRADE[situation.grade];
    return html`
      <header class="panel" aria-label="Situation">
        <h2>${situation.reference} · ${grade}</h2>
        ${this.#acknowledgement()}
        ${
          'since' in health
            ? html`<p class="old">As of ${clock(health.since)}: the link is lost, this card is not being updated.</p>`
            : ''
        }
        ${card.provisional === true ? html`<out-provisional></out-provisional>` : ''}
        ${card.spoken === '' ? '' : html`<p class="spoken">${card.spoken}</p>`}
        <p class="situation">${this.#situation()}</p>
        ${
          card.changes.length === 0
            ? ''
            : html`<p class="situation">Changed: ${card.changes.map(({ sentence }) => sentence).join('; ')}</p>`
        }
      </header>
      <out-intelligence
        .intelligence=${this.#known(card)}
        .people=${this.#people(card)}
        .answers=${this.answers}
      ></out-intelligence>
    `;
  }

  #situation(): string {
    const { situation, version, issuedAt, review } = this.card;
    const now = Date.now();
    const people = situation.people.map(({ role, name }) =>
      name === undefined ? ROLE[role] : `${ROLE[role]}: ${name}`,
    );
    const facts = [
      situation.address ?? 'No address',
      ...people,
      situation.firstWords === undefined ? '' : `“${situation.firstWords}”`,
      situation.category ?? '',
      `opened ${moment(situation.openedAt, now)} (${age(situation.openedAt, now)})`,
      `card ${version} of ${moment(issuedAt, now)}`,
      review === 'unreviewed' ? 'machine, unreviewed' : `reviewed: ${review}`,
    ];
    return facts.filter((fact) => fact !== '').join(' · ');
  }

  #acknowledgement() {
    const { card, acknowledged } = this;
    if (this.past || card.provisional === true) return '';
    if (acknowledged?.version === card.version) {
      const refused = acknowledged.refusal === undefined ? undefined : `Not acknowledged: ${acknowledged.refusal}`;
      const text = refused ?? (acknowledged.told ? `Card ${card.version} acknowledged` : 'Acknowledging…');
      return html`<span class="quiet" role="status">${text}</span>`;
    }
    return html`<button class="primary" @click=${() => this.dispatchEvent(new CustomEvent('acknowledge'))}>
      Acknowledge card ${card.version} <kbd>R</kbd>
    </button>`;
  }
}
