import '@awesome.me/webawesome/dist/components/dialog/dialog.js';
import { css, html, LitElement } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { Grade, type IncidentSummary } from '../../server/contract/index.js';
import type { Commands } from '../data/commands.js';
import { requestDowngrade } from '../data/grading.js';
import { base, controls } from '../ui/base.js';
import { dialogForm } from '../ui/dialog-form.js';
import { startAt } from '../ui/focus.js';
import { downgradeInWords } from '../ui/grading.js';
import { GRADE } from '../ui/words.js';

const NOT_STATED = ['', 'Not stated'] as const;
const YES_NO = [NOT_STATED, ['yes', 'Yes'], ['no', 'No']] as const;

/**
 * `out-downgrade-dialog`: asks for a lower grade, with what a second person decides on. What is not said stays "not stated",
 * and is shown as such.
 *
 * Fires `done` with a sentence as detail.
 */
@customElement('out-downgrade-dialog')
export class OutDowngradeDialog extends LitElement {
  static override styles = [
    base,
    controls,
    dialogForm,
    css`
      .check {
        display: flex;
        align-items: center;
        gap: var(--gap-s);
        min-height: 28px;
      }
    `,
  ];

  @property({ attribute: false }) commands!: Commands;
  @state() private incident: IncidentSummary | undefined;
  @state() private trouble = '';
  @state() private busy = false;
  @query('[name=to]') private readonly toField!: HTMLSelectElement;
  @query('form') private readonly form!: HTMLFormElement;

  override render() {
    const { incident } = this;
    return html`
      <wa-dialog
        label="Ask for a lower grade"
        ?open=${incident !== undefined}
        @wa-after-show=${() => startAt(this.toField, this.shadowRoot ?? document)}
        @wa-after-hide=${() => (this.incident = undefined)}
      >
        ${incident === undefined ? '' : this.#form(incident)}
      </wa-dialog>
    `;
  }

  /** Asks about an incident whose grade can fall. */
  ask(incident: IncidentSummary): void {
    this.trouble = '';
    this.incident = incident;
  }

  #form(incident: IncidentSummary) {
    const lower = lowerThan(incident.grade);
    return html`
      <p>
        ${incident.reference}, ${incident.address ?? 'no address'}:
        ${incident.grade === null ? 'not graded' : GRADE[incident.grade]}. A supervisor or inspector decides, not you.
      </p>
      <form @submit=${this.#submit}>
        <label>
          Lower it to
          <select name="to">
            ${lower.map((grade) => html`<option value=${grade}>${GRADE[grade]}</option>`)}
          </select>
        </label>
        <label>Reason <input name="reason" required maxlength="500" autocomplete="off" /></label>
        <label class="check"><input type="checkbox" name="victimRequested" /> The victim asks for it</label>
        <label class="check"><input type="checkbox" name="noImmediateThreat" /> There is no immediate threat</label>
        ${choice('victimSpokenTo', 'Was the victim spoken to?')} ${choice('alone', 'Were they alone?')}
        <label>Who asked to cancel? <input name="cancelledBy" maxlength="200" autocomplete="off" /></label>
        <p class="trouble" role="alert" ?hidden=${this.trouble === ''}>${this.trouble}</p>
        <div class="row">
          <button class="primary" ?disabled=${this.busy}>Ask <kbd>Enter</kbd></button>
          <button type="button" @click=${() => (this.incident = undefined)}>Cancel <kbd>Esc</kbd></button>
        </div>
      </form>
    `;
  }

  readonly #submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const { incident } = this;
    if (incident === undefined) return;
    const said = new FormData(this.form);
    const text = (name: string): string => {
      const value = said.get(name);
      return typeof value === 'string' ? value.trim() : '';
    };
    const answer = (name: string) => (text(name) === '' ? {} : { [name]: text(name) === 'yes' });
    this.busy = true;
    const reply = await requestDowngrade(this.commands, incident.id, {
      to: Grade.parse(text('to')),
      reason: text('reason'),
      victimRequested: said.has('victimRequested'),
      noImmediateThreat: said.has('noImmediateThreat'),
      ...answer('victimSpokenTo'),
      ...answer('alone'),
      ...(text('cancelledBy') === '' ? {} : { cancelledBy: text('cancelledBy') }),
    });
    this.busy = false;
    if (!reply.ok) {
      this.trouble = [reply.detail, ...reply.errors.map(({ detail }) => detail)].join(' ');
      return;
    }
    this.incident = undefined;
    this.dispatchEvent(new CustomEvent('done', { detail: `${incident.reference}: ${downgradeInWords(reply.value)}` }));
  };
}

const ORDER: readonly Grade[] = ['immediate', 'priority', 'scheduled'];

/** The grades that a request can ask for; none where there is no grade to lower. */
export const lowerThan = (grade: Grade | null): readonly Grade[] =>
  grade === null ? [] : ORDER.slice(ORDER.indexOf(grade) + 1);

const choice = (name: string, label: string) => html`
  <label>
    ${label}
    <select name=${name}>
      ${YES_NO.map(([value, word]) => html`<option value=${value}>${word}</option>`)}
    </select>
  </label>
`;
