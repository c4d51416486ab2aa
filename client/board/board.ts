import { css, html, LitElement, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Card } from '../../server/contract/index.js';
import { announce } from '../data/announce.js';
import { arrange, countOf, late } from '../data/arrange.js';
import type { Link } from '../data/link.js';
import { base } from '../ui/base.js';
import '../ui/announcer.js';
import type { OutAnnouncer } from '../ui/announcer.js';
import '../ui/card.js';
import { StoreReader } from '../ui/store-reader.js';
import './board-row.js';
import type { OutBoardRow } from './board-row.js';
import { rank } from './rank.js';

/**
 * `out-board`: the cards that this reader may see, live, most dangerous and newest first; the chosen one in full beside
 * the list. Up and down choose, A acknowledges. While the list is being read its rows keep their places.
 */
@customElement('out-board')
export class OutBoard extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        height: 100%;
      }
      .board {
        display: grid;
        grid-template-columns: minmax(18rem, 26rem) minmax(0, 1fr);
        gap: var(--gap-s);
        height: 100%;
        padding: var(--gap-s);
      }
      .list {
        display: flex;
        flex-direction: column;
        min-height: 0;
      }
      ul {
        display: grid;
        gap: 6px;
        align-content: start;
        overflow: auto;
        padding: var(--gap-s);
      }
      .full {
        display: flex;
        flex-direction: column;
        gap: var(--gap-s);
        min-height: 0;
      }
      out-card {
        flex: 1;
      }
      .back {
        display: none;
        align-self: start;
      }
      @media (max-width: 800px) {
        .board {
          grid-template-columns: minmax(0, 1fr);
          height: auto;
          min-height: 100%;
        }
        .reading .list {
          display: none;
        }
        .reading .back {
          display: inline-flex;
        }
        .waiting {
          display: none;
        }
      }
    `,
  ];

  @property({ attribute: false }) link!: Link;
  @state() private chosen: string | undefined;
  @state() private reading = false;
  @query('out-announcer') private readonly announcer!: OutAnnouncer;

  #order: readonly string[] = [];
  #told: ReadonlySet<string> | undefined;
  readonly reader = new StoreReader(this, () => [this.link.held, this.link.health, this.link.receipts]);

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('keydown', this.#key);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('keydown', this.#key);
  }

  override render() {
    const cards = this.#arranged();
    const card = this.#card();
    const { acknowledged } = this.link.receipts.value;
    return html`
      <div class="board ${card === undefined ? '' : 'reading'}">
        <section class="panel list" aria-labelledby="title">
          <h2 id="title">Incidents <span>${countOf(cards, late(cards, rank))}</span></h2>
          ${cards.length === 0 ? html`<p class="body quiet">${this.#noCards()}</p>` : ''}
          <ul
            ?hidden=${cards.length === 0}
            @pointerenter=${() => (this.reading = true)}
            @pointerleave=${() => (this.reading = false)}
          >
            ${repeat(
              cards,
              ({ incidentId }) => incidentId,
              (one) => html`
                <li>
                  <out-board-row
                    data-incident=${one.incidentId}
                    .card=${one}
                    .chosen=${one === card}
                    .acknowledged=${acknowledged.get(one.incidentId)?.version === one.version}
                    @choose=${() => (this.chosen = one.incidentId)}
                  ></out-board-row>
                </li>
              `,
            )}
          </ul>
        </section>
        ${card === undefined ? this.#nothingChosen(cards.length) : this.#full(card)}
      </div>
      <out-announcer></out-announcer>
    `;
  }

  protected override updated(_changed: PropertyValues<this>): void {
    const card = this.#card();
    if (card !== undefined) this.link.shown({ incidentId: card.incidentId, version: card.version });
    this.#announce();
  }

  /** What was there when the board came up is not news; life-risk that comes later is said at once. */
  #announce(): void {
    const cards = [...this.link.held.value.cards.values()];
    const flags = cards.flatMap((card) => card.flags.filter(({ severity }) => severity === 'life-risk'));
    const matches = cards.flatMap((card) => card.matches);
    const news = announce(flags, matches, this.#told ?? new Set());
    if (this.#told !== undefined) for (const announcement of news.announcements) this.announcer.say(announcement);
    if (this.link.held.value.cursor !== undefined) this.#told = news.told;
  }

  #arranged(): Card[] {
    const cards = [...this.link.held.value.cards.values()];
    const arranged = arrange(cards, ({ incidentId }) => incidentId, rank, this.#order, this.reading);
    this.#order = arranged.map(({ incidentId }) => incidentId);
    return arranged;
  }

  #card(): Card | undefined {
    return this.chosen === undefined ? undefined : this.link.held.value.cards.get(this.chosen);
  }

  #noCards(): string {
    return this.link.held.value.cursor === undefined
      ? 'Waiting for the first word from the server.'
      : 'No incident is yours to see at the moment.';
  }

  #nothingChosen(count: number) {
    if (count === 0) return html`<p class="waiting"></p>`;
    return html`<p class="panel body quiet waiting">
      Choose an incident to read its card (↓, then A to acknowledge).
    </p>`;
  }

  #full(card: Card) {
    return html`
      <div class="full">
        <button class="back" @click=${() => (this.chosen = undefined)}>
          <wa-icon name="arrow-left"></wa-icon> All incidents
        </button>
        <out-card
          .card=${card}
          .health=${this.link.health.value}
          .acknowledged=${this.link.receipts.value.acknowledged.get(card.incidentId)}
          @acknowledge=${this.#acknowledge}
        ></out-card>
      </div>
    `;
  }

  readonly #acknowledge = () => {
    const card = this.#card();
    if (card !== undefined) this.link.acknowledge({ incidentId: card.incidentId, version: card.version });
  };

  readonly #key = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return;
    if (event.key.toLowerCase() === 'a') this.#acknowledge();
    else if (event.key === 'Escape') this.chosen = undefined;
    else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      void this.#step(event.key === 'ArrowDown' ? 1 : -1);
    }
  };

  async #step(by: 1 | -1): Promise<void> {
    const at = this.chosen === undefined ? -1 : this.#order.indexOf(this.chosen);
    const next = this.#order[Math.min(Math.max(at + by, 0), this.#order.length - 1)];
    if (next === undefined) return;
    this.chosen = next;
    await this.updateComplete;
    this.renderRoot.querySelector<OutBoardRow>(`[data-incident="${CSS.escape(next)}"]`)?.focus();
  }
}
