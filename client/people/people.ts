import { css, html, LitElement } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { User, UserState } from '../../server/contract/index.js';
import { Commands } from '../data/commands.js';
import { entryInWords, peopleLike, readPeople } from '../data/people.js';
import type { Session } from '../data/session.js';
import '../ui/as-of.js';
import { base, controls } from '../ui/base.js';
import { stepAmong } from '../ui/focus.js';
import { isForScreen, KeysAnywhere } from '../ui/keys-anywhere.js';
import { moment } from '../ui/time.js';
import { ROLE_TITLE } from '../ui/words.js';
import './password-dialog.js';
import type { OneTime, OutPasswordDialog } from './password-dialog.js';
import './person-dialog.js';
import type { OutPersonDialog } from './person-dialog.js';

/**
 * `out-people`: who may sign in, as what, and who changed that last. Up and down go from person to person, Enter changes one,
 * N makes a new account. The list is read when it comes up and after a change: each time is recorded.
 */
@customElement('out-people')
export class OutPeople extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      :host {
        height: 100%;
        overflow: auto;
        padding: var(--gap-s);
      }
      .tools {
        display: flex;
        flex-wrap: wrap;
        align-items: end;
        gap: var(--gap-s);
        border-bottom: 1px solid var(--line);
      }
      .tools label {
        flex: 1 1 12rem;
        max-width: 24rem;
      }
      li {
        display: grid;
        grid-template-columns: minmax(12rem, 2fr) 1fr minmax(10rem, 2fr) minmax(10rem, 2fr) minmax(12rem, 2fr);
        align-items: center;
        gap: var(--gap-xxs) var(--gap-m);
        padding: var(--gap-xs) var(--gap-m);
        border-bottom: 1px solid var(--line);
      }
      li:last-child {
        border-bottom: 0;
      }
      li:focus-within {
        background: var(--accent-wash);
      }
      li > * {
        min-width: 0;
        overflow-wrap: anywhere;
      }
      li button {
        justify-content: start;
        justify-self: start;
        text-align: left;
        font-weight: 650;
      }
      .disabled {
        color: var(--warn);
        font-weight: 650;
      }
      @media (max-width: 900px) {
        li {
          grid-template-columns: minmax(0, 1fr);
          padding: var(--gap-s) var(--gap-m);
        }
      }
      @media (max-width: 600px) {
        li button {
          justify-self: stretch;
        }
      }
    `,
  ];

  @property({ attribute: false }) session!: Session;
  @property({ attribute: false }) user!: User;
  @state() private people: readonly UserState[] | undefined;
  @state() private typed = '';
  @state() private done = '';
  @state() private trouble = '';
  @state() private readAt: number | undefined;
  @query('out-person-dialog') private readonly personDialog!: OutPersonDialog;
  @query('out-password-dialog') private readonly passwordDialog!: OutPasswordDialog;
  readonly #commands = new Commands((request) => this.session.ask(request));
  readonly keys = new KeysAnywhere(this, (event) => this.#key(event));

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#read();
  }

  override render() {
    const shown = peopleLike(this.people ?? [], this.typed);
    return html`
      <p class="quiet" role="status" ?hidden=${this.done === ''}>${this.done}</p>
      <section class="panel" aria-label="People">
        <h2>People <span>${this.people === undefined ? '' : `${shown.length} of ${this.people.length}`}</span></h2>
        <out-as-of .at=${this.readAt} missing=${this.trouble}></out-as-of>
        <div class="body tools">
          <label>
            Name, user name or role
            <input
              autocomplete="off"
              .value=${live(this.typed)}
              @input=${(event: InputEvent) => (this.typed = (event.target as HTMLInputElement).value)}
            />
          </label>
          <button class="primary" @click=${() => this.personDialog.ask(undefined, false)}>
            New account <kbd>N</kbd>
          </button>
        </div>
        <ul class="hundreds">
          ${shown.map((person) => this.#line(person))}
        </ul>
        ${shown.length > 0 ? '' : html`<p class="body quiet">${this.people === undefined ? 'Reading…' : 'Nobody is called that.'}</p>`}
      </section>
      <out-person-dialog
        .commands=${this.#commands}
        @one-time=${(event: CustomEvent<OneTime>) => this.passwordDialog.show(event.detail)}
        @done=${(event: CustomEvent<string>) => this.#after(event.detail)}
      ></out-person-dialog>
      <out-password-dialog></out-password-dialog>
    `;
  }

  #line(person: UserState) {
    const { id, name, roles, disabled, changed } = person;
    return html`<li>
      <button @click=${() => this.personDialog.ask(person, id === this.user.id)}>${name}</button>
      <span class="quiet">${id}</span>
      <span>${roles.map((role) => ROLE_TITLE[role]).join(', ')}</span>
      <span class=${disabled ? 'disabled' : 'quiet'}>${entryInWords(person)}</span>
      <span class="quiet">Changed ${moment(changed.at, Date.now())} by ${changed.by}</span>
    </li>`;
  }

  async #after(done: string): Promise<void> {
    this.done = done;
    await this.#read();
  }

  async #read(): Promise<void> {
    const reply = await readPeople(this.#commands);
    this.trouble = reply.ok ? '' : reply.detail;
    if (!reply.ok) return;
    this.people = reply.value;
    this.readAt = Date.now();
  }

  readonly #key = (event: KeyboardEvent) => {
    if (!isForScreen(event)) return;
    stepAmong(event, [...this.renderRoot.querySelectorAll<HTMLElement>('li button')]);
    if (event.key.toLowerCase() !== 'n') return;
    event.preventDefault();
    this.personDialog.ask(undefined, false);
  };
}
