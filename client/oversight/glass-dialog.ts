import { css, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { breakGlass } from '../data/oversight.js';
import { FormDialog, textOf, told, type Sent } from '../ui/form-dialog.js';

/** What was looked for, if anything. */
interface About {
  readonly reference: string;
}

/**
 * `out-glass-dialog`: somebody must read an incident that is not theirs, and says why. It opens for 15 minutes, and a
 * supervisor hears of it at once.
 *
 * Fires `opened` with the incident's id as detail, besides what every form in a dialog fires.
 */
@customElement('out-glass-dialog')
export class OutGlassDialog extends FormDialog<About> {
  static override styles = [
    FormDialog.styles,
    css`
      :host {
        color: var(--ink);
      }
    `,
  ];

  protected override readonly label = 'Read an incident that is not yours';

  ask(reference: string): void {
    this.open({ reference });
  }

  protected override fields({ reference }: About) {
    return html`
      <p>
        One incident, to read, for 15 minutes. Your supervisor is told now, with your reason, and reviews it within a
        day.
      </p>
      <label>
        Its reference
        <input
          name="incident"
          required
          maxlength="64"
          autocomplete="off"
          .value=${reference}
          ?data-first=${reference === ''}
        />
      </label>
      <label>
        Why must you see it now?
        <input
          name="reason"
          required
          minlength="3"
          maxlength="300"
          autocomplete="off"
          ?data-first=${reference !== ''}
        />
      </label>
    `;
  }

  protected override buttons() {
    return html`<button class="primary" ?disabled=${this.busy}>Read it <kbd>Enter</kbd></button>`;
  }

  protected override async send(_about: About, said: FormData): Promise<Sent> {
    const reply = await breakGlass(this.commands, textOf(said, 'incident'), textOf(said, 'reason'));
    if (!reply.ok && reply.code === 'NOT_FOUND') return { trouble: 'There is no such open incident.' };
    if (reply.ok) this.dispatchEvent(new CustomEvent('opened', { detail: reply.value.incidentId }));
    return told(reply, () => 'It is open for 15 minutes.');
  }
}
