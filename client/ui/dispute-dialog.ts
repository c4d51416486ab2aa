import '@awesome.me/webawesome/dist/components/dialog/dialog.js';
import { css, html, LitElement } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Dispute, Match } from '../../server/contract/index.js';
import type { Commands } from '../data/commands.js';
import { disputeMatch, withdrawDispute } from '../data/disputing.js';
import { base, controls } from './base.js';
import { dialogForm } from './dialog-form.js';
import { startAt } from './focus.js';
import { registerName } from './words.js';

/**
 * `out-dispute-dialog`: whoever is on the call or at the scene says "not this person", and why, or takes that back. Nothing
 * is hidden by it.
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
  @query('[name=reason]') private readonly reasonField!: HTMLInputElement | null;
  @query('button.primary') private readonly doIt!: HTMLButtonElement;

  override render() {
    return html`
      <wa-dialog
        label="Not this person"
        ?open=${this.match !== undefined}
        @wa-after-show=${() => startAt(this.reasonField ?? this.doIt, this.shadowRoot ?? document)}
        @wa-after-hide=${() => (this.match = undefined)}
      >
        ${this.match === undefined ? '' : this.match.disputed === undefined ? this.#form(this.match) : this.#back(this.match, this.match.disputed)}
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
        ${this.#buttons('Say “not this person”')}
      </form>
    `;
  }

  #back({ register, record }: Match, { by, reason }: Dispute) {
    return html`
      <p><strong>${registerName(register)}</strong>: ${record.summary}</p>
      <p>${by} says that it is not this person${reason === undefined ? '' : html`: <q>${reason}</q>`}.</p>
      <p class="quiet">Taken back, it stands on every card as it did before.</p>
      <form @submit=${this.#submit}>${this.#buttons('Take it back')}</form>
    `;
  }

  #buttons(words: string) {
    return html`
      <p class="trouble" role="alert" ?hidden=${this.trouble === ''}>${this.trouble}</p>
      <div class="row">
        <button class="primary" ?disabled=${this.busy}>${words} <kbd>Enter</kbd></button>
        <button type="button" @click=${() => (this.match = undefined)}>Cancel <kbd>Esc</kbd></button>
      </div>
    `;
  }

  readonly #submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const { match, incidentId } = this;
    if (match === undefined || incidentId === undefined) return;
    this.busy = true;
    const reply = await (match.disputed === undefined
      ? disputeMatch(this.commands, incidentId, { matchId: match.id, reason: this.reasonField?.value.trim() ?? '' })
      : withdrawDispute(this.commands, incidentId, match.id));
    this.busy = false;
    if (!reply.ok) {
      this.trouble = reply.detail;
      return;
    }
    this.match = undefined;
    const detail =
      match.disputed === undefined ? 'Marked as disputed. A researcher decides.' : '“Not this person” is taken back.';
    this.dispatchEvent(new CustomEvent('done', { detail }));
  };
}
