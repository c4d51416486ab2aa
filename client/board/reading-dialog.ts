import '@awesome.me/webawesome/dist/components/dialog/dialog.js';
import { css, html, LitElement } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { IncidentSummary, ReaderProof } from '../../server/contract/index.js';
import type { Commands } from '../data/commands.js';
import { readOut } from '../data/delivery.js';
import { base } from '../ui/base.js';
import { dialogForm } from '../ui/dialog-form.js';
import { startAt } from '../ui/focus.js';
import { proofInWords } from '../ui/proof.js';

interface Asked {
  readonly incident: IncidentSummary;
  readonly officers: readonly ReaderProof[];
}

/**
 * `out-reading-dialog`: the card, read to its officers over the radio. First whether they are free to speak, then what to
 * say, then that it was said: they are informed.
 *
 * Fires `done` with a sentence as detail.
 */
@customElement('out-reading-dialog')
export class OutReadingDialog extends LitElement {
  static override styles = [
    base,
    dialogForm,
    css`
      form {
        display: grid;
        gap: var(--gap-m);
      }
      fieldset {
        margin: 0;
        padding: 0;
        border: 0;
      }
      fieldset label {
        display: flex;
        gap: var(--gap-s);
        align-items: center;
        min-height: 28px;
      }
      blockquote {
        margin: 0;
        padding: 8px 12px;
        border-left: 6px solid var(--accent);
        background: var(--accent-wash);
        font-size: var(--text-xl);
        font-weight: 600;
      }
    `,
  ];

  @property({ attribute: false }) commands!: Commands;
  @state() private asked: Asked | undefined;
  @state() private trouble = '';
  @state() private busy = false;
  @query('button.primary') private readonly first!: HTMLButtonElement;
  @query('form') private readonly form!: HTMLFormElement;

  override render() {
    const { asked } = this;
    return html`
      <wa-dialog
        label="Read out over the radio"
        ?open=${asked !== undefined}
        @wa-after-show=${() => startAt(this.first, this.shadowRoot ?? document)}
        @wa-after-hide=${() => (this.asked = undefined)}
      >
        ${asked === undefined ? '' : this.#reading(asked)}
      </wa-dialog>
    `;
  }

  /** Asks for a reading to those who are sent; who is not informed yet is chosen. */
  ask(incident: IncidentSummary, officers: readonly ReaderProof[]): void {
    this.trouble = '';
    this.asked = { incident, officers };
  }

  #reading({ incident, officers }: Asked) {
    const anybody = officers.some(({ informed }) => !informed);
    return html`
      <form @submit=${this.#submit}>
        <p>
          <strong>${incident.address ?? 'No address'}</strong> · ${incident.reference} · card ${incident.cardVersion}
        </p>
        <fieldset>
          <legend>To</legend>
          ${officers.map(
            (proof) =>
              html`<label>
                <input type="checkbox" name="to" value=${proof.reader} ?checked=${!anybody || !proof.informed} />
                ${proofInWords(proof)}
              </label>`,
          )}
        </fieldset>
        <p>1. Ask first: <strong>“Are you free to speak?”</strong></p>
        <p>2. If they are, read this, and nothing else:</p>
        <blockquote>${incident.spoken === '' ? 'There is nothing to read out yet.' : incident.spoken}</blockquote>
        <p class="trouble" role="alert" ?hidden=${this.trouble === ''}>${this.trouble}</p>
        <div class="row">
          <button class="primary" value="read" ?disabled=${this.busy}>They heard it <kbd>Enter</kbd></button>
          <button value="not-free" ?disabled=${this.busy}>Not free to speak</button>
          <button type="button" @click=${() => (this.asked = undefined)}>Cancel <kbd>Esc</kbd></button>
        </div>
      </form>
    `;
  }

  readonly #submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const { asked } = this;
    if (asked === undefined) return;
    const to = new FormData(this.form).getAll('to').map(String);
    const freeToSpeak = (event.submitter as HTMLButtonElement | null)?.value !== 'not-free';
    if (to.length === 0) {
      this.trouble = 'Choose who heard it.';
      return;
    }
    this.busy = true;
    const { incident, officers } = asked;
    const reply = await readOut(this.commands, incident.id, { version: incident.cardVersion, to, freeToSpeak });
    this.busy = false;
    if (!reply.ok) {
      this.trouble = reply.detail;
      return;
    }
    this.asked = undefined;
    const names = officers.filter(({ reader }) => to.includes(reader)).map(({ name }) => name);
    const said = freeToSpeak ? 'Read out to' : 'Not read out, not free to speak:';
    this.dispatchEvent(new CustomEvent('done', { detail: `${said} ${names.join(', ')} (${incident.reference}).` }));
  };
}
