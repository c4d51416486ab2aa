import { css, html, LitElement } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { HandReceipt, Job, JobForm } from '../../server/contract/index.js';
import { chosenOf, optionsOf } from '../data/choices.js';
import { receiptOf, withReceipt } from '../data/desk-work.js';
import { base, controls } from '../ui/base.js';
import { SEVERITY } from '../ui/words.js';

/**
 * `out-job-form`: what a researcher found where no machine looks, in one form for the first look and for full research.
 * Nothing of it is on a card until it is finished.
 *
 * Fires `change-form` with the form as detail.
 */
@customElement('out-job-form')
export class OutJobForm extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      section + section {
        margin-top: var(--gap-m);
      }
      h3 {
        margin-bottom: var(--gap-xxs);
      }
      fieldset {
        margin: 0 0 var(--gap-s);
        padding: 0;
        border: 0;
      }
      legend {
        padding: 0;
        font-weight: 600;
      }
      .by-hand {
        display: grid;
        grid-template-columns: 11em 1fr;
        gap: var(--gap-s);
      }
      .finding {
        display: grid;
        grid-template-columns: 1fr 7.5em;
        gap: var(--gap-s);
        margin-bottom: var(--gap-xs);
      }
    `,
  ];

  @property({ attribute: false }) byHand: Job['byHand'] = [];
  @property({ attribute: false }) form!: JobForm;
  @query('.by-hand select') private readonly firstRegister!: HTMLSelectElement | null;
  @query('[name=note]') private readonly note!: HTMLTextAreaElement;

  override render() {
    const { form } = this;
    return html`
      <section aria-labelledby="hand">
        <h3 id="hand">Looked into by hand <kbd>M</kbd></h3>
        ${this.byHand.map((register) => this.#register(register))}
        ${this.byHand.length === 0 ? html`<p class="quiet">Every register was asked by machine.</p>` : ''}
      </section>
      <section aria-labelledby="findings">
        <h3 id="findings">Findings, in your own words <kbd>G</kbd></h3>
        ${[...form.findings, { text: '', severity: 'medium' as const }].map((finding, index) =>
          this.#finding(finding, index),
        )}
        <p class="quiet small">They go on every card, under your name. Addresses and numbers are withheld.</p>
      </section>
      <section aria-labelledby="note-title">
        <h3 id="note-title">Note for the log <kbd>O</kbd></h3>
        <textarea
          name="note"
          rows="2"
          maxlength="2000"
          aria-labelledby="note-title"
          .value=${form.note}
          @input=${(event: Event) => this.#change({ ...form, note: (event.target as HTMLTextAreaElement).value })}
        ></textarea>
      </section>
    `;
  }

  /** Puts the focus where a key leads. */
  async goTo(where: 'by-hand' | 'finding' | 'note'): Promise<void> {
    await this.updateComplete;
    if (where === 'note') this.note.focus();
    else if (where === 'by-hand') this.firstRegister?.focus();
    else [...this.renderRoot.querySelectorAll<HTMLInputElement>('.finding input')].at(-1)?.focus();
  }

  #register({ register, title, holds }: Job['byHand'][number]) {
    const receipt = receiptOf(this.form, register);
    const set = (made: HandReceipt | undefined): void => this.#change(withReceipt(this.form, register, made));
    const status = receipt?.status ?? '';
    return html`
      <fieldset>
        <legend>${title}</legend>
        <p class="quiet small">${holds}</p>
        <div class="by-hand">
          <label>
            Result
            <select
              .value=${status}
              @change=${(event: Event) => {
                const { value } = event.target as HTMLSelectElement;
                set(value === '' ? undefined : { ...receipt, register, status: value as HandReceipt['status'] });
              }}
            >
              <option value="" ?selected=${status === ''}>Not looked into</option>
              <option value="no-trace" ?selected=${status === 'no-trace'}>Looked, no trace</option>
              <option value="hit" ?selected=${status === 'hit'}>Hit</option>
            </select>
          </label>
          <label>
            What was found
            <input
              maxlength="300"
              autocomplete="off"
              .value=${receipt?.text ?? ''}
              ?disabled=${receipt?.status !== 'hit'}
              @input=${(event: Event) =>
                set({ register, status: 'hit', text: (event.target as HTMLInputElement).value })}
            />
          </label>
        </div>
      </fieldset>
    `;
  }

  #finding({ text, severity }: JobForm['findings'][number], index: number) {
    const set = (finding: JobForm['findings'][number]): void => {
      const { findings } = this.form;
      const changed = index < findings.length ? findings.with(index, finding) : [...findings, finding];
      this.#change({ ...this.form, findings: changed.filter((one, at) => one.text !== '' || at < index) });
    };
    return html`
      <div class="finding">
        <input
          aria-label="Finding ${index + 1}"
          maxlength="300"
          autocomplete="off"
          .value=${text}
          @input=${(event: Event) => set({ severity, text: (event.target as HTMLInputElement).value })}
        />
        <select
          aria-label="How dangerous finding ${index + 1} is"
          ?disabled=${text === ''}
          @change=${(event: Event) => set({ text, severity: chosenOf(SEVERITY, (event.target as HTMLSelectElement).value) })}
        >
          ${optionsOf(SEVERITY).map(
            (option) =>
              html`<option value=${option} ?selected=${option === severity}>${SEVERITY[option].word}</option>`,
          )}
        </select>
      </div>
    `;
  }

  #change(form: JobForm): void {
    this.dispatchEvent(new CustomEvent<JobForm>('change-form', { detail: form }));
  }
}
