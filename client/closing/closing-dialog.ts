import { css, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { ChecklistAnswer, IncidentSummary } from '../../server/contract/index.js';
import {
  closeIncident,
  nextStage,
  recordSuspect,
  reviewIncident,
  signOff,
  updateLog,
  type ClosingAction,
} from '../data/closing.js';
import type { Reply } from '../data/http.js';
import { aboutIncident, FormDialog, textOf, told, type Sent } from '../ui/form-dialog.js';
import { STAGE } from './words.js';

/** When an inspector looks at an open incident again, in hours. */
const NEXT_REVIEW = [1, 2, 4, 8, 12, 24] as const;

const LABEL: Readonly<Record<ClosingAction, string>> = {
  update: 'Write into the log',
  suspect: 'The suspect',
  sign: 'Sign your assessment',
  'close-incident': 'Close the incident',
  review: 'Review',
};

interface About {
  readonly action: ClosingAction;
  readonly incident: IncidentSummary;
  readonly cardVersion: number;
}

/**
 * `out-closing-dialog`: one form for everything on the way to closing: an update, the suspect, an assessment with the
 * questions that the card asks, closing with what is missing, the inspector's review.
 */
@customElement('out-closing-dialog')
export class OutClosingDialog extends FormDialog<About> {
  static override styles = [
    FormDialog.styles,
    css`
      wa-dialog {
        --width: 38rem;
      }
      .question {
        display: grid;
        gap: var(--gap-xxs);
        padding-block: var(--gap-xs);
        border-top: 1px solid var(--line);
      }
      .choices {
        display: flex;
        gap: var(--gap-m);
      }
      .missing {
        padding-left: var(--gap-l);
        list-style: square;
      }
    `,
  ];

  protected override get label(): string {
    return this.about === undefined ? 'Closing' : LABEL[this.about.action];
  }

  /** @param cardVersion the version of the card that the reader has before them */
  ask(action: ClosingAction, incident: IncidentSummary, cardVersion: number): void {
    this.open({ action, incident, cardVersion });
  }

  protected override fields(about: About) {
    return html`${aboutIncident(about.incident)} ${this.#fields(about)}`;
  }

  protected override buttons({ action }: About) {
    return html`<button class="primary" ?disabled=${this.busy}>${LABEL[action]} <kbd>Enter</kbd></button>`;
  }

  protected override async send(about: About, said: FormData): Promise<Sent> {
    const reply = await this.#sent(about, said);
    return told(reply, () => `${LABEL[about.action]}: done (${about.incident.reference}).`);
  }

  #fields({ action, incident, cardVersion }: About) {
    const { closing } = incident;
    switch (action) {
      case 'update':
        return this.#text('What happened?', 'text', true, 4000);
      case 'suspect':
        return html`
          <fieldset class="choices">
            <legend>Where is the suspect?</legend>
            ${this.#choice('suspect', 'at-large', 'At large', true)}
            ${this.#choice('suspect', 'found', 'Accounted for', false)}
          </fieldset>
          ${this.#text('What was tried, or how they were found', 'text', closing.suspect !== undefined, 1000, false)}
        `;
      case 'sign': {
        const stage = nextStage(closing);
        return html`
          <p class="quiet">
            ${stage === undefined ? '' : `As the ${STAGE[stage]}, on card ${cardVersion}.`} Nobody signs twice.
          </p>
          ${this.#text('What did you assess, and what do you think?', 'text', true, 2000)}
          ${closing.checklist.map(({ item, question, answer }) => this.#question(item, question, answer))}
        `;
      }
      case 'close-incident':
        return html`
          ${
            closing.missing.length === 0
              ? html`<p>Everything has been done and signed.</p>`
              : html`<p class="trouble">It will be refused. Missing:</p>
                  <ul class="missing" ?hidden=${this.refused}>
                    ${closing.missing.map(({ sentence }) => html`<li>${sentence}</li>`)}
                  </ul>`
          }
          ${this.#text('Result', 'text', false, 1000)}
        `;
      case 'review':
        return html`
          ${this.#text('What did you find?', 'text', true, 2000)}
          ${
            incident.status === 'closed'
              ? ''
              : html`<label>
                  Look again in
                  <select name="hours">
                    ${NEXT_REVIEW.map(
                      (hours) => html`<option value=${hours} ?selected=${hours === 4}>${hours} h</option>`,
                    )}
                  </select>
                </label>`
          }
        `;
    }
  }

  #text(label: string, name: string, required: boolean, most: number, first = true) {
    return html`<label>
      ${label}
      <textarea name=${name} rows="3" maxlength=${most} ?required=${required} ?data-first=${first}></textarea>
    </label>`;
  }

  #choice(name: string, value: string, label: string, checked: boolean) {
    return html`<label>
      <input
        type="radio"
        name=${name}
        value=${value}
        ?checked=${checked}
        ?data-first=${checked && name === 'suspect'}
      />
      ${label}
    </label>`;
  }

  #question(item: string, question: string, answer: ChecklistAnswer | undefined) {
    return html`
      <div class="question">
        <fieldset class="choices">
          <legend>${question}</legend>
          ${this.#choice(item, 'yes', 'Yes, done', answer?.done === true)}
          ${this.#choice(item, 'no', 'No', answer?.done === false)}
        </fieldset>
        <label>
          In words
          <input name="${item}-note" maxlength="500" autocomplete="off" .value=${answer?.note ?? ''} />
        </label>
      </div>
    `;
  }

  #sent({ action, incident, cardVersion }: About, said: FormData): Promise<Reply<unknown>> {
    const { id, closing } = incident;
    const text = textOf(said, 'text');
    switch (action) {
      case 'update':
        return updateLog(this.commands, id, text);
      case 'suspect': {
        const outstanding = textOf(said, 'suspect') !== 'found';
        return recordSuspect(this.commands, id, { outstanding, ...(text === '' ? {} : { attempt: text }) });
      }
      case 'sign': {
        const answers = closing.checklist.flatMap(({ item }): ChecklistAnswer[] => {
          const chosen = textOf(said, item);
          const note = textOf(said, `${item}-note`);
          return chosen === '' ? [] : [{ item, done: chosen === 'yes', ...(note === '' ? {} : { note }) }];
        });
        return signOff(this.commands, id, { assessment: text, cardVersion, answers });
      }
      case 'close-incident':
        return closeIncident(this.commands, id, text);
      case 'review': {
        const hours = textOf(said, 'hours');
        const next = hours === '' ? undefined : new Date(Date.now() + Number(hours) * 3_600_000).toISOString();
        return reviewIncident(this.commands, id, { finding: text, ...(next ? { nextReviewAt: next } : {}) });
      }
    }
  }
}
