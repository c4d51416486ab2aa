import '@awesome.me/webawesome/dist/components/dialog/dialog.js';
import type WaDialog from '@awesome.me/webawesome/dist/components/dialog/dialog.js';
import { css, html, LitElement } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import { base, controls } from '../ui/base.js';
import { CHOICES, choose, look, type Look } from '../ui/look.js';
import { StoreReader } from '../ui/store-reader.js';

const WORDS: { readonly [Choice in keyof Look]: Readonly<Record<Look[Choice] | 'title', string>> } = {
  palette: { title: 'Colours', auto: 'As the system', day: 'Day', dusk: 'Dusk', night: 'Night' },
  density: { title: 'Density', compact: 'Compact', comfortable: 'Comfortable' },
  sound: { title: 'Sound of danger to life', on: 'On', off: 'Off' },
  keys: { title: 'Keys of one letter', on: 'On', off: 'Off: F1, F2, arrows and keys with Alt or Ctrl stay' },
};

/** `out-look-dialog`: how Outrider looks, sounds and hears keys on this machine. What is chosen holds at once. */
@customElement('out-look-dialog')
export class OutLookDialog extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      wa-dialog {
        --width: 26rem;
      }
      fieldset {
        display: flex;
        flex-wrap: wrap;
        gap: var(--gap-xs) var(--gap-m);
        margin: 0;
        padding: var(--gap-s) 0;
        border: 0;
      }
      legend {
        padding: 0;
        font-weight: 650;
      }
    `,
  ];

  @query('wa-dialog') private readonly dialog!: WaDialog;
  readonly reader = new StoreReader(this, () => [look]);

  override render() {
    return html`
      <wa-dialog label="Look, sound and keys" light-dismiss>
        ${this.#choice('palette')} ${this.#choice('density')} ${this.#choice('sound')} ${this.#choice('keys')}
      </wa-dialog>
    `;
  }

  show(): void {
    this.dialog.open = true;
  }

  #choice<C extends keyof Look>(choice: C) {
    const words = WORDS[choice];
    const among: readonly Look[C][] = CHOICES[choice];
    return html`
      <fieldset>
        <legend>${words.title}</legend>
        ${among.map(
          (value) =>
            html`<label>
              <input
                type="radio"
                name=${choice}
                value=${value}
                .checked=${look.value[choice] === value}
                @change=${() => choose(choice, value)}
              />
              ${words[value]}
            </label>`,
        )}
      </fieldset>
    `;
  }
}
