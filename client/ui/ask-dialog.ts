import { html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { askDesk } from '../data/desk-work.js';
import { FormDialog, textOf, told } from './form-dialog.js';

/** `out-ask-dialog`: whoever goes there or answers the call asks the RTI desk for more. The answer comes on the card. */
@customElement('out-ask-dialog')
export class OutAskDialog extends FormDialog<string> {
  protected override readonly label = 'Ask the RTI desk';

  ask(incidentId: string): void {
    this.open(incidentId);
  }

  protected override fields() {
    return html`
      <p class="quiet">Your question goes before all research that nobody waits for. The answer comes on the card.</p>
      <label>
        What do you need to know?
        <input name="text" required maxlength="500" autocomplete="off" />
      </label>
    `;
  }

  protected override buttons() {
    return html`<button class="primary" ?disabled=${this.busy}>Ask <kbd>Enter</kbd></button>`;
  }

  protected override async send(incidentId: string, said: FormData) {
    const reply = await askDesk(this.commands, incidentId, textOf(said, 'text'));
    return told(reply, () => 'The RTI desk has your question.');
  }
}
