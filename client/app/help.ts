import '@awesome.me/webawesome/dist/components/dialog/dialog.js';
import type WaDialog from '@awesome.me/webawesome/dist/components/dialog/dialog.js';
import { css, html, LitElement } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { AUDIT_KEYS } from '../auditor/keys.js';
import { BOARD_KEYS } from '../board/keys.js';
import { CHOOSING_KEYS, DESK_KEYS } from '../desk/keys.js';
import { ACTIONS } from '../closing/words.js';
import { PANEL_KEYS, SHORTCUTS } from '../handler/shortcuts.js';
import { KEEPING_KEYS } from '../keeping/keys.js';
import { PEOPLE_KEYS } from '../people/keys.js';
import { RULING_KEYS } from '../rulings/keys.js';
import { base } from '../ui/base.js';
import { look } from '../ui/look.js';
import { StoreReader } from '../ui/store-reader.js';
import type { Screen } from './routes.js';

const CHOOSING = [{ keys: '↑ ↓', does: 'From incident to incident' }] as const;
const CLOSING = Object.values(ACTIONS).map(({ key, does }) => ({ keys: key, does }));
const ALWAYS = [
  { keys: 'F1 or ?', does: 'This list (? outside of fields)' },
  { keys: 'F2', does: 'To the alerts; Esc goes back' },
  { keys: '/', does: 'Find an incident (outside of fields)' },
] as const;

/** `out-help`: the keys of the screen that is up. */
@customElement('out-help')
export class OutHelp extends LitElement {
  static override styles = [
    base,
    css`
      dl {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: var(--gap-s) var(--gap-m);
      }
    `,
  ];

  @property({ attribute: false }) screen!: Screen;
  @query('wa-dialog') private readonly dialog!: WaDialog;
  readonly reader = new StoreReader(this, () => [look]);

  override render() {
    const keys = {
      call: [...Object.values(SHORTCUTS), ...PANEL_KEYS],
      desk: [...CHOOSING_KEYS, ...Object.values(DESK_KEYS)],
      rulings: [...CHOOSING, ...Object.values(RULING_KEYS)],
      load: [],
      registers: [],
      board: [...CHOOSING, ...Object.values(BOARD_KEYS), ...CLOSING],
      officer: [],
      review: [...CHOOSING, ...CLOSING],
      shift: [],
      audit: AUDIT_KEYS,
      oversight: [],
      keeping: KEEPING_KEYS,
      people: PEOPLE_KEYS,
    }[this.screen];
    return html`
      <wa-dialog label="Keys" light-dismiss>
        <dl tabindex="0">
          ${[...keys, ...ALWAYS].map(
            ({ keys: pressed, does }) => html`
              <dt><kbd>${pressed}</kbd></dt>
              <dd>${does}</dd>
            `,
          )}
        </dl>
        <p class="quiet">
          ${
            look.value.keys === 'on'
              ? 'Keys of one letter can be switched off'
              : 'Keys of one letter are switched off; that is changed'
          }
          under “Look, sound and keys”.
        </p>
      </wa-dialog>
    `;
  }

  show(): void {
    this.dialog.open = true;
  }
}
