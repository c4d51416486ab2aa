import { css, html, LitElement } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Prompt } from '../../server/contract/index.js';
import { base, controls } from './base.js';

/** What a person did with a question. */
export interface PromptDone {
  readonly id: string;
  readonly outcome: 'asked' | 'skipped';
  readonly answer?: string;
}

/**
 * `out-prompts`: the region "Ask": questions that would separate candidates, let a register be checked, or that a known fact
 * makes worth asking. Each can be skipped. Where it is recorded what became of them, each can be said to have been asked.
 *
 * Fires `prompt-done` with a `PromptDone` as detail, through every shadow.
 */
@customElement('out-prompts')
export class OutPrompts extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      ul {
        max-height: 11rem;
        overflow: auto;
      }
      li {
        display: grid;
        grid-template-columns: 1fr auto;
        gap: 0 var(--gap-s);
        align-items: center;
        padding: var(--gap-xs) var(--gap-m);
      }
      li + li {
        border-top: 1px solid var(--line);
      }
      strong {
        font-weight: 600;
      }
      .reason {
        grid-column: 1;
      }
      .do {
        grid-column: 2;
        grid-row: 1 / span 2;
        display: flex;
        gap: var(--gap-xs);
      }
      button {
        font-size: var(--text-s);
        min-height: var(--button);
      }
      form {
        grid-column: 1 / -1;
        display: flex;
        gap: var(--gap-xs);
        padding-top: var(--gap-xs);
      }
      input {
        flex: 1;
        min-width: 0;
      }
    `,
  ];

  @property({ attribute: false }) prompts: readonly Prompt[] = [];
  /** what becomes of a question is recorded: the incident is filed */
  @property({ type: Boolean }) recorded = false;
  @state() private done: ReadonlySet<string> = new Set();
  @state() private asking: string | undefined;

  override render() {
    const open = this.#open();
    if (open.length === 0) return '';
    return html`
      <section class="panel" aria-labelledby="title">
        <h2 id="title">Ask <span>${open.length}</span></h2>
        <ul tabindex="0" aria-labelledby="title">
          ${repeat(
            open,
            ({ id }) => id,
            ({ id, question, reason }) => html`
              <li>
                <strong>${question}</strong>
                <span class="reason small quiet">${reason}</span>
                <div class="do">
                  ${
                    this.recorded
                      ? html`<button aria-label="Asked: ${question}" @click=${() => this.asked(id)}>Asked…</button>`
                      : ''
                  }
                  <button aria-label="Skip: ${question}" @click=${() => this.skip(id)}>Skip</button>
                </div>
                ${this.asking === id ? this.#answer(id, question) : ''}
              </li>
            `,
          )}
        </ul>
      </section>
    `;
  }

  /** Skips a question; the first one when left out. */
  skip(id = this.#open()[0]?.id): void {
    if (id !== undefined) this.#finish({ id, outcome: 'skipped' });
  }

  /** Asks for what came of a question; of the first one when left out. */
  async asked(id = this.#open()[0]?.id): Promise<void> {
    if (id === undefined || !this.recorded) return;
    this.asking = id;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLInputElement>('[name=answer]')?.focus();
  }

  #open(): readonly Prompt[] {
    return this.prompts.filter(({ id }) => !this.done.has(id));
  }

  #answer(id: string, question: string) {
    return html`
      <form @submit=${(event: SubmitEvent) => this.#submit(event, id)}>
        <input name="answer" maxlength="500" autocomplete="off" aria-label="What came of it: ${question}" />
        <button class="primary">Asked <kbd>Enter</kbd></button>
      </form>
    `;
  }

  #submit(event: SubmitEvent, id: string): void {
    event.preventDefault();
    const answer = this.renderRoot.querySelector<HTMLInputElement>('[name=answer]')?.value.trim() ?? '';
    this.#finish({ id, outcome: 'asked', ...(answer === '' ? {} : { answer }) });
  }

  #finish(done: PromptDone): void {
    this.asking = undefined;
    this.done = new Set([...this.done, done.id]);
    this.dispatchEvent(new CustomEvent<PromptDone>('prompt-done', { detail: done, bubbles: true, composed: true }));
  }
}
