import { html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Match } from '../../server/contract/index.js';
import { disputeMatch, withdrawDispute } from '../data/disputing.js';
import { FormDialog, textOf, told, type Sent } from './form-dialog.js';
import { registerName } from './words.js';

/**
 * `out-dispute-dialog`: whoever is on the call or at the scene says "not this person", and why, or takes that back. Nothing
 * is hidden by it.
 */
@customElement('out-dispute-dialog')
export class OutDisputeDialog extends FormDialog<Match> {
  @property({ attribute: false }) incidentId: string | undefined;
  protected override readonly label = 'Not this person';

  ask(match: Match): void {
    this.open(match);
  }

  protected override fields({ register, record, disputed }: Match) {
    const what = html`<p><strong>${registerName(register)}</strong>: ${record.summary}</p>`;
    if (disputed) {
      const { by, reason } = disputed;
      return html`
        ${what}
        <p>${by} says that it is not this person${reason === undefined ? '' : html`: <q>${reason}</q>`}.</p>
        <p class="quiet">Taken back, it stands on every card as it did before.</p>
      `;
    }
    return html`
      ${what}
      <p class="quiet">It stays on every card, marked as disputed, until a researcher decides.</p>
      <label>
        How do you know?
        <input name="reason" required maxlength="300" autocomplete="off" />
      </label>
    `;
  }

  protected override buttons({ disputed }: Match) {
    const words = disputed ? 'Take it back' : 'Say “not this person”';
    return html`<button class="primary" ?disabled=${this.busy}>${words} <kbd>Enter</kbd></button>`;
  }

  protected override async send({ id: matchId, disputed }: Match, said: FormData): Promise<Sent> {
    const { incidentId } = this;
    if (incidentId === undefined) return { trouble: 'The incident is not on the screen any more.' };
    if (disputed) {
      const reply = await withdrawDispute(this.commands, incidentId, matchId);
      return told(reply, () => '“Not this person” is taken back.');
    }
    const reply = await disputeMatch(this.commands, incidentId, { matchId, reason: textOf(said, 'reason') });
    return told(reply, () => 'Marked as disputed. A researcher decides.');
  }
}
