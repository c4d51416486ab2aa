import '@awesome.me/webawesome/dist/components/dialog/dialog.js';
import { css, html, LitElement } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Commands } from '../data/commands.js';
import { askDesk } from '../data/desk-work.js';
import { base, controls } from './base.js';
import { dialogForm } from './dialog-form.js';
import { startAt } from './focus.js';

/**
 * `out-ask-dialog`: whoever goes there or answers the call asks the RTI desk for more. The answer comes on the card.
 *
 * Fires `done` with a sentence as detail.
 */
@customElement('out-ask-dialog')
export class OutAskDialog extends LitElement {
  static override styles = [
    base,
    controls,
    dialogForm,
    css`
      form {
        margin-top: var(--gap-m);
      }
    `,
  ];

  @property({ attribute: false }) commands!: Commands;
  @state() private incidentId: string | undefined;
  @state() private trouble = '';
  @state() private busy = false;
  @query('[name=text]') private readonly field!: HTMLInputElement;

  override render() {
    return html`
      <wa-dialog
        label="Ask the RTI desk"
        ?open=${this.incidentId !== undefined}
        @wa-after-show=${() => startAt(this.field, this.shadowRoot ?? document)}
        @wa-after-hide=${() => (this.incidentId = undefined)}
      >
        <p class="quiet">Your question goes before all research that nobody waits for. The answer comes on the card.</p>
        <form @submit=${this.#submit}>
          <label>
            What do you need to know?
            <input name="text" required maxlength="500" autocomplete="off" />
          </label>
          <p class="trouble" role="alert" ?hidden=${this.trouble === ''}>${this.trouble}</p>
          <div class="row">
            <button class="primary" ?disabled=${this.busy}>Ask <kbd>Enter</kbd></button>
            <button type="button" @click=${() => (this.incidentId = undefined)}>Cancel <kbd>Esc</kbd></button>
          </div>
        </form>
      </wa-dialog>
    `;
  }

  ask(incidentId: string): void {
    this.trouble = '';
    this.incidentId = incidentId;
  }

  readonly #submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (this.incidentId === undefined) return;
    this.busy = true;
    const reply = await askDesk(this.commands, this.incidentId, this.field.value.trim());
    this.busy = false;
    if (!reply.ok) {
      this.trouble = reply.detail;
      return;
    }
    this.field.value = '';
    this.incidentId = undefined;
    this.dispatchEvent(new CustomEvent('done', { detail: 'The RTI desk has your question.' }));
  };
}
