import { html } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { DeskState } from '../../server/contract/index.js';
import { chosenOf, optionsOf } from '../data/choices.js';
import { forceLevel } from '../data/dispatching.js';
import { FormDialog, textOf, told } from '../ui/form-dialog.js';
import { clock } from '../ui/time.js';
import { deskInWords, LEVEL } from '../ui/words.js';

/** For how long a level can be forced, in minutes. */
const LENGTHS = [15, 30, 60, 120, 240, 480] as const;

/** The desk as the supervisor sees it when they ask. */
interface About {
  readonly desk: DeskState | undefined;
}

/** `out-level-dialog`: a supervisor forces the service level, with a reason and an end; or ends what is forced. */
@customElement('out-level-dialog')
export class OutLevelDialog extends FormDialog<About> {
  protected override readonly label = 'Service level';

  ask(desk: DeskState | undefined): void {
    this.open({ desk });
  }

  protected override fields({ desk }: About) {
    const now = Date.now();
    return html`
      <p>${desk === undefined ? 'The desk is not known yet.' : `Now: ${deskInWords(desk)}`}</p>
      <label>
        Level
        <select name="level">
          ${optionsOf(LEVEL).map((level) => html`<option value=${level}>${LEVEL[level].title}</option>`)}
        </select>
      </label>
      <label>
        Until
        <select name="minutes">
          ${LENGTHS.map(
            (minutes) =>
              html`<option value=${minutes} ?selected=${minutes === 60}>
                ${clock(now + minutes * 60_000).slice(0, 5)} (${minutes < 60 ? `${minutes} min` : `${minutes / 60} h`})
              </option>`,
          )}
        </select>
      </label>
      <label>
        Reason
        <input name="reason" required maxlength="300" autocomplete="off" />
      </label>
    `;
  }

  protected override buttons({ desk }: About) {
    return html`
      <button class="primary" value="force" ?disabled=${this.busy}>Force this level <kbd>Enter</kbd></button>
      ${desk?.forcedBy === undefined ? '' : html`<button value="end" ?disabled=${this.busy}>End it now</button>`}
    `;
  }

  protected override async send(_about: About, said: FormData, pressed: string) {
    const reason = textOf(said, 'reason');
    const until = new Date(Date.now() + Number(textOf(said, 'minutes')) * 60_000).toISOString();
    const force = pressed === 'end' ? null : chosenOf(LEVEL, said.get('level'));
    const reply = await forceLevel(this.commands, force === null ? { force, reason } : { force, reason, until });
    return told(reply, (desk) => `Service level: ${deskInWords(desk)}`);
  }
}
