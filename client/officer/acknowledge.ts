import { css, html, LitElement, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Card } from '../../server/contract/index.js';
import type { Acknowledged } from '../data/duty.js';
import type { Told } from '../data/receipts.js';
import { base } from '../ui/base.js';
import { clock } from '../ui/time.js';

/** A version that has just replaced another cannot be acknowledged for so long, in ms: the thumb was meant for the old one. */
const READ_FIRST = 1_200;

/**
 * `out-acknowledge`: one button for a thumb at the bottom of the screen, for the version on the screen; then what became of
 * it. Acknowledged means that the server has it, not that the button was pressed.
 *
 * Fires `acknowledge`.
 */
@customElement('out-acknowledge')
export class OutAcknowledge extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        padding: var(--gap-s) var(--gap-m) calc(var(--gap-s) + env(safe-area-inset-bottom));
        background: var(--ground);
        border-top: 1px solid var(--line-strong);
      }
      button,
      p {
        display: grid;
        place-content: center;
        width: 100%;
        min-height: var(--thumb-l);
        font-size: var(--glance-l);
        text-align: center;
      }
      button span {
        font-weight: 400;
        font-size: var(--glance-s);
      }
      .trouble {
        min-height: 0;
        padding-bottom: var(--gap-s);
        color: var(--life-risk);
        font-size: var(--glance-s);
        font-weight: 650;
      }
    `,
  ];

  @property({ attribute: false }) card!: Card;
  /** what the server was told of this incident */
  @property({ attribute: false }) told: Told | undefined;
  /** what this phone remembers to have acknowledged */
  @property({ attribute: false }) acknowledged: Acknowledged | undefined;
  @property({ type: Boolean }) online = false;
  @state() private settling = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  protected override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get('card');
    const replaced = before?.incidentId !== this.card.incidentId || before.version !== this.card.version;
    if (before === undefined || !replaced) return;
    this.settling = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => (this.settling = false), READ_FIRST);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
    this.settling = false;
  }

  override render() {
    const { version, provisional } = this.card;
    if (provisional === true) return html`<p role="status">Provisional: acknowledge it when it is confirmed</p>`;
    const refusal = this.told?.version === version ? this.told.refusal : undefined;
    if (this.told?.version !== version || refusal !== undefined) return this.#button(version, refusal);
    if (!this.told.told) {
      const when = this.online ? '' : ' It is sent when the link is back.';
      return html`<p role="status">Acknowledging version ${version}…${when}</p>`;
    }
    const at = this.acknowledged === undefined ? '' : ` at ${clock(this.acknowledged.at).slice(0, 5)}`;
    return html`<p role="status">You acknowledged version ${version}${at}</p>`;
  }

  #button(version: number, refusal: string | undefined) {
    return html`
      ${refusal === undefined ? '' : html`<p class="trouble" role="alert">Not acknowledged: ${refusal}</p>`}
      <button
        class="primary"
        ?disabled=${this.settling}
        @click=${() => this.dispatchEvent(new CustomEvent('acknowledge'))}
      >
        Acknowledge
        <span>${this.settling ? `version ${version} has just come: read it first` : `version ${version}`}</span>
      </button>
    `;
  }
}
