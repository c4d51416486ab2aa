import { css, html, LitElement } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Role, SearchHit } from '../../server/contract/index.js';
import type { Commands } from '../data/commands.js';
import { findIncidents } from '../data/oversight.js';
import { base, controls } from '../ui/base.js';
import { stepAmong } from '../ui/focus.js';
import { isForScreen, KeysAnywhere } from '../ui/keys-anywhere.js';
import './glass-dialog.js';
import type { OutGlassDialog } from './glass-dialog.js';

/** A pause after the last letter, in ms, before anything is asked. */
const PAUSE = 200;
const MAY_BREAK_GLASS: readonly Role[] = ['handler', 'officer', 'sergeant', 'researcher'];
const MAY_SEARCH: readonly Role[] = [
  'handler',
  'dispatcher',
  'sergeant',
  'supervisor',
  'inspector',
  'professional-standards',
];

/**
 * `out-search`: finds an incident among those that one may see, by a reference, an address or a name; `/` goes to it, arrows
 * through what was found. What is not there to be found may be somebody else's: whoever must read it can say why.
 *
 * Fires `open` with an incident's id as detail. Bubbles out of every element.
 */
@customElement('out-search')
export class OutSearch extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      :host {
        position: relative;
      }
      form {
        display: flex;
        gap: var(--gap-xs);
      }
      input {
        width: 11rem;
        min-height: var(--button);
      }
      .found {
        position: absolute;
        z-index: 20;
        top: calc(100% + 6px);
        right: 0;
        width: min(30rem, 92vw);
        max-height: 60vh;
        overflow: auto;
        padding: var(--gap-s);
        background: var(--surface);
        color: var(--ink);
        border: 1px solid var(--line-strong);
        border-radius: var(--radius);
        box-shadow: 0 6px 24px var(--shadow);
      }
      li button {
        display: block;
        width: 100%;
        padding: var(--gap-s);
        border-color: transparent;
        background: none;
        color: var(--ink);
        text-align: start;
      }
      li button:hover,
      li button:focus-visible {
        background: var(--accent-wash);
        color: var(--ink);
      }
      strong,
      .line {
        display: block;
      }
      .glass {
        margin-top: var(--gap-s);
        min-height: var(--button);
        border-color: var(--line-strong);
        background: var(--surface);
        color: var(--ink);
      }
      .hand {
        min-width: var(--thumb);
        min-height: var(--thumb);
        background: transparent;
        border-color: var(--header-line);
        color: var(--header-ink);
      }
      @media (max-width: 1000px) {
        input {
          width: 100%;
          min-width: 8rem;
        }
      }
    `,
  ];

  @property({ attribute: false }) roles: readonly Role[] = [];
  @property({ attribute: false }) commands!: Commands;
  /** an officer's: no field, a button alone */
  @property({ type: Boolean }) hand = false;
  @state() private hits: readonly SearchHit[] | undefined;
  @state() private trouble = '';
  @query('input') private readonly field!: HTMLInputElement | null;
  @query('out-glass-dialog') private readonly dialog!: OutGlassDialog;
  #pause: ReturnType<typeof setTimeout> | undefined;
  #asked = 0;
  readonly keys = new KeysAnywhere(this, (event) => this.#anywhere(event));

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('pointerdown', this.#elsewhere);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('pointerdown', this.#elsewhere);
    clearTimeout(this.#pause);
  }

  override render() {
    const mayBreak = this.roles.some((role) => MAY_BREAK_GLASS.includes(role));
    const dialog = mayBreak
      ? html`<out-glass-dialog .commands=${this.commands} @opened=${this.#opened}></out-glass-dialog>`
      : '';
    if (this.hand) {
      const label = 'Read an incident that is not yours';
      return html`<button class="hand" aria-label=${label} title=${label} @click=${() => this.dialog.ask('')}>
          <wa-icon name="unlock"></wa-icon></button
        >${dialog}`;
    }
    if (!this.roles.some((role) => MAY_SEARCH.includes(role))) return dialog;
    return html`
      <form role="search" @submit=${this.#submit} @keydown=${this.#inside}>
        <input
          type="search"
          aria-label="Find an incident"
          placeholder="Find incident  /"
          maxlength="100"
          autocomplete="off"
          @input=${this.#typed}
        />
        ${this.hits === undefined ? '' : this.#found(this.hits, mayBreak)}
      </form>
      ${dialog}
    `;
  }

  #found(hits: readonly SearchHit[], mayBreak: boolean) {
    return html`
      <div class="found">
        <p role="status" class=${hits.length > 0 ? 'quiet small' : ''}>
          ${this.trouble || (hits.length === 0 ? 'Nothing that you may see.' : `${hits.length} found`)}
        </p>
        <ul class="hundreds">
          ${hits.map(
            (hit) =>
              html`<li>
                <button type="button" ?disabled=${hit.status === 'closed'} @click=${() => this.#open(hit.incidentId)}>
                  <strong>${hit.address ?? 'No address'}</strong>
                  <span class="line">${[hit.reference, hit.category, ...hit.people].filter(Boolean).join(' · ')}</span>
                  ${hit.status === 'closed' ? html`<span class="line">Closed</span>` : ''}
                </button>
              </li>`,
          )}
        </ul>
        ${
          mayBreak && hits.length === 0
            ? html`<button type="button" class="glass" @click=${() => this.dialog.ask(this.field?.value.trim() ?? '')}>
                Read an incident that is not yours…
              </button>`
            : ''
        }
      </div>
    `;
  }

  readonly #typed = () => {
    clearTimeout(this.#pause);
    const text = this.field?.value.trim() ?? '';
    if (text.length < 2) this.hits = undefined;
    else this.#pause = setTimeout(() => void this.#ask(text), PAUSE);
  };

  async #ask(text: string): Promise<void> {
    const asked = ++this.#asked;
    const reply = await findIncidents(this.commands, text);
    if (asked !== this.#asked) return;
    this.trouble = reply.ok ? '' : reply.detail;
    this.hits = reply.ok ? reply.value : [];
  }

  readonly #submit = (event: SubmitEvent) => {
    event.preventDefault();
    const first = this.hits?.find(({ status }) => status === 'open');
    if (first) this.#open(first.incidentId);
  };

  #open(incidentId: string): void {
    this.#close();
    this.dispatchEvent(new CustomEvent('open', { detail: incidentId, bubbles: true, composed: true }));
  }

  readonly #opened = (event: CustomEvent<string>) => this.#open(event.detail);

  #close(): void {
    this.hits = undefined;
    if (this.field) this.field.value = '';
  }

  readonly #inside = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      this.#close();
      return this.field?.blur();
    }
    stepAmong(event, [...this.renderRoot.querySelectorAll<HTMLElement>('input, li button:not([disabled])')]);
  };

  readonly #anywhere = (event: KeyboardEvent) => {
    if (event.key !== '/' || !isForScreen(event) || !this.field) return;
    event.preventDefault();
    this.field.focus();
  };

  readonly #elsewhere = (event: PointerEvent) => {
    if (!event.composedPath().includes(this)) this.hits = undefined;
  };
}
