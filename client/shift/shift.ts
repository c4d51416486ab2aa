import { css, html, LitElement } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Handover, IncidentSummary, Item, ItemLine, ShiftState, User } from '../../server/contract/index.js';
import { resourcing } from '../data/attendance.js';
import { incidentsOf } from '../data/board.js';
import { acceptHandover, handOver, readShift } from '../data/closing.js';
import { standingAt } from '../data/alerts.js';
import { Commands } from '../data/commands.js';
import type { Link } from '../data/link.js';
import type { Session } from '../data/session.js';
import { LATE } from '../closing/words.js';
import { base, controls, panels } from '../ui/base.js';
import { gradeInWords } from '../ui/grading.js';
import { Repeating } from '../ui/repeating.js';
import { StoreReader } from '../ui/store-reader.js';
import { Ticker } from '../ui/ticker.js';
import { ago, clock } from '../ui/time.js';
import { GRADE } from '../ui/words.js';

/** How long after a change, and how often without one, the page is read again, in ms. */
const SOON = 500;
const READ_AGAIN_MS = 10_000;

/** What is said of a list that is empty. */
const NONE = {
  unresourced: 'No open incident that you see waits with nobody sent.',
  overdue: 'Nothing that you see is overdue.',
  rulings: 'No ruling waits.',
  registers: 'Every register that a machine can ask answers.',
} as const;

const ITEM = { suspect: 'Suspect at large', job: 'Job at the desk', ruling: 'Ruling' } as const;

/**
 * `out-shift`: what a person starts and ends a shift with, live: what is theirs, what was handed to them, where nobody is sent,
 * rulings that wait, registers that are down, what is overdue; what does not wait, in one list; and ending it: everything goes
 * to a named person. Fires `open` (bubbles) with the id of an incident.
 */
@customElement('out-shift')
export class OutShift extends LitElement {
  static override styles = [
    base,
    controls,
    panels,
    css`
      li {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: var(--gap-xs) var(--gap-s);
        padding: var(--gap-xs) 0;
        border-bottom: 1px solid var(--line);
      }
      li:last-child {
        border-bottom: 0;
      }
      li > * {
        min-width: 0;
      }
      .where {
        display: grid;
        flex: 1 1 14rem;
        grid-template-columns: minmax(0, 1fr);
        justify-items: start;
      }
      a {
        padding-block: var(--gap-m);
        color: var(--accent);
      }
      .where button {
        max-width: 100%;
        font-weight: 650;
        overflow-wrap: anywhere;
        text-align: left;
      }
      .none li {
        color: var(--ink-quiet);
      }
      .late {
        color: var(--warn);
        font-weight: 650;
      }
      form {
        display: flex;
        flex-wrap: wrap;
        align-items: end;
        gap: var(--gap-s);
        padding-top: var(--gap-s);
      }
    `,
  ];

  @property({ attribute: false }) link!: Link;
  @property({ attribute: false }) session!: Session;
  @property({ attribute: false }) user!: User;
  /** whether there is a screen on which an incident can be opened */
  @property({ type: Boolean }) opens = false;
  @state() private shift: ShiftState | undefined;
  @state() private done = '';
  @state() private trouble = '';
  readonly #commands = new Commands((request) => this.session.ask(request));
  readonly reading = new Repeating(this, READ_AGAIN_MS, () => this.#read());
  #soon: ReturnType<typeof setTimeout> | undefined;
  #stop: (() => void)[] = [];
  readonly ticker = new Ticker(this);
  readonly reader = new StoreReader(this, () => [this.link.board, this.link.health]);

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stop = [this.link.board, this.link.alerts].map((store) => store.subscribe(() => this.#readSoon()));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#soon);
    for (const stop of this.#stop) stop();
  }

  override render() {
    const { shift } = this;
    const board = this.link.board.value;
    // What waits is on the board: before its first word nothing is said of it (R2).
    if (shift === undefined || board.snapshotAt === undefined)
      return html`<p class="quiet">${this.trouble || 'Reading what is yours…'}</p>`;
    const open = incidentsOf(board);
    const unresourced = open.filter(({ attendance }) => resourcing(attendance) === 'nobody');
    const rulings = open.filter(({ downgrade }) => downgrade?.state === 'waiting');
    const overdue = open.filter(({ closing }) => closing.overdue.length > 0);
    const records = standingAt(this.link.alerts.value, Date.now()).filter(({ kind }) => kind === 'records-due');
    const [toMe, fromMe, others] = this.#split(shift.handovers);
    return html`
      <p class="done" role="status" ?hidden=${this.done === ''}>${this.done}</p>
      <p class="trouble" role="alert" ?hidden=${this.trouble === ''}>${this.trouble}</p>
      <div class="page">
        ${this.#section(
          'Handed to you',
          toMe.map((one) => this.#handed(one)),
        )}
        ${this.#mine(shift, fromMe)}
        ${this.#section(
          'Nobody sent',
          unresourced.map((incident) => this.#line(incident)),
        )}
        ${this.#section(
          'Overdue',
          overdue.map((incident) => this.#late(incident)),
        )}
        ${this.#section(
          'Rulings that wait',
          rulings.map((incident) => this.#line(incident)),
        )}
        ${this.#section(
          'Registers down',
          shift.registersDown.map(
            ({ title, reason }) => html`<li><strong>${title}</strong> <span>${reason}</span></li>`,
          ),
        )}
        ${this.#section(
          'Records to review',
          records.map(
            ({ sentence, at }) =>
              html`<li>
                <a href="#/oversight">${sentence}</a> <span class="quiet small">${ago(at, Date.now())}</span>
              </li>`,
          ),
        )}
        ${this.#section(
          'Handovers that wait',
          others.map((one) => html`<li>${this.#waiting(one)}</li>`),
        )}
        ${this.#nothing({ unresourced, overdue, rulings, registers: shift.registersDown })}
      </div>
    `;
  }

  #split(handovers: readonly Handover[]): readonly [Handover[], Handover[], Handover[]] {
    const { id } = this.user;
    return [
      handovers.filter(({ to }) => to === id),
      handovers.filter(({ from }) => from === id),
      handovers.filter(({ from, to }) => from !== id && to !== id),
    ];
  }

  #section(title: string, lines: readonly unknown[]) {
    if (lines.length === 0) return '';
    return html`
      <section class="panel" aria-label=${title}>
        <h2>${title} <span>${lines.length}</span></h2>
        <ul class="body hundreds">
          ${lines}
        </ul>
      </section>
    `;
  }

  /** What was looked for and does not wait: said, but not one panel each. */
  #nothing(lists: Readonly<Record<keyof typeof NONE, readonly unknown[]>>) {
    const none = Object.entries(NONE).filter(([list]) => lists[list as keyof typeof NONE].length === 0);
    if (none.length === 0) return '';
    return html`
      <section class="panel" aria-label="Nothing waits here">
        <h2>Nothing waits here</h2>
        <ul class="body none">
          ${none.map(([, words]) => html`<li>${words}</li>`)}
        </ul>
      </section>
    `;
  }

  #mine({ mine, colleagues }: ShiftState, waiting: readonly Handover[]) {
    return html`
      <section class="panel" aria-label="Yours">
        <h2>Yours <span>${mine.length}</span></h2>
        <div class="body">
          ${
            mine.length === 0
              ? html`<p class="quiet">Nothing is yours at the moment.</p>`
              : html`<ul class="hundreds">
                  ${mine.map((item) => html`<li>${this.#item(item)}</li>`)}
                </ul>`
          }
          ${waiting.map((one) => html`<p>${this.#waiting(one)}</p>`)}
          ${
            mine.length === 0
              ? ''
              : html`<form @submit=${this.#handOver}>
                  <label>
                    End of shift: hand everything to
                    <select name="to" required>
                      <option value="">Choose a person</option>
                      ${colleagues.map(
                        ({ id, name, here }) => html`<option value=${id}>${name}${here ? ', here now' : ''}</option>`,
                      )}
                    </select>
                  </label>
                  <button class="primary">Hand over</button>
                </form>`
          }
        </div>
      </section>
    `;
  }

  #handed({ id, fromName, at, items }: Handover) {
    const waiting = items.filter(({ state: is }) => is === 'waiting');
    return html`
      <li>
        <strong>From ${fromName}, ${clock(at).slice(0, 5)}</strong>
        <button class="primary" @click=${() => this.#accept(id)}>
          Accept ${waiting.length === 1 ? 'it' : `all ${waiting.length}`}
        </button>
      </li>
      ${waiting.map(
        (item) =>
          html`<li>
            ${this.#item(item)}
            <button @click=${() => this.#accept(id, [{ kind: item.kind, incidentId: item.incidentId }])}>
              Accept ${item.reference}
            </button>
          </li>`,
      )}
    `;
  }

  #waiting({ fromName, toName, at, items }: Handover): string {
    const count = items.filter(({ state: is }) => is === 'waiting').length;
    return `${fromName} to ${toName}, ${ago(at, Date.now())}: ${count} not accepted yet`;
  }

  /** What an incident is known by, to be opened where there is a board; which it is, and what of it. */
  #where({
    incidentId,
    address,
    says,
  }: {
    incidentId: string;
    address: string;
    says: readonly (string | undefined)[];
  }) {
    return html`<span class="where">
      ${
        this.opens
          ? html`<button @click=${() => this.#open(incidentId)}>${address}</button>`
          : html`<strong>${address}</strong>`
      }
      <span class="quiet">${says.filter(Boolean).join(' · ')}</span>
    </span>`;
  }

  #item({ incidentId, kind, reference, category, grade }: ItemLine) {
    const summary = this.link.board.value.rows.get(incidentId)?.summary;
    const address = summary === undefined ? reference : (summary.address ?? 'No address');
    const what = kind === 'incident' ? undefined : ITEM[kind];
    const says = [what, category, grade === null ? 'not graded' : GRADE[grade], reference];
    return this.#where({ incidentId, address, says });
  }

  #line({ id, reference, address = 'No address', category, grade, clock: of }: IncidentSummary) {
    return html`<li>
      ${this.#where({ incidentId: id, address, says: [category, reference] })}
      <span>${gradeInWords(grade, of, Date.now())}</span>
    </li>`;
  }

  #late({ id, reference, address = 'No address', closing }: IncidentSummary) {
    return html`<li>
      ${this.#where({ incidentId: id, address, says: [reference] })}
      <span class="late">
        ${closing.overdue.map(({ what, since }) => `${LATE[what]}, ${ago(since, Date.now())}`).join('; ')}
      </span>
    </li>`;
  }

  #open(incidentId: string): void {
    this.dispatchEvent(new CustomEvent<string>('open', { detail: incidentId, bubbles: true }));
  }

  readonly #handOver = async (event: SubmitEvent) => {
    event.preventDefault();
    const select = (event.target as HTMLFormElement).elements.namedItem('to') as HTMLSelectElement;
    const name = this.shift?.colleagues.find(({ id }) => id === select.value)?.name ?? select.value;
    const reply = await handOver(this.#commands, select.value);
    this.trouble = reply.ok ? '' : [reply.detail, ...reply.errors.map(({ detail }) => detail)].join(' ');
    if (reply.ok) this.done = `Handed to ${name}: ${reply.value.items.length}. It is yours until it is accepted.`;
    await this.#read();
  };

  async #accept(id: string, items?: readonly Item[]): Promise<void> {
    const reply = await acceptHandover(this.#commands, id, items);
    this.trouble = reply.ok ? '' : reply.detail;
    if (reply.ok) this.done = 'Accepted: it is yours now.';
    await this.#read();
  }

  #readSoon(): void {
    this.#soon ??= setTimeout(() => {
      this.#soon = undefined;
      void this.#read();
    }, SOON);
  }

  async #read(): Promise<void> {
    const reply = await readShift(this.#commands);
    if (!reply.ok) this.trouble = `What is yours cannot be read: ${reply.detail}`;
    else if (reply.value.version >= (this.shift?.version ?? 0)) this.shift = reply.value;
  }
}
