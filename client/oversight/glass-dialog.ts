import '@awesome.me/webawesome/dist/components/dialog/dialog.js';
import { css, html, LitElement } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Commands } from '../data/commands.js';
import { breakGlass } from '../data/oversight.js';
import { base, controls } from '../ui/base.js';
import { dialogForm } from '../ui/dialog-form.js';
import { startAt } from '../ui/focus.js';

/**
 * `out-glass-dialog`: somebody must read an incident that is not theirs, and says why. It opens for 15 minutes, and a
 * supervisor hears of it at once.
 *
 * Fires `opened` with the incident's id as detail.
 */
@customElement('out-glass-dialog')
export class OutGlassDialog extends LitElement {
  static override styles = [
    base,
    controls,
    dialogForm,
    css`
      :host {
        color: var(--ink);
      }
      form {
        margin-top: var(--gap-m);
      }
    `,
  ];

  @property({ attribute: false }) commands!: Commands;
  @state() private open = false;
  @state() private trouble = '';
  @state() private busy = false;
  @query('[name=incident]') private readonly incident!: HTMLInputElement;
  @query('[name=reason]') private readonly reason!: HTMLInputElement;

  override render() {
    return html`
      <wa-dialog
        label="Read an incident that is not yours"
        ?open=${this.open}
        @wa-after-show=${() => startAt(this.incident.value === '' ? this.incident : this.reason, this.shadowRoot ?? document)}
        @wa-after-hide=${() => (this.open = false)}
      >
        <p>
          One incident, to read, for 15 minutes. Your supervisor is told now, with your reason, and reviews it within a
          day.
        </p>
        <form @submit=${this.#submit}>
          <label>Its reference <input name="incident" required maxlength="64" autocomplete="off" /></label>
          <label>
            Why must you see it now?
            <input name="reason" required minlength="3" maxlength="300" autocomplete="off" />
          </label>
          <p class="trouble" role="alert" ?hidden=${this.trouble === ''}>${this.trouble}</p>
          <div class="row">
            <button class="primary" ?disabled=${this.busy}>Read it <kbd>Enter</kbd></button>
            <button type="button" @click=${() => (this.open = false)}>Cancel <kbd>Esc</kbd></button>
          </div>
        </form>
      </wa-dialog>
    `;
  }

  /** @param reference what was looked for, if anything */
  ask(reference: string): void {
    this.trouble = '';
    this.incident.value = reference;
    this.reason.value = '';
    this.open = true;
  }

  readonly #submit = async (event: SubmitEvent) => {
    event.preventDefault();
    this.busy = true;
    const reply = await breakGlass(this.commands, this.incident.value.trim(), this.reason.value.trim());
    this.busy = false;
    if (!reply.ok) {
      this.trouble = reply.code === 'NOT_FOUND' ? 'There is no such open incident.' : reply.detail;
      return;
    }
    this.open = false;
    this.dispatchEvent(new CustomEvent('opened', { detail: reply.value.incidentId }));
  };
}
