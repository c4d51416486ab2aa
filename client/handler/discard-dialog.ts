import '@awesome.me/webawesome/dist/components/dialog/dialog.js';
import type WaDialog from '@awesome.me/webawesome/dist/components/dialog/dialog.js';
import { html, LitElement } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import { base } from '../ui/base.js';

/** `out-discard-dialog`: asks before what was typed and not stored is thrown away. Fires `discard` on yes. */
@customElement('out-discard-dialog')
export class OutDiscardDialog extends LitElement {
  static override styles = base;

  @query('wa-dialog') private readonly dialog!: WaDialog;

  override render() {
    return html`
      <wa-dialog label="This call is not stored" light-dismiss>
        <p>What you typed has not been filed. Start a new call and throw it away?</p>
        <button slot="footer" class="primary" autofocus @click=${() => (this.dialog.open = false)}>Keep typing</button>
        <button slot="footer" @click=${this.#discard}>Throw it away</button>
      </wa-dialog>
    `;
  }

  ask(): void {
    this.dialog.open = true;
  }

  readonly #discard = () => {
    this.dialog.open = false;
    this.dispatchEvent(new CustomEvent('discard'));
  };
}
