import { html } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { IncidentSummary } from '../../server/contract/index.js';
import { reassess } from '../data/grading.js';
import { aboutIncident, FormDialog, textOf, told } from '../ui/form-dialog.js';
import { unresourcedInWords } from '../ui/grading.js';
import { clock } from '../ui/time.js';

/** When somebody may look next, in minutes from now. */
const NEXT = [5, 10, 15, 30, 60, 120, 240] as const;

/**
 * `out-reassess-dialog`: a named person has looked again at an incident to which nobody is sent, and says when they look
 * next; until then it climbs no further (R15).
 */
@customElement('out-reassess-dialog')
export class OutReassessDialog extends FormDialog<IncidentSummary> {
  protected override readonly label = 'Look again';

  ask(incident: IncidentSummary): void {
    this.open(incident);
  }

  protected override fields(incident: IncidentSummary) {
    const now = Date.now();
    return html`
      ${aboutIncident(incident, unresourcedInWords(incident))}
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
    `;
  }

  protected override buttons() {
    return html`<button class="primary" ?disabled=${this.busy}>I have looked <kbd>Enter</kbd></button>`;
  }

  protected override async send({ id, reference }: IncidentSummary, said: FormData) {
    const nextReviewAt = new Date(Date.now() + Number(textOf(said, 'minutes')) * 60_000).toISOString();
    const reply = await reassess(this.commands, id, { reason: textOf(said, 'reason'), nextReviewAt });
    return told(reply, (done) => `${reference}: looked at; next look ${clock(done.nextReviewAt).slice(0, 5)}`);
  }
}
