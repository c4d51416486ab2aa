import { html } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { KeptThing } from '../../server/contract/index.js';
import { erase } from '../data/keeping.js';
import { FormDialog, textOf, told, type Sent } from '../ui/form-dialog.js';

/** `out-erase-dialog`: erases an incident or a record for good, with a reason, once its name was typed again. */
@customElement('out-erase-dialog')
export class OutEraseDialog extends FormDialog<KeptThing> {
  protected override readonly label = 'Erase for good';

  ask(thing: KeptThing): void {
    this.open(thing);
  }

  protected override fields({ title, shownBy = [] }: KeptThing) {
    return html`
      <p>
        <strong>${title}</strong> is erased from every file, every node and every backup that is restored. Nobody can
        bring it back.
      </p>
      ${shownBy.length === 0 ? '' : html`<p>Cards of ${shownBy.join(', ')} keep what they showed of it.</p>`}
      <label>Why <input name="reason" required maxlength="500" autocomplete="off" /></label>
      <label>Type ${title} again <input name="title" required autocomplete="off" /></label>
    `;
  }

  protected override buttons() {
    return html`<button class="primary" ?disabled=${this.busy}>Erase</button>`;
  }

  protected override async send(thing: KeptThing, said: FormData): Promise<Sent> {
    if (textOf(said, 'title').toUpperCase() !== thing.title.toUpperCase())
      return { trouble: `This is not ${thing.title}: nothing was erased.` };
    const reply = await erase(this.commands, thing, textOf(said, 'reason'));
    return told(reply, () => `${thing.title} is erased.`);
  }
}
