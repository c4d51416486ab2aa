import '@awesome.me/webawesome/dist/components/dialog/dialog.js';
import { css, html, LitElement } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Match } from '../../server/contract/index.js';
import type { Commands } from '../data/commands.js';
import { disputeMatch } from '../data/disputing.js';
import { base, controls } from './base.js';
import { dialogForm } from './dialog-form.js';
import { startAt } from './focus.js';
import { registerName } from './words.js';

/**
 * `out-dispute-dialog`: whoever is on the call or at the scene says "not this person", and why. Nothing is hidden by it.
 *
 * Fires `done` with a sentence as detail.
 */
@customElement('out-dispute-dialog')
export class OutDisputeDialog extends LitElement {
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
  @property({ attribute: false }) incidentId: string | undefined;
  @state() private match: Match | undefined;
  @state() private trouble = '';
  @state() private busy = false;
  @query('[name=reason]') private readonly reasonField!: HTMLInputElement;

  override render() {
    return html`
      <wa-dialog
        label="Not this person"
        ?open=${this.match !== undefined}
        @wa-after-show=${() => startAt(this.reasonField, this.shadowRoot ?? document)}
        @wa-after-hide=${() => (this.match = undefined)}
      >
        ${this.match === undefined ? '' : this.#form(this.match)}
      </wa-dialog>
    `;
  }

  ask(match: Match): void {
    this.trouble = '';
    this.match = match;
  }

  #form({ register, record }: Match) {
    return html`
      <p><strong>${registerName(register)}</strong>: ${record.summary}</p>
      <p class="quiet">It stays on every card, marked as disputed, until a researcher decides.</p>
      <form @submit=${this.#submit}>
        <label>
          How do you know?
          <input name="reason" required maxlength="300" autocomplete="off" />
        </label>
        <p class="trouble" role="alert" ?hidden=${this.trouble === ''}>${this.trouble}</p>
        <div class="row">
          <button class="primary" ?disabled=${this.busy}>Say “not this person” <kbd>Enter</kbd></button>
          <button type="button" @click=${() => (this.match = undefined)}>Cancel <kbd>Esc</kbd></button>
        </div>
      </form>
    `;
  }

  readonly #submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const { match, incidentId } = this;
    if (match === undefined || incidentId === undefined) return;
    this.busy = true;
    const said = { matchId: match.id, reason: this.reasonField.value.trim() };
    const reply = await disputeMatch(this.commands, incidentId, said);
    this.busy = false;
    if (!reply.ok) {
      this.trouble = reply.detail;
      return;
    }
    this.match = undefined;
    this.dispatchEvent(new CustomEvent('done', { detail: 'Marked as disputed. A researcher decides.' }));
  };
}
