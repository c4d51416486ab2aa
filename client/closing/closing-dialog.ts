import '@awesome.me/webawesome/dist/components/dialog/dialog.js';
import type WaDialog from '@awesome.me/webawesome/dist/components/dialog/dialog.js';
import { css, html, LitElement } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
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
import type { Commands } from '../data/commands.js';
import type { Reply } from '../data/http.js';
import { base, controls } from '../ui/base.js';
import { dialogForm } from '../ui/dialog-form.js';
import { startAt } from '../ui/focus.js';
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

/**
 * `out-closing-dialog`: one form for everything on the way to closing: an update, the suspect, an assessment with the
 * questions that the card asks, closing with what is missing, the inspector's review. Enter sends, Escape leaves.
 *
 * Fires `done` with a sentence as detail.
 */
@customElement('out-closing-dialog')
export class OutClosingDialog extends LitElement {
  static override styles = [
    base,
    controls,
    dialogForm,
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

  @property({ attribute: false }) commands!: Commands;
  @state() private asked:
    { readonly action: ClosingAction; readonly incident: IncidentSummary; readonly cardVersion: number } | undefined;
  @state() private trouble: readonly string[] = [];
  @state() private busy = false;
  @query('[data-first]') private readonly first!: HTMLElement | null;

  override render() {
    const { asked } = this;
    return html`
      <wa-dialog
        label=${asked === undefined ? 'Closing' : LABEL[asked.action]}
        ?open=${asked !== undefined}
        @wa-after-show=${() => startAt(this.first ?? undefined, this.shadowRoot ?? document)}
        @wa-hide=${() => (this.asked = undefined)}
        @wa-after-hide=${this.#hidden}
      >
        ${asked === undefined ? '' : this.#form(asked.action, asked.incident)}
      </wa-dialog>
    `;
  }

  /** A dialog that was asked for again while it was still on its way out would end up closed. */
  readonly #hidden = ({ currentTarget }: Event): void => {
    if (this.asked !== undefined) (currentTarget as WaDialog).open = true;
  };

  /** @param cardVersion the version of the card that the reader has before them */
  ask(action: ClosingAction, incident: IncidentSummary, cardVersion: number): void {
    this.trouble = [];
    this.asked = { action, incident, cardVersion };
  }

  #form(action: ClosingAction, incident: IncidentSummary) {
    return html`
      <form @submit=${this.#submit}>
        <p><strong>${incident.address ?? 'No address'}</strong> · ${incident.reference}</p>
        ${this.#fields(action, incident)}
        ${
          this.trouble.length === 0
            ? ''
            : html`<div class="trouble" role="alert">
                <ul class="missing">
                  ${this.trouble.map((line) => html`<li>${line}</li>`)}
                </ul>
              </div>`
        }
        <div class="row">
          <button class="primary" ?disabled=${this.busy}>${LABEL[action]} <kbd>Enter</kbd></button>
          <button type="button" @click=${() => (this.asked = undefined)}>Cancel <kbd>Esc</kbd></button>
        </div>
      </form>
    `;
  }

  #fields(action: ClosingAction, incident: IncidentSummary) {
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
            ${stage === undefined ? '' : `As the ${STAGE[stage]}, on card ${this.asked?.cardVersion ?? ''}.`} Nobody
            signs twice.
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
                  <ul class="missing" ?hidden=${this.trouble.length > 0}>
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
      <textarea
        name=${name}
        rows="3"
        maxlength=${most}
        ?required=${required}
        ?data-first=${first}
        @keydown=${this.#enter}
      ></textarea>
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

  /** Enter sends; with Shift it begins a line. */
  readonly #enter = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    (event.target as HTMLTextAreaElement).form?.requestSubmit();
  };

  readonly #submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const { asked } = this;
    if (asked === undefined || this.busy) return;
    this.busy = true;
    const reply = await this.#send(asked.action, asked.incident, new FormData(event.target as HTMLFormElement));
    this.busy = false;
    if (!reply.ok) {
      this.trouble = reply.errors.length === 0 ? [reply.detail] : reply.errors.map(({ detail }) => detail);
      return;
    }
    this.asked = undefined;
    const detail = `${LABEL[asked.action]}: done (${asked.incident.reference}).`;
    this.dispatchEvent(new CustomEvent('done', { detail }));
  };

  #send(action: ClosingAction, { id, closing }: IncidentSummary, form: FormData): Promise<Reply<unknown>> {
    const text = said(form, 'text');
    switch (action) {
      case 'update':
        return updateLog(this.commands, id, text);
      case 'suspect': {
        const outstanding = said(form, 'suspect') !== 'found';
        return recordSuspect(this.commands, id, { outstanding, ...(text === '' ? {} : { attempt: text }) });
      }
      case 'sign': {
        const answers = closing.checklist.flatMap(({ item }): ChecklistAnswer[] => {
          const chosen = said(form, item);
          const note = said(form, `${item}-note`);
          return chosen === '' ? [] : [{ item, done: chosen === 'yes', ...(note === '' ? {} : { note }) }];
        });
        const cardVersion = this.asked?.cardVersion ?? 0;
        return signOff(this.commands, id, { assessment: text, cardVersion, answers });
      }
      case 'close-incident':
        return closeIncident(this.commands, id, text);
      case 'review': {
        const hours = said(form, 'hours');
        const next = hours === '' ? undefined : new Date(Date.now() + Number(hours) * 3_600_000).toISOString();
        return reviewIncident(this.commands, id, { finding: text, ...(next ? { nextReviewAt: next } : {}) });
      }
    }
  }
}

const said = (form: FormData, name: string): string => {
  const value = form.get(name);
  return typeof value === 'string' ? value.trim() : '';
};
