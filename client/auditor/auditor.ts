import { html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { guard } from 'lit/directives/guard.js';
import type { AuditEntry, Found } from '../../server/contract/index.js';
import { entryInWords, findPerson, OPERATIONS, parametersOf, readAudit, subjectOf, type Asked } from '../data/audit.js';
import { optionsOf } from '../data/choices.js';
import { readTypedDate } from '../data/dates.js';
import type { Request } from '../data/http.js';
import { momentAsTyped, readTypedMoment } from '../data/moments.js';
import type { Session } from '../data/session.js';
import '../ui/as-of.js';
import { base, controls } from '../ui/base.js';
import { isForScreen, KeysAnywhere } from '../ui/keys-anywhere.js';
import { placeAfter, stepOf } from '../ui/steps.js';
import { moment } from '../ui/time.js';
import { auditorStyles } from './auditor-styles.js';
import './card-then.js';
import type { OutCardThen } from './card-then.js';
import { entryDetail, type Onward } from './entry-detail.js';
import { reasonInWords, whatInWords } from './record-words.js';

/**
 * `out-auditor`: who did what to whose data, when, why, and which fields they were shown. A person is found first by name,
 * then asked about by record or incident: names are in no address. Up and down choose an operation, Enter shows all of it, / goes
 * to the questions, O reads older ones.
 */
@customElement('out-auditor')
export class OutAuditor extends LitElement {
  static override styles = [base, controls, auditorStyles];

  @property({ attribute: false }) session!: Session;
  @state() private asked: Asked = {};
  @state() private entries: readonly AuditEntry[] = [];
  /** where the last page ended */
  @state() private next: string | undefined;
  @state() private found: readonly Found[] | undefined;
  @state() private chosen = 0;
  @state() private isOpen = false;
  @state() private said = '';
  @state() private readAt: number | undefined;
  @query('out-card-then') private readonly cardThen!: OutCardThen;
  @query('#questions') private readonly questions!: HTMLFormElement;
  readonly keys = new KeysAnywhere(this, (event) => this.#key(event));

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#read({});
  }

  override render() {
    return html`
      <div class="screen">
        <div class="asking">${this.#findPanel()} ${this.#questionPanel()}</div>
        <section class="panel answers" aria-label="Operations">
          <h2>Operations <span role="status">${this.#counted()}</span></h2>
          <p class="body" role="status" ?hidden=${this.said === ''}>${this.said}</p>
          <out-as-of .at=${this.readAt}></out-as-of>
          ${this.entries.length === 0 ? nothing : this.#table()}
          ${
            this.next === undefined
              ? nothing
              : html`<p class="end">
                  <button @click=${this.#older}>Older <kbd>O</kbd></button>
                </p>`
          }
        </section>
      </div>
      <out-card-then .session=${this.session}></out-card-then>
    `;
  }

  #findPanel() {
    return html`
      <section class="panel" aria-label="Find a person">
        <h2>Find a person</h2>
        <form @submit=${this.#find}>
          <div class="two">
            <label>Given names<input name="givenNames" maxlength="100" autocomplete="off" /></label>
            <label>Surname<input name="surname" maxlength="100" autocomplete="off" /></label>
          </div>
          <div class="two">
            <label>Born<input name="dateOfBirth" placeholder="17/5/1980" autocomplete="off" /></label>
            <label>Phone<input name="phone" maxlength="40" autocomplete="off" /></label>
          </div>
          <div class="buttons"><button>Find</button></div>
        </form>
        ${
          this.found === undefined
            ? nothing
            : html`<ul class="found" aria-label="Where they could be">
                ${this.found.length === 0 ? html`<li class="body quiet">Nobody like this is recorded.</li>` : nothing}
                ${this.found.map((one) => html`<li>${this.#foundButton(one)}</li>`)}
              </ul>`
        }
      </section>
    `;
  }

  #foundButton({ name, tier, record, incidentId, reference }: Found) {
    const asked: Asked = record === undefined ? { incidentId: incidentId ?? '' } : { record };
    return html`<button @click=${() => this.#read(asked)}>
      <span>${name === '' ? 'No name' : name} · ${tier}</span>
      <span class="small quiet">${record ?? `incident ${reference ?? incidentId ?? ''}`}</span>
    </button>`;
  }

  #questionPanel() {
    const { asked } = this;
    const kinds = ['', ...optionsOf(OPERATIONS)] as const;
    return html`
      <section class="panel" aria-label="What is asked">
        <h2>
          What is asked <span><kbd>/</kbd></span>
        </h2>
        <form id="questions" @submit=${this.#ask}>
          <label>Incident<input name="incidentId" .value=${asked.incidentId ?? ''} autocomplete="off" /></label>
          <label
            >Record<input name="record" .value=${asked.record ?? ''} placeholder="critical-marker/…" autocomplete="off"
          /></label>
          <label>User<input name="user" .value=${asked.user ?? ''} autocomplete="off" /></label>
          <label
            >Operation<select name="operation">
              ${kinds.map((kind) => html`<option value=${kind} ?selected=${kind === (asked.operation ?? '')}>${kind === '' ? 'any' : OPERATIONS[kind]}</option>`)}
            </select></label
          >
          <div class="two">${this.#moment('From', 'from')} ${this.#moment('Until', 'until')}</div>
          <div class="buttons">
            <button class="primary">Ask</button>
            <button type="button" @click=${() => this.#read({})}>Everything</button>
            <button type="button" @click=${this.#export}>Export</button>
          </div>
        </form>
      </section>
    `;
  }

  #moment(label: string, name: 'from' | 'until') {
    const at = this.asked[name];
    return html`<label
      >${label}<input
        name=${name}
        .value=${at === undefined ? '' : momentAsTyped(at)}
        placeholder="26/11 02:14"
        autocomplete="off"
    /></label>`;
  }

  #table() {
    return html`
      <table>
        <thead>
          <tr>
            ${['When', 'Who', 'Did', 'To', 'Shown to', 'Why'].map((title) => html`<th scope="col">${title}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${this.entries.map((entry, index) => {
            const isChosen = index === this.chosen;
            const isOpen = isChosen && this.isOpen;
            // Of thousands of rows a key draws the two that it changes.
            return guard([entry, isChosen, isOpen], () => this.#row(entry, index, isChosen, isOpen));
          })}
        </tbody>
      </table>
    `;
  }

  #row(entry: AuditEntry, index: number, isChosen: boolean, isOpen: boolean) {
    return html`
      <tr class=${isChosen ? 'chosen' : ''} @click=${() => this.#choose(index)}>
        <td>
          <button
            aria-expanded=${isOpen ? 'true' : 'false'}
            aria-label="${moment(entry.at, Date.now())}: ${entryInWords(entry)}"
            data-row=${index}
          >
            ${moment(entry.at, Date.now())}
          </button>
        </td>
        <td>${entry.byName}</td>
        <td>
          <span class=${entry.kind === 'erasure' ? 'erasure' : ''}>${entry.kind}</span>
          <span class="quiet small">${whatInWords(entry)}</span>
        </td>
        <td>${subjectOf(entry)}</td>
        <td>${entry.recipientName ?? ''}</td>
        <td>${reasonInWords(entry.reason)}</td>
      </tr>
      ${
        isOpen
          ? html`<tr class="chosen">
              <td colspan="6">${entryDetail(entry, this.#onward)}</td>
            </tr>`
          : nothing
      }
    `;
  }

  #choose(index: number): void {
    this.isOpen = index === this.chosen ? !this.isOpen : true;
    this.chosen = index;
  }

  readonly #ask = (event: Event) => {
    event.preventDefault();
    const asked: Record<string, string> = valuesOf(this.questions);
    for (const name of ['from', 'until'] as const) {
      if (asked[name] === undefined) continue;
      const at = readTypedMoment(asked[name], Date.now());
      if (at === undefined)
        return void (this.said = `${asked[name]}: which moment? Such as 02:14, 26/11 02:14 or 26/11/2026.`);
      asked[name] = at;
    }
    void this.#read(asked);
  };

  readonly #find = async (event: SubmitEvent) => {
    event.preventDefault();
    const { dateOfBirth = '', ...person } = valuesOf(event.target as HTMLFormElement);
    const born = readTypedDate(dateOfBirth, new Date().getFullYear());
    if (born.kind === 'unfinished') return void (this.said = 'Born when? Such as 17/5/1980, May 1980 or 1980.');
    const sought = born.kind === 'date' ? { ...person, dateOfBirth: born.value } : person;
    const reply = await findPerson(this.#request, sought);
    if (reply.ok) this.found = reply.value;
    else this.said = reply.detail;
  };

  async #read(asked: Asked): Promise<void> {
    this.asked = asked;
    const reply = await readAudit(this.#request, asked);
    if (this.asked !== asked) return;
    this.chosen = 0;
    this.isOpen = false;
    this.entries = reply.ok ? reply.value.entries : [];
    this.next = reply.ok ? reply.value.next : undefined;
    if (reply.ok) this.readAt = Date.now();
    this.said = reply.ok ? '' : reply.detail;
  }

  readonly #older = async () => {
    const { asked, next } = this;
    if (next === undefined) return;
    const reply = await readAudit(this.#request, asked, next);
    if (this.asked !== asked || this.next !== next) return;
    if (reply.ok) {
      this.entries = [...this.entries, ...reply.value.entries];
      this.next = reply.value.next;
    }
    this.said = reply.ok ? '' : reply.detail;
  };

  #counted(): string {
    const { length } = this.entries;
    if (this.readAt === undefined) return '';
    if (length === 0) return this.next === undefined ? 'nothing like this' : 'nothing yet: read older ones';
    return `${length}${this.next === undefined ? '' : ', and older ones'}; reading them is recorded`;
  }

  /** As a file: to be read, and verified by the command line. */
  readonly #export = async () => {
    const { token } = this.session;
    const response = await fetch(`/api/audit/export?${parametersOf(this.asked)}`, {
      headers: { authorization: `Bearer ${token ?? ''}` },
    }).catch(() => undefined);
    if (!response?.ok) {
      this.said = 'The export failed: nothing was written.';
      return;
    }
    const link = document.createElement('a');
    link.href = URL.createObjectURL(await response.blob());
    link.download = 'outrider-audit.ndjson';
    link.click();
    URL.revokeObjectURL(link.href);
    this.said = 'Exported, and recorded as a disclosure.';
  };

  readonly #onward: Onward = {
    ask: (asked) => void this.#read(asked),
    cardThen: (asked) => void this.cardThen.ask(asked),
  };

  readonly #request = <T>(request: Request) => this.session.ask<T>(request);

  readonly #key = (event: KeyboardEvent) => {
    if (!isForScreen(event)) return;
    const step = stepOf(event);
    if (step !== undefined) {
      event.preventDefault();
      this.chosen = placeAfter(this.chosen, step, this.entries.length);
      this.isOpen = false;
      void this.updateComplete.then(() =>
        this.renderRoot.querySelector<HTMLElement>(`[data-row="${this.chosen}"]`)?.focus(),
      );
    } else if (event.key === '/') {
      event.preventDefault();
      this.questions.querySelector('input')?.focus();
    } else if (event.key.toLowerCase() === 'o') void this.#older();
  };
}

/** What was typed into a form, without what was left empty. */
function valuesOf(form: HTMLFormElement): Record<string, string> {
  const values = [...new FormData(form)].map(
    ([name, value]) => [name, typeof value === 'string' ? value.trim() : ''] as const,
  );
  return Object.fromEntries(values.filter(([, value]) => value !== ''));
}
