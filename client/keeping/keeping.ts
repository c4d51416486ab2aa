import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Keepings, KeptThing, KeptWord, User } from '../../server/contract/index.js';
import { Commands } from '../data/commands.js';
import { findKept, hold, listKeepings } from '../data/keeping.js';
import type { Session } from '../data/session.js';
import '../ui/as-of.js';
import { base, controls, panels } from '../ui/base.js';
import { isForScreen, KeysAnywhere } from '../ui/keys-anywhere.js';
import { lineForm } from '../ui/line-form.js';
import { moment } from '../ui/time.js';
import './erase-dialog.js';
import type { OutEraseDialog } from './erase-dialog.js';

/**
 * `out-keeping`: what must be kept and what may go. An incident or a record is found by its name; the screen says what an
 * erasure would take and what would stay, in counts; holds it, lets it go, erases it. Beside it every hold in force, and what
 * was erased. Q goes to the question: / finds an incident, on this screen as on all.
 */
@customElement('out-keeping')
export class OutKeeping extends LitElement {
  static override styles = [
    base,
    controls,
    panels,
    lineForm,
    css`
      .body {
        display: grid;
        gap: var(--gap-m);
      }
      li {
        padding: var(--gap-s) 0;
        border-bottom: 1px solid var(--line);
        overflow-wrap: anywhere;
      }
      li:last-child {
        border-bottom: 0;
      }
      .counts li {
        display: flex;
        justify-content: space-between;
        gap: var(--gap-m);
        padding: var(--gap-xs) 0;
      }
      .held {
        color: var(--warn);
        font-weight: 650;
      }
    `,
  ];

  @property({ attribute: false }) session!: Session;
  @property({ attribute: false }) user!: User;
  @state() private kept: Keepings | undefined;
  @state() private thing: KeptThing | undefined;
  @state() private readAt: number | undefined;
  @state() private done = '';
  @state() private trouble = '';
  @query('[name=of]') private readonly field!: HTMLInputElement;
  @query('out-erase-dialog') private readonly erasing!: OutEraseDialog;
  readonly #commands = new Commands((request) => this.session.ask(request));
  readonly keys = new KeysAnywhere(this, (event) => this.#key(event));

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#list();
  }

  override render() {
    const { holds, erasures } = this.kept ?? {};
    return html`
      <out-as-of .at=${this.readAt}></out-as-of>
      <div class="page">
        <section class="panel" aria-label="Keep or erase">
          <h2>
            Keep or erase <span><kbd>Q</kbd></span>
          </h2>
          <div class="body">
            <form @submit=${this.#find}>
              <label>
                Reference of an incident, or register and record
                <input
                  name="of"
                  required
                  minlength="3"
                  maxlength="200"
                  placeholder="critical-marker/…"
                  autocomplete="off"
                />
              </label>
              <button class="primary">Find</button>
            </form>
            <p class="quiet" role="status" ?hidden=${this.done === ''}>${this.done}</p>
            <p class="trouble" role="alert" ?hidden=${this.trouble === ''}>${this.trouble}</p>
            ${this.thing === undefined ? nothing : this.#found(this.thing)}
          </div>
        </section>
        ${this.#words('On legal hold', holds, 'Nothing is on legal hold.')}
        ${this.#words('Erased', erasures, 'Nothing was erased.')}
      </div>
      <out-erase-dialog .commands=${this.#commands} @done=${this.#erased}></out-erase-dialog>
    `;
  }

  #found(thing: KeptThing) {
    const { title, state: now, word, goes, stays, isOpen, shownBy = [] } = thing;
    const said = word && `${word.name}, ${moment(word.at, Date.now())}: ${word.reason}`;
    return html`
      <h3>${title}</h3>
      ${now === 'held' ? html`<p class="held">On legal hold. ${said}</p>` : nothing}
      ${now === 'erased' ? html`<p>Erased. ${said}</p>` : nothing}
      ${goes.length === 0 ? nothing : this.#counts('An erasure would take', goes)}
      ${this.#counts(now === 'erased' ? 'What stays' : 'What would stay', stays)}
      ${shownBy.length === 0 ? nothing : html`<p class="quiet">Cards that showed it keep their copy until they are erased: ${shownBy.join(', ')}.</p>`}
      ${now === 'erased' ? nothing : this.#holding(thing)}
      ${
        !this.#mayErase || now === 'erased'
          ? nothing
          : html`<p>
              <button ?disabled=${now === 'held' || isOpen === true} @click=${() => this.erasing.ask(thing)}>
                Erase for good…
              </button>
              ${isOpen === true ? html`<span class="quiet">It is open: it is closed first.</span>` : nothing}
              ${now === 'held' ? html`<span class="quiet">The hold comes before any erasure.</span>` : nothing}
            </p>`
      }
    `;
  }

  #counts(name: string, counts: KeptThing['goes']) {
    if (counts.length === 0) return nothing;
    return html`<div>
      <p class="quiet small">${name}</p>
      <ul class="counts" aria-label=${name}>
        ${counts.map(({ what, count }) => html`<li><span>${what}</span> <strong>${count}</strong></li>`)}
      </ul>
    </div>`;
  }

  #holding({ state: now }: KeptThing) {
    if (!this.#mayHold) return nothing;
    return html`<form @submit=${this.#hold}>
      <label>Why <input name="reason" required maxlength="500" autocomplete="off" /></label>
      <button>${now === 'held' ? 'Lift the hold' : 'Put on legal hold'}</button>
    </form>`;
  }

  #words(title: string, words: readonly KeptWord[] | undefined, none: string) {
    return html`<section class="panel" aria-label=${title}>
      <h2>${title} <span>${words?.length ?? ''}</span></h2>
      <ul class="body hundreds">
        ${words === undefined ? html`<li class="quiet">Reading…</li>` : nothing}
        ${words?.length === 0 ? html`<li class="quiet">${none}</li>` : nothing}
        ${words?.map(
          ({ title: name, at, name: who, reason, id }) =>
            html`<li>
              <button @click=${() => this.#look(id)}>${name}</button>
              <p>${reason}</p>
              <p class="quiet">${who}, ${moment(at, Date.now())}</p>
            </li>`,
        )}
      </ul>
    </section>`;
  }

  get #mayHold(): boolean {
    return this.user.roles.some((role) => role === 'administrator' || role === 'inspector');
  }

  get #mayErase(): boolean {
    return this.user.roles.includes('administrator');
  }

  readonly #find = (event: SubmitEvent) => {
    event.preventDefault();
    this.done = '';
    void this.#look(this.field.value.trim());
  };

  async #look(of: string): Promise<void> {
    const reply = await findKept(this.#commands, of);
    this.thing = reply.ok ? reply.value : undefined;
    this.trouble = reply.ok ? '' : reply.detail;
  }

  readonly #hold = async (event: SubmitEvent) => {
    event.preventDefault();
    const { thing } = this;
    if (!thing) return;
    const form = event.target as HTMLFormElement;
    const reason = (new FormData(form).get('reason') as string).trim();
    const held = thing.state !== 'held';
    const reply = await hold(this.#commands, thing, held, reason);
    if (reply.ok) form.reset();
    await this.#look(thing.id);
    this.trouble = reply.ok ? '' : reply.detail;
    this.done = reply.ok ? `${thing.title} is ${held ? 'on legal hold' : 'no longer on hold'}.` : '';
    await this.#list();
  };

  readonly #erased = async ({ detail }: CustomEvent<string>) => {
    if (this.thing) await this.#look(this.thing.id);
    this.done = detail;
    await this.#list();
  };

  async #list(): Promise<void> {
    const reply = await listKeepings(this.#commands);
    if (reply.ok) [this.kept, this.readAt] = [reply.value, Date.now()];
    else this.trouble = reply.detail;
  }

  readonly #key = (event: KeyboardEvent) => {
    if (event.key.toLowerCase() !== 'q' || !isForScreen(event)) return;
    event.preventDefault();
    this.field.focus();
  };
}
