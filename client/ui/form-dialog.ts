import '@awesome.me/webawesome/dist/components/dialog/dialog.js';
import type WaDialog from '@awesome.me/webawesome/dist/components/dialog/dialog.js';
import { html, LitElement, type CSSResultGroup, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { IncidentSummary } from '../../server/contract/index.js';
import type { Commands } from '../data/commands.js';
import type { Reply } from '../data/http.js';
import { base, controls } from './base.js';
import { dialogForm } from './dialog-form.js';
import { startAt, stepAmong } from './focus.js';

/** What became of a form: a sentence that says so, or why it was not taken, and what was wrong with it one by one. */
export type Sent = { readonly done: string } | { readonly trouble: string; readonly each?: readonly string[] };

/** The answer to what was sent, as its dialog tells it. */
export const told = <T>(reply: Reply<T>, done: (value: T) => string): Sent =>
  reply.ok ? { done: done(reply.value) } : { trouble: reply.detail, each: reply.errors.map(({ detail }) => detail) };

/** The text of a field, without what is around it. */
export function textOf(said: FormData, name: string): string {
  const value = said.get(name);
  return typeof value === 'string' ? value.trim() : '';
}

/** Which incident a form is about. */
export const aboutIncident = ({ address, reference }: IncidentSummary, more = '') =>
  html`<p><strong>${address ?? 'No address'}</strong> · ${reference}${more === '' ? '' : ` · ${more}`}</p>`;

/**
 * The one shape of a form in a dialog: it comes up about something, starts in its first field, is sent with Enter and left
 * with Escape, says what went wrong, and goes when it is done. Up and down go among what is marked `data-step`; in a text
 * of several lines Shift and Enter begin the next.
 *
 * Fires `done` with a sentence as detail, or `left`.
 */
export abstract class FormDialog<About> extends LitElement {
  static override styles: CSSResultGroup = [base, controls, dialogForm];

  @property({ attribute: false }) commands!: Commands;
  @state() protected about: About | undefined;
  @state() private trouble: Extract<Sent, { trouble: string }> | undefined;
  @state() protected busy = false;

  /** What the dialog is called. */
  protected abstract readonly label: string;

  /** What is asked; where somebody starts, if not in the first field, is marked `data-first`. */
  protected abstract fields(about: About): TemplateResult;

  /** The buttons that send it, the one for Enter first. */
  protected abstract buttons(about: About): TemplateResult;

  /** Sends what was said. @param pressed the value of the button */
  protected abstract send(about: About, said: FormData, pressed: string): Promise<Sent>;

  override render() {
    const { about } = this;
    return html`
      <wa-dialog
        label=${this.label}
        ?open=${about !== undefined}
        @wa-after-show=${() => this.start()}
        @wa-hide=${this.#leave}
        @wa-after-hide=${this.#hidden}
      >
        ${about === undefined ? '' : this.#form(about)}
      </wa-dialog>
    `;
  }

  /** Whether what was sent last was refused, and the reasons stand there. */
  protected get refused(): boolean {
    return this.trouble !== undefined;
  }

  /** Brings it up about something. */
  protected open(about: About): void {
    this.trouble = undefined;
    this.about = about;
  }

  protected close(): void {
    this.about = undefined;
  }

  /** Puts the focus where somebody starts, unless they are somewhere already. */
  protected start(): void {
    const find = (selector: string) => this.renderRoot.querySelector<HTMLElement>(selector);
    startAt(
      find('[data-first]') ?? find('form :is(input, select, textarea)') ?? find('button') ?? undefined,
      this.shadowRoot ?? document,
    );
  }

  #form(about: About) {
    const { trouble = '', each = [] } = this.trouble ?? {};
    return html`
      <form @submit=${this.#submit} @keydown=${this.#key}>
        ${this.fields(about)}
        <div class="trouble" role="alert" ?hidden=${trouble === ''}>
          ${trouble}
          <ul ?hidden=${each.length === 0}>
            ${each.map((line) => html`<li>${line}</li>`)}
          </ul>
        </div>
        <div class="row">
          ${this.buttons(about)}
          <button type="button" @click=${this.#leave}>Cancel <kbd>Esc</kbd></button>
        </div>
      </form>
    `;
  }

  readonly #key = (event: KeyboardEvent): void => {
    const { target } = event;
    if (target instanceof HTMLTextAreaElement && event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      target.form?.requestSubmit();
    } else if (target instanceof HTMLElement && target.matches('[data-step]'))
      stepAmong(event, [...this.renderRoot.querySelectorAll<HTMLElement>('[data-step]')]);
  };

  readonly #leave = (): void => {
    if (this.about === undefined) return;
    this.close();
    this.dispatchEvent(new CustomEvent('left'));
  };

  /** One that was asked for again while it was still on its way out would end up closed. */
  readonly #hidden = ({ currentTarget }: Event): void => {
    if (this.about !== undefined) (currentTarget as WaDialog).open = true;
  };

  readonly #submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const { about } = this;
    if (about === undefined || this.busy) return;
    const said = new FormData(event.currentTarget as HTMLFormElement);
    this.busy = true;
    const sent = await this.send(about, said, (event.submitter as HTMLButtonElement | null)?.value ?? '');
    this.busy = false;
    if ('trouble' in sent) {
      this.trouble = sent;
      return;
    }
    this.close();
    this.dispatchEvent(new CustomEvent('done', { detail: sent.done }));
  };
}
