import '@awesome.me/webawesome/dist/components/dialog/dialog.js';
import { html, LitElement } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { IncidentSummary } from '../../server/contract/index.js';
import type { Commands } from '../data/commands.js';
import { reassess } from '../data/grading.js';
import { base, controls } from '../ui/base.js';
import { dialogForm } from '../ui/dialog-form.js';
import { startAt } from '../ui/focus.js';
import { unresourcedInWords } from '../ui/grading.js';
import { clock } from '../ui/time.js';

/** When somebody may look next, in minutes from now. */
const NEXT = [5, 10, 15, 30, 60, 120, 240] as const;

/**
 * `out-reassess-dialog`: a named person has looked again at an incident to which nobody is sent, and says when they look
 * next; until then it climbs no further (R15).
 *
 * Fires `done` with a sentence as detail.
 */
@customElement('out-reassess-dialog')
export class OutReassessDialog extends LitElement {
  static override styles = [base, controls, dialogForm];

  @property({ attribute: false }) commands!: Commands;
  @state() private incident: IncidentSummary | undefined;
  @state() private trouble = '';
  @state() private busy = false;
  @query('[name=reason]') private readonly reasonField!: HTMLInputElement;
  @query('[name=minutes]') private readonly minutesField!: HTMLSelectElement;

  override render() {
    const { incident } = this;
    return html`
      <wa-dialog
        label="Look again"
        ?open=${incident !== undefined}
        @wa-after-show=${() => startAt(this.reasonField, this.shadowRoot ?? document)}
        @wa-after-hide=${() => (this.incident = undefined)}
      >
        ${incident === undefined ? '' : this.#form(incident)}
      </wa-dialog>
    `;
  }

  ask(incident: IncidentSummary): void {
    this.trouble = '';
    this.incident = incident;
  }

  #form(incident: IncidentSummary) {
    const now = Date.now();
    return html`
      <p>${incident.reference}, ${incident.address ?? 'no address'}. ${unresourcedInWords(incident) ?? ''}</p>
      <form @submit=${this.#submit}>
        <label>Why can it wait? <input name="reason" required maxlength="500" autocomplete="off" /></label>
        <label>
          I look next at
          <select name="minutes">
            ${NEXT.map(
              (minutes) =>
                html`<option value=${minutes} ?selected=${minutes === 15}>
                  ${clock(now + minutes * 60_000).slice(0, 5)} (${minutes} min)
                </option>`,
            )}
          </select>
        </label>
        <p class="trouble" role="alert" ?hidden=${this.trouble === ''}>${this.trouble}</p>
        <div class="row">
          <button class="primary" ?disabled=${this.busy}>I have looked <kbd>Enter</kbd></button>
          <button type="button" @click=${() => (this.incident = undefined)}>Cancel <kbd>Esc</kbd></button>
        </div>
      </form>
    `;
  }

  readonly #submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const { incident } = this;
    if (incident === undefined) return;
    const nextReviewAt = new Date(Date.now() + Number(this.minutesField.value) * 60_000).toISOString();
    this.busy = true;
    const reply = await reassess(this.commands, incident.id, { reason: this.reasonField.value.trim(), nextReviewAt });
    this.busy = false;
    if (!reply.ok) {
      this.trouble = [reply.detail, ...reply.errors.map(({ detail }) => detail)].join(' ');
      return;
    }
    this.incident = undefined;
    const next = clock(reply.value.nextReviewAt).slice(0, 5);
    this.dispatchEvent(new CustomEvent('done', { detail: `${incident.reference}: looked at; next look ${next}` }));
  };
}
