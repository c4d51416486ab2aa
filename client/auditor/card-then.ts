import '@awesome.me/webawesome/dist/components/dialog/dialog.js';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { readCardThen, type CardThen, type ThenAsked } from '../data/audit.js';
import type { Session } from '../data/session.js';
import '../ui/card.js';
import { base } from '../ui/base.js';
import { clock, moment } from '../ui/time.js';

/**
 * `out-card-then`: the card of an incident as one reader had it at an instant, masks included (R11), with the fingerprint of
 * its bytes, so that whoever asks again can tell that they are the same.
 */
@customElement('out-card-then')
export class OutCardThen extends LitElement {
  static override styles = [
    base,
    css`
      wa-dialog::part(dialog) {
        width: min(72rem, calc(100vw - 2rem));
      }
      .about {
        margin-bottom: var(--gap-m);
      }
      .print {
        font-family: ui-monospace, monospace;
        overflow-wrap: anywhere;
      }
      out-card {
        min-height: 50vh;
      }
    `,
  ];

  @property({ attribute: false }) session!: Session;
  @state() private asked: ThenAsked | undefined;
  @state() private shown: CardThen | undefined;
  @state() private trouble = '';

  async ask(asked: ThenAsked): Promise<void> {
    this.asked = asked;
    this.shown = undefined;
    this.trouble = '';
    const reply = await readCardThen(this.session.token, asked);
    if (this.asked !== asked) return;
    if (reply.ok) this.shown = reply.value;
    else this.trouble = reply.detail;
  }

  override render() {
    const { asked, shown } = this;
    if (asked === undefined) return nothing;
    return html`
      <wa-dialog
        open
        light-dismiss
        label="What ${asked.readerName} had at ${clock(asked.at)}"
        @wa-after-hide=${() => (this.asked = undefined)}
      >
        <p role="status">${this.trouble === '' ? (shown === undefined ? 'Reading the log …' : '') : this.trouble}</p>
        ${shown === undefined ? nothing : this.#told(shown, asked)}
      </wa-dialog>
    `;
  }

  #told({ card, fingerprint }: CardThen, { at }: ThenAsked) {
    return html`
      <div class="about">
        <p>
          As of ${moment(at, Date.now())}, out of the log alone: what it did not know then, it does not know here. That
          you asked is in the record.
        </p>
        <p>
          SHA-256 of its bytes:
          <span class="print">${fingerprint ?? 'not computed: this page did not come over https'}</span>
        </p>
      </div>
      <out-card .card=${card} .health=${THEN} past></out-card>
    `;
  }
}

/** A card of the past is neither live nor late. */
const THEN = { kind: 'connected' } as const;
