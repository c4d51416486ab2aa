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

const ITEM = { incident: 'Incident', suspect: 'Suspect at large', job: 'Job at the desk', ruling: 'Ruling' } as const;

/**
 * `out-shift`: what a person starts and ends a shift with, live: what is theirs, what was handed to them, where nobody is sent,
 * rulings that wait, registers that are down, what is overdue; and ending it: everything goes to a named person.
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
      li > * {
        min-width: 0;
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
    if (shift === undefined) return html`<p class="quiet">${this.trouble || 'Reading what is yours…'}</p>`;
    const open = incidentsOf(this.link.board.value);
    const unresourced = open.filter(({ attendance }) => resourcing(attendance) === 'nobody');
    const rulings = open.filter(({ downgrade }) => downgrade?.state === 'waiting');
    const overdue = open.filter(({ closing }) => closing.overdue.length > 0);
    const records = standingAt(this.link.alerts.value, Date.now()).filter(({ kind }) => kind === 'records-due');
    const [toMe, fromMe, others] = this.#split(shift.handovers);
    return html`
      <p class="done" role="status" ?hidden=${this.done === ''}>${this.done}</p>
      <p class="trouble" role="alert" ?hidden=${this.trouble === ''}>${this.trouble}</p>
      <div class="page">
        ${
          toMe.length === 0
            ? ''
            : this.#section(
                'Handed to you',
                toMe.map((one) => this.#handed(one)),
              )
        }
        ${this.#mine(shift, fromMe)}
        ${this.#section(
          'Nobody sent',
          unresourced.map((incident) => this.#line(incident)),
          'No open incident that you see waits with nobody sent.',
        )}
        ${this.#section(
          'Overdue',
          overdue.map((incident) => this.#late(incident)),
          'Nothing that you see is overdue.',
        )}
        ${this.#section(
          'Rulings that wait',
          rulings.map((incident) => this.#line(incident)),
          'No ruling waits.',
        )}
        ${this.#section(
          'Registers down',
          shift.registersDown.map(
            ({ title, reason }) => html`<li><strong>${title}</strong> <span>${reason}</span></li>`,
          ),
          'Every register that a machine can ask answers.',
        )}
        ${
          records.length === 0
            ? ''
            : this.#section(
                'Records to review',
                records.map(({ sentence }) => html`<li><a href="#/oversight">${sentence}</a></li>`),
              )
        }
        ${
          others.length === 0
            ? ''
            : this.#section(
                'Handovers that wait',
                others.map((one) => html`<li>${this.#waiting(one)}</li>`),
              )
        }
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

  #section(title: string, lines: readonly unknown[], none = '') {
    return html`
      <section class="panel" aria-label=${title}>
        <h2>${title} <span>${lines.length}</span></h2>
        <div class="body">
          ${
            lines.length === 0
              ? html`<p class="quiet">${none}</p>`
              : html`<ul class="hundreds">
                  ${lines}
                </ul>`
          }
        </div>
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
                  ${mine.map((item) => html`<li>${itemLine(item)}</li>`)}
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
            ${itemLine(item)}
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

  #line({ reference, address, category, grade, clock: of }: IncidentSummary) {
    return html`<li>
      <span><strong>${address ?? 'No address'}</strong> ${category ?? ''} · ${reference}</span>
      <span>${gradeInWords(grade, of, Date.now())}</span>
    </li>`;
  }

  #late({ reference, address, closing }: IncidentSummary) {
    return html`<li>
      <span><strong>${address ?? 'No address'}</strong> · ${reference}</span>
      <span class="late">
        ${closing.overdue.map(({ what, since }) => `${LATE[what]}, ${ago(since, Date.now())}`).join('; ')}
      </span>
    </li>`;
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

const itemLine = ({ kind, reference, category, grade }: ItemLine): string =>
  [ITEM[kind], reference, category ?? '', grade === null ? 'not graded' : GRADE[grade]].filter(Boolean).join(' · ');
