import { css, html, LitElement, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Downgrade, User } from '../../server/contract/index.js';
import { Commands } from '../data/commands.js';
import { settledLately, waiting } from '../data/downgrades.js';
import { rule } from '../data/grading.js';
import type { Link } from '../data/link.js';
import type { Session } from '../data/session.js';
import { base, controls } from '../ui/base.js';
import '../ui/card.js';
import { downgradeInWords } from '../ui/grading.js';
import { isForScreen, KeysAnywhere } from '../ui/keys-anywhere.js';
import { placeAfter, stepOf } from '../ui/steps.js';
import { StoreReader } from '../ui/store-reader.js';
import { RULING_KEYS, rulingActionFor, type RulingAction } from './keys.js';
import './ruling-row.js';
import type { OutRulingRow } from './ruling-row.js';

/** A ruling that is being given: on the card that was there when it began. */
interface Deciding {
  readonly id: string;
  readonly approve: boolean;
  readonly cardVersion: number;
}

/**
 * `out-rulings`: the requests to lower a grade that wait for a second person, what expires first at the top, each on one row
 * that decides it; the same card is one key away. Up and down choose, A approves and X rejects with a reason. A ruling names
 * the card that was there when it was begun: when that has changed since, the server refuses it and says what changed.
 */
@customElement('out-rulings')
export class OutRulings extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      :host {
        height: 100%;
      }
      .rulings {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--gap-s);
        height: 100%;
        padding: var(--gap-s);
      }
      .rulings.looking {
        grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
      }
      section {
        display: flex;
        flex-direction: column;
        min-height: 0;
        overflow: auto;
      }
      ul {
        display: grid;
        gap: var(--gap-s);
        padding: var(--gap-s);
      }
      form {
        display: grid;
        grid-template-columns: 1fr auto auto;
        gap: var(--gap-s);
        align-items: end;
        padding: var(--gap-s);
        border: 1px solid var(--accent);
        border-radius: var(--radius);
      }
      .own {
        padding: 0 var(--gap-s);
      }
      .said {
        padding: var(--gap-xs) var(--gap-m);
        background: var(--accent-wash);
      }
      .said.trouble {
        background: var(--warn-wash);
        color: var(--warn);
        font-weight: 650;
      }
      .lately li {
        padding: var(--gap-xxs) var(--gap-s);
      }
      out-card {
        min-height: 0;
      }
      @media (max-width: 900px) {
        .rulings,
        .rulings.looking {
          grid-template-columns: minmax(0, 1fr);
          height: auto;
        }
        form {
          grid-template-columns: 1fr;
        }
      }
    `,
  ];

  @property({ attribute: false }) link!: Link;
  @property({ attribute: false }) session!: Session;
  @property({ attribute: false }) user!: User;
  @state() private chosen: string | undefined;
  @state() private looking = false;
  @state() private deciding: Deciding | undefined;
  @state() private said = '';
  @state() private trouble = false;
  @state() private busy = false;
  @query('[name=reason]') private readonly reasonField!: HTMLInputElement | null;

  readonly #commands = new Commands((request) => this.session.ask(request));
  readonly reader = new StoreReader(this, () => [
    this.link.downgrades,
    this.link.held,
    this.link.health,
    this.link.receipts,
  ]);
  readonly keys = new KeysAnywhere(this, (event) => this.#key(event));

  override render() {
    const rows = this.#waiting();
    const lately = settledLately(this.link.downgrades.value, Date.now());
    const card = this.#card();
    return html`
      <div class="rulings ${card === undefined ? '' : 'looking'}">
        <section class="panel" aria-labelledby="title">
          <h2 id="title">Rulings <span>${rows.length} waiting</span></h2>
          <p class="said ${this.trouble ? 'trouble' : ''}" role="status" ?hidden=${this.said === ''}>${this.said}</p>
          ${rows.length === 0 ? html`<p class="body quiet">${this.#none()}</p>` : ''}
          <ul>
            ${repeat(
              rows,
              ({ id }) => id,
              (row) => html`
                <li>
                  <out-ruling-row
                    data-downgrade=${row.id}
                    .downgrade=${row}
                    .chosen=${row.id === this.#chosen(rows)?.id}
                    @choose=${() => (this.chosen = row.id)}
                  ></out-ruling-row>
                  ${row.id === this.#chosen(rows)?.id ? this.#decide(row) : ''}
                </li>
              `,
            )}
          </ul>
          ${
            lately.length === 0
              ? ''
              : html`<h3 class="body">Within the last hour</h3>
                  <ul class="lately">
                    ${lately.map((one) => html`<li>${one.address ?? one.reference}: ${downgradeInWords(one)}</li>`)}
                  </ul>`
          }
        </section>
        ${
          card === undefined
            ? ''
            : html`<section aria-label="Card">
                <out-card
                  .card=${card}
                  .health=${this.link.health.value}
                  .acknowledged=${this.link.receipts.value.acknowledged.get(card.incidentId)}
                  @acknowledge=${() => this.#acknowledge()}
                ></out-card>
              </section>`
        }
      </div>
    `;
  }

  protected override updated(_changed: PropertyValues<this>): void {
    const card = this.#card();
    if (card !== undefined) this.link.shown({ incidentId: card.incidentId, version: card.version });
  }

  #waiting(): Downgrade[] {
    return waiting(this.link.downgrades.value);
  }

  /** The row that is chosen; the first one when that was settled. */
  #chosen(rows: readonly Downgrade[]): Downgrade | undefined {
    return rows.find(({ id }) => id === this.chosen) ?? rows[0];
  }

  #card() {
    const row = this.#chosen(this.#waiting());
    return this.looking && row ? this.link.held.value.cards.get(row.incidentId) : undefined;
  }

  #none(): string {
    return this.link.downgrades.value.confirmed ? 'Nothing waits for a ruling.' : 'Waiting for the first word.';
  }

  #decide(row: Downgrade) {
    const { deciding } = this;
    if (deciding?.id !== row.id) {
      return html`<p class="own quiet small">
        ${(['approve', 'reject', 'card'] as const).map(
          (action) =>
            html`<button @click=${() => this.#do(action)}>
              ${{ approve: 'Approve…', reject: 'Reject…', card: this.looking ? 'Hide the card' : 'The card' }[action]}
              <kbd>${RULING_KEYS[action].keys}</kbd>
            </button> `,
        )}
      </p>`;
    }
    const word = deciding.approve ? 'Approve' : 'Reject';
    return html`
      <form @submit=${this.#submit}>
        <label>
          ${word}, on card version ${deciding.cardVersion}. Why?
          <input name="reason" required maxlength="500" autocomplete="off" />
        </label>
        <button class="primary" ?disabled=${this.busy}>${word} <kbd>Enter</kbd></button>
        <button type="button" @click=${() => this.#do('close')}>Not now <kbd>Esc</kbd></button>
      </form>
    `;
  }

  #do(action: RulingAction): void {
    const row = this.#chosen(this.#waiting());
    if (action === 'card') this.looking = !this.looking;
    else if (action === 'acknowledge') this.#acknowledge();
    else if (action === 'close') {
      if (this.deciding === undefined) this.looking = false;
      this.deciding = undefined;
    } else if (row?.facts !== undefined) void this.#begin(row, row.facts.cardVersion, action === 'approve');
  }

  #acknowledge(): void {
    const card = this.#card();
    if (card !== undefined) this.link.acknowledge({ incidentId: card.incidentId, version: card.version });
  }

  async #begin({ id }: Downgrade, cardVersion: number, approve: boolean): Promise<void> {
    this.#say('');
    this.chosen = id;
    this.deciding = { id, approve, cardVersion };
    await this.updateComplete;
    this.reasonField?.focus();
  }

  readonly #submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const { deciding } = this;
    const reason = this.reasonField?.value.trim() ?? '';
    if (deciding === undefined || reason === '') return;
    const { id, approve, cardVersion } = deciding;
    this.busy = true;
    const reply = await rule(this.#commands, id, { approve, reason, cardVersion });
    this.busy = false;
    this.deciding = undefined;
    if (reply.ok) this.#say(`${reply.value.reference}: ${downgradeInWords(reply.value)}`);
    else this.#say(reply.detail, true);
  };

  #say(said: string, trouble = false): void {
    this.said = said;
    this.trouble = trouble;
  }

  readonly #key = (event: KeyboardEvent) => {
    const leaves = event.key === 'Escape' && !event.defaultPrevented;
    if (!leaves && !isForScreen(event)) return;
    const step = stepOf(event);
    const action = rulingActionFor(event.key);
    if (step === undefined && action === undefined) return;
    event.preventDefault();
    if (step !== undefined) void this.#step(step);
    else if (action !== undefined) this.#do(action);
  };

  async #step(by: 1 | -1): Promise<void> {
    const rows = this.#waiting();
    const at = rows.findIndex(({ id }) => id === this.#chosen(rows)?.id);
    const next = rows[placeAfter(at, by, rows.length)];
    if (next === undefined) return;
    this.chosen = next.id;
    await this.updateComplete;
    this.renderRoot.querySelector<OutRulingRow>(`[data-downgrade="${CSS.escape(next.id)}"]`)?.focus();
  }
}
