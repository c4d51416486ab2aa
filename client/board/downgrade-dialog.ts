import { html } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { Grade, IncidentSummary } from '../../server/contract/index.js';
import { chosenOf, optionsOf } from '../data/choices.js';
import { requestDowngrade } from '../data/grading.js';
import { aboutIncident, FormDialog, textOf, told } from '../ui/form-dialog.js';
import { downgradeInWords } from '../ui/grading.js';
import { GRADE } from '../ui/words.js';

const NOT_STATED = ['', 'Not stated'] as const;
const YES_NO = [NOT_STATED, ['yes', 'Yes'], ['no', 'No']] as const;

/**
 * `out-downgrade-dialog`: asks for a lower grade, with what a second person decides on. What is not said stays "not stated",
 * and is shown as such.
 */
@customElement('out-downgrade-dialog')
export class OutDowngradeDialog extends FormDialog<IncidentSummary> {
  protected override readonly label = 'Ask for a lower grade';

  /** Asks about an incident whose grade can fall. */
  ask(incident: IncidentSummary): void {
    this.open(incident);
  }

  protected override fields(incident: IncidentSummary) {
    const lower = lowerThan(incident.grade);
    return html`
      ${aboutIncident(incident, incident.grade === null ? 'not graded' : GRADE[incident.grade])}
      <p class="quiet">A supervisor or inspector decides, not you.</p>
      <label>
        Lower it to
        <select name="to">
          ${lower.map((grade) => html`<option value=${grade}>${GRADE[grade]}</option>`)}
        </select>
      </label>
      <label>Reason <input name="reason" required maxlength="500" autocomplete="off" /></label>
      <label><input type="checkbox" name="victimRequested" /> The victim asks for it</label>
      <label><input type="checkbox" name="noImmediateThreat" /> There is no immediate threat</label>
      ${choice('victimSpokenTo', 'Was the victim spoken to?')} ${choice('alone', 'Were they alone?')}
      <label>Who asked to cancel? <input name="cancelledBy" maxlength="200" autocomplete="off" /></label>
    `;
  }

  protected override buttons() {
    return html`<button class="primary" ?disabled=${this.busy}>Ask <kbd>Enter</kbd></button>`;
  }

  protected override async send({ id, reference }: IncidentSummary, said: FormData) {
    const answer = (name: string) => {
      const text = textOf(said, name);
      return text === '' ? {} : { [name]: text === 'yes' };
    };
    const cancelledBy = textOf(said, 'cancelledBy');
    const reply = await requestDowngrade(this.commands, id, {
      to: chosenOf(GRADE, said.get('to')),
      reason: textOf(said, 'reason'),
      victimRequested: said.has('victimRequested'),
      noImmediateThreat: said.has('noImmediateThreat'),
      ...answer('victimSpokenTo'),
      ...answer('alone'),
      ...(cancelledBy === '' ? {} : { cancelledBy }),
    });
    return told(reply, (downgrade) => `${reference}: ${downgradeInWords(downgrade)}`);
  }
}

/** The most urgent first. */
const GRADES = optionsOf(GRADE);

/** The grades that a request can ask for; none where there is no grade to lower. */
export const lowerThan = (grade: Grade | null): readonly Grade[] =>
  grade === null ? [] : GRADES.slice(GRADES.indexOf(grade) + 1);

const choice = (name: string, label: string) => html`
  <label>
    ${label}
    <select name=${name}>
      ${YES_NO.map(([value, word]) => html`<option value=${value}>${word}</option>`)}
    </select>
  </label>
`;
