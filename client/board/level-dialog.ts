import '@awesome.me/webawesome/dist/components/dialog/dialog.js';
import { css, html, LitElement } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { ServiceLevel, type DeskState } from '../../server/contract/index.js';
import type { Commands } from '../data/commands.js';
import { forceLevel } from '../data/dispatching.js';
import { base, controls } from '../ui/base.js';
import { dialogForm } from '../ui/dialog-form.js';
import { startAt } from '../ui/focus.js';
import { clock } from '../ui/time.js';
import { deskInWords, LEVEL } from '../ui/words.js';

/** For how long a level can be forced, in minutes. */
const LENGTHS = [15, 30, 60, 120, 240, 480] as const;

/**
 * `out-level-dialog`: a supervisor forces the service level, with a reason and an end; or ends what is forced.
 *
 * Fires `done` with a sentence as detail.
 */
@customElement('out-level-dialog')
export class OutLevelDialog extends LitElement {
  static override styles = [
    base,
    controls,
    dialogForm,
    css`
      form {
        margin-top: var(--gap-m);
      }
    `,
  ];

  @property({ attribute: false }) commands!: Commands;
  @property({ attribute: false }) desk: DeskState | undefined;
  @state() private asking = false;
  @state() private trouble = '';
  @state() private busy = false;
  @query('[name=level]') private readonly levelField!: HTMLSelectElement;
  @query('[name=minutes]') private readonly minutesField!: HTMLSelectElement;
  @query('[name=reason]') private readonly reasonField!: HTMLInputElement;

  override render() {
    return html`
      <wa-dialog
        label="Service level"
        ?open=${this.asking}
        @wa-after-show=${() => startAt(this.levelField, this.shadowRoot ?? document)}
        @wa-after-hide=${() => (this.asking = false)}
      >
        ${this.asking ? this.#form() : ''}
      </wa-dialog>
    `;
  }

  ask(): void {
    this.trouble = '';
    this.asking = true;
  }

  #form() {
    const now = Date.now();
    const forced = this.desk?.forcedBy !== undefined;
    return html`
      <p>${this.desk === undefined ? 'The desk is not known yet.' : `Now: ${deskInWords(this.desk)}`}</p>
      <form @submit=${this.#submit}>
        <label>
          Level
          <select name="level">
            ${ServiceLevel.options.map((level) => html`<option value=${level}>${LEVEL[level].title}</option>`)}
          </select>
        </label>
        <label>
          Until
          <select name="minutes">
            ${LENGTHS.map(
              (minutes) =>
                html`<option value=${minutes} ?selected=${minutes === 60}>
                  ${clock(now + minutes * 60_000).slice(0, 5)}
                  (${minutes < 60 ? `${minutes} min` : `${minutes / 60} h`})
                </option>`,
            )}
          </select>
        </label>
        <label>
          Reason
          <input name="reason" required maxlength="300" autocomplete="off" />
        </label>
        <p class="trouble" role="alert" ?hidden=${this.trouble === ''}>${this.trouble}</p>
        <div class="row">
          <button class="primary" value="force" ?disabled=${this.busy}>Force this level <kbd>Enter</kbd></button>
          ${forced ? html`<button value="end" ?disabled=${this.busy}>End it now</button>` : ''}
          <button type="button" @click=${() => (this.asking = false)}>Cancel <kbd>Esc</kbd></button>
        </div>
      </form>
    `;
  }

  readonly #submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const ends = (event.submitter as HTMLButtonElement | null)?.value === 'end';
    const reason = this.reasonField.value.trim();
    const until = new Date(Date.now() + Number(this.minutesField.value) * 60_000).toISOString();
    this.busy = true;
    const reply = await forceLevel(
      this.commands,
      ends ? { force: null, reason } : { force: ServiceLevel.parse(this.levelField.value), reason, until },
    );
    this.busy = false;
    if (!reply.ok) {
      this.trouble = [reply.detail, ...reply.errors.map(({ detail }) => detail)].join(' ');
      return;
    }
    this.asking = false;
    this.dispatchEvent(new CustomEvent('done', { detail: `Service level: ${deskInWords(reply.value)}` }));
  };
}
