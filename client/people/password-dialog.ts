import { html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { FormDialog, type Sent } from '../ui/form-dialog.js';

/** A one-time password, and for whom it is. */
export interface OneTime {
  readonly name: string;
  readonly password: string;
}

/** `out-password-dialog`: the one-time password, which is shown here and never again, to be copied. */
@customElement('out-password-dialog')
export class OutPasswordDialog extends FormDialog<OneTime> {
  protected override readonly label = 'One-time password';

  show(oneTime: OneTime): void {
    this.open(oneTime);
  }

  protected override fields({ name, password }: OneTime) {
    return html`
      <p>Tell it to ${name}: it is not shown again. They choose their own with it within 24 hours.</p>
      <label>
        One-time password
        <input
          readonly
          autocomplete="off"
          .value=${password}
          @focus=${(event: FocusEvent) => (event.target as HTMLInputElement).select()}
        />
      </label>
    `;
  }

  protected override buttons() {
    return html`<button class="primary" ?disabled=${this.busy}>Copy and close <kbd>Enter</kbd></button>`;
  }

  protected override async send({ password }: OneTime): Promise<Sent> {
    try {
      await navigator.clipboard.writeText(password);
      return { done: 'Copied.' };
    } catch {
      return { trouble: 'This browser does not let it be copied: write it down.' };
    }
  }
}
