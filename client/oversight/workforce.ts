import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { KnownMember, ListedMember, MembersReply, User, WorkforceState } from '../../server/contract/index.js';
import { Commands } from '../data/commands.js';
import type { Session } from '../data/session.js';
import { importMembers, listMembers, readMember, readWorkforce, undoMembers } from '../data/workforce.js';
import { base, controls } from '../ui/base.js';
import { lineForm } from '../ui/line-form.js';
import { moment } from '../ui/time.js';

/** Names that are shown at once. */
const MOST = 20;

/**
 * `out-workforce`: how large and how old the list of the force's own people is, its import and the way back. Who is on it, and
 * what they declared, professional standards alone can look up, one by one.
 */
@customElement('out-workforce')
export class OutWorkforce extends LitElement {
  static override styles = [
    base,
    controls,
    lineForm,
    css`
      .body {
        display: grid;
        gap: var(--gap-m);
      }
      li > button {
        width: 100%;
        justify-content: space-between;
      }
      dl {
        display: grid;
        grid-template-columns: max-content 1fr;
        gap: var(--gap-xxs) var(--gap-m);
        padding: var(--gap-s);
      }
      dt {
        color: var(--ink-quiet);
      }
    `,
  ];

  @property({ attribute: false }) session!: Session;
  @property({ attribute: false }) user!: User;
  @state() private list: WorkforceState | undefined;
  @state() private members: readonly ListedMember[] = [];
  @state() private sought = '';
  @state() private member: KnownMember | undefined;
  @state() private reply: MembersReply | undefined;
  @state() private done = '';
  @state() private trouble = '';
  readonly #commands = new Commands((request) => this.session.ask(request));

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#read();
  }

  override render() {
    return html`
      <section class="panel" aria-label="The list of our own">
        <h2>The list of our own <span>${this.list?.members ?? ''}</span></h2>
        <div class="body">
          <p class="quiet" role="status" ?hidden=${this.done === ''}>${this.done}</p>
          <p class="trouble" role="alert" ?hidden=${this.trouble === ''}>${this.trouble}</p>
          ${this.list === undefined ? html`<p class="quiet">Reading…</p>` : this.#state(this.list)} ${this.#rejected()}
          ${this.#seesMembers ? this.#search() : nothing}
        </div>
      </section>
    `;
  }

  get #seesMembers(): boolean {
    return this.user.roles.includes('professional-standards');
  }

  #state({ members, relatives, addresses, asOf, overdue, lastImport }: WorkforceState) {
    const age = asOf === undefined ? 'It was never imported.' : `As of ${moment(asOf, Date.now())}.`;
    return html`
      <p>People: ${members}. Declared by them: relatives ${relatives}, addresses ${addresses}.</p>
      <p class=${overdue ? 'late' : 'quiet'}>
        ${age} ${overdue ? 'It is old: whoever is missing from it is not kept apart. Import it again.' : ''}
      </p>
      <form @submit=${this.#import}>
        <label>NDJSON, a line each <input type="file" name="file" accept=".ndjson,.jsonl" required /></label>
        <label><input type="checkbox" name="whole" /> It is the whole list</label>
        <button>Import</button>
      </form>
      ${
        lastImport
          ? html`<p>
              Imported by ${lastImport.name}, ${moment(lastImport.at, Date.now())}.
              <button @click=${() => this.#undo(lastImport.import)}>Undo this import</button>
            </p>`
          : nothing
      }
    `;
  }

  #rejected() {
    const { rejected = [], rejectedCount = 0 } = this.reply ?? {};
    if (rejectedCount === 0) return nothing;
    return html`<details open>
      <summary>${rejectedCount} lines were not taken</summary>
      <ul>
        ${rejected.slice(0, MOST).map(({ line, detail }) => html`<li>Line ${line}: ${detail}</li>`)}
      </ul>
    </details>`;
  }

  #search() {
    const wanted = this.sought.toLowerCase();
    const found = this.members.filter(({ id, givenNames, surname }) =>
      `${id} ${givenNames} ${surname}`.toLowerCase().includes(wanted),
    );
    return html`
      <label>
        Look somebody up
        <input
          type="search"
          autocomplete="off"
          @input=${(event: InputEvent) => (this.sought = (event.target as HTMLInputElement).value.trim())}
        />
      </label>
      ${
        wanted === ''
          ? nothing
          : html`<ul aria-label="On the list">
              ${found.slice(0, MOST).map((one) => this.#line(one))}
              ${found.length === 0 ? html`<li class="quiet">Nobody like this is on the list.</li>` : nothing}
              ${found.length > MOST ? html`<li class="quiet">… and ${found.length - MOST} more</li>` : nothing}
            </ul>`
      }
    `;
  }

  #line({ id, givenNames, surname }: ListedMember) {
    const open = this.member?.id === id ? this.member : undefined;
    return html`<li>
      <button aria-expanded=${open ? 'true' : 'false'} @click=${() => this.#open(id)}>
        <strong>${givenNames} ${surname}</strong> <span class="quiet">${id}</span>
      </button>
      ${open ? this.#declared(open) : nothing}
    </li>`;
  }

  #declared({ dateOfBirth, phones = [], addresses = [], relatives = [], supervisors = [], since }: KnownMember) {
    const place = (one: (typeof addresses)[number]) =>
      one.text ?? [one.flat, one.building, one.street, one.town, one.postcode].filter(Boolean).join(' ');
    const lines: readonly (readonly [string, readonly string[]])[] = [
      ['Born', dateOfBirth ? [dateOfBirth] : []],
      ['Phone', phones],
      ['Address', addresses.map(place)],
      [
        'Relatives',
        relatives.map((one) => `${one.givenNames} ${one.surname}${one.relation ? `, ${one.relation}` : ''}`),
      ],
      ['Led by', supervisors],
      ['Since', [moment(since, Date.now())]],
    ];
    return html`<dl>
      ${lines.map(
        ([name, values]) =>
          html`<dt>${name}</dt>
            <dd>${values.length === 0 ? html`<span class="quiet">not declared</span>` : values.join('; ')}</dd>`,
      )}
    </dl>`;
  }

  async #open(id: string): Promise<void> {
    if (this.member?.id === id) return void (this.member = undefined);
    const reply = await readMember(this.#commands, id);
    if (reply.ok) this.member = reply.value;
    else this.#after(reply.detail, '');
  }

  readonly #import = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const said = new FormData(form);
    const file = said.get('file');
    if (!(file instanceof File) || !this.session.token) return;
    const mode = said.get('whole') === null ? 'merge' : 'replace';
    const reply = await importMembers(this.session.token, file, mode);
    this.reply = reply.ok ? reply.value : undefined;
    if (!reply.ok) return this.#after([reply.detail, ...reply.errors.map(({ detail }) => detail)].join(' '), '');
    const { kept, unchanged, removed } = reply.value;
    form.reset();
    this.#after('', `${kept} new or changed, ${unchanged} as they were, ${removed} taken off.`);
  };

  async #undo(id: string): Promise<void> {
    const reply = await undoMembers(this.#commands, id);
    this.reply = undefined;
    this.#after(reply.ok ? '' : reply.detail, 'The list is as it was before.');
  }

  #after(trouble: string, done: string): void {
    this.trouble = trouble;
    this.done = trouble === '' ? done : '';
    void this.#read();
  }

  async #read(): Promise<void> {
    const [list, members] = await Promise.all([
      readWorkforce(this.#commands),
      this.#seesMembers ? listMembers(this.#commands) : undefined,
    ]);
    if (list.ok) this.list = list.value;
    if (members?.ok) this.members = members.value;
    if (!list.ok) this.trouble = list.detail;
  }
}
