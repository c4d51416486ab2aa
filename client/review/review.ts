import { css, html, LitElement } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Card, IncidentSummary, User } from '../../server/contract/index.js';
import { resourcing } from '../data/attendance.js';
import { incidentsOf } from '../data/board.js';
import { readClosed, readShift, reviewQueue, unreviewed, waitingFor, withSuspects } from '../data/closing.js';
import { Commands } from '../data/commands.js';
import { proofsOf } from '../data/delivery.js';
import type { Link } from '../data/link.js';
import type { Session } from '../data/session.js';
import '../closing/closing.js';
import type { OutClosing } from '../closing/closing.js';
import { LATE, STAGE } from '../closing/words.js';
import { RESOURCING } from '../ui/attendance.js';
import { base } from '../ui/base.js';
import '../ui/card.js';
import { Colleagues } from '../ui/colleagues.js';
import { flagLine, flagLines } from '../ui/flag-line.js';
import { gradeInWords } from '../ui/grading.js';
import { isForScreen, KeysAnywhere } from '../ui/keys-anywhere.js';
import { placeAfter, stepOf } from '../ui/steps.js';
import { Repeating } from '../ui/repeating.js';
import { StoreReader } from '../ui/store-reader.js';
import { Ticker } from '../ui/ticker.js';
import { ago, clock, span } from '../ui/time.js';

/** How often closures are read again, in ms: they are on no board. */
const READ_AGAIN_MS = 30_000;

/** One list of the screen. */
interface Group {
  readonly title: string;
  readonly none: string;
  readonly incidents: readonly IncidentSummary[];
}

/**
 * `out-review`: what a sergeant and a supervisor assess and an inspector reviews. The first two: incidents that wait for their assessment, and
 * suspects at large. The inspector: every open domestic-abuse incident with what matters about it, those past their review
 * first, suspects at large, and closures to review. Up and down choose; letters act on the one that is open.
 */
@customElement('out-review')
export class OutReview extends LitElement {
  static override styles = [
    base,
    flagLines,
    css`
      :host {
        height: 100%;
      }
      .screen {
        display: grid;
        grid-template-columns: minmax(22rem, 34rem) minmax(0, 1fr);
        gap: var(--gap-s);
        height: 100%;
        padding: var(--gap-s);
      }
      .lists,
      .open {
        display: flex;
        flex-direction: column;
        gap: var(--gap-s);
        min-height: 0;
        overflow: auto;
      }
      .panel {
        flex: none;
      }
      li button {
        display: grid;
        grid-template-columns: 1fr auto;
        gap: var(--gap-xxs) var(--gap-s);
        width: 100%;
        padding: var(--gap-s) var(--gap-m);
        border-width: 0 0 1px 4px;
        border-color: var(--line);
        border-radius: 0;
        text-align: left;
        justify-content: stretch;
      }
      li button:focus-visible {
        outline-offset: -3px;
      }
      li button[aria-pressed='true'] {
        border-left-color: var(--accent);
        background: var(--accent-wash);
        color: var(--ink);
      }
      .wide {
        grid-column: 1 / -1;
      }
      .late,
      .nobody {
        color: var(--warn);
        font-weight: 650;
      }
      out-card {
        flex: 1 0 30rem;
      }
      @media (max-width: 900px) {
        .screen {
          grid-template-columns: minmax(0, 1fr);
          height: auto;
        }
        .waiting {
          display: none;
        }
      }
      @media (max-width: 600px) {
        li button {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ];

  @property({ attribute: false }) link!: Link;
  @property({ attribute: false }) session!: Session;
  @property({ attribute: false }) user!: User;
  @state() private chosen: string | undefined;
  @state() private closed: readonly IncidentSummary[] = [];
  @state() private done = '';
  @query('out-closing') private readonly closing!: OutClosing | null;
  readonly #commands = new Commands((request) => this.session.ask(request));
  readonly reading = new Repeating(this, READ_AGAIN_MS, () => this.#read());
  readonly ticker = new Ticker(this);
  readonly colleagues = new Colleagues(this, () => readShift(this.#commands));
  readonly reader = new StoreReader(this, () => [
    this.link.board,
    this.link.deliveries,
    this.link.held,
    this.link.health,
    this.link.receipts,
  ]);
  readonly keys = new KeysAnywhere(this, (event) => this.#key(event));

  override render() {
    const open = this.#all().find(({ id }) => id === this.chosen);
    return html`
      <div class="screen">
        <div class="lists">
          <p class="done" role="status" ?hidden=${this.done === ''}>${this.done}</p>
          ${this.#groups().map((group) => this.#list(group))}
        </div>
        <div class="open">
          ${open === undefined ? html`<p class="panel body quiet waiting">Choose an incident (↓).</p>` : this.#open(open)}
        </div>
      </div>
    `;
  }

  #groups(): readonly Group[] {
    const incidents = incidentsOf(this.link.board.value);
    const isInspector = this.user.roles.includes('inspector');
    const suspects = {
      title: 'Suspects at large',
      none: 'No suspect of an incident that you see is at large.',
      // What is on the inspector's board already says so there.
      incidents: withSuspects(incidents).filter(({ closing }) => !isInspector || !closing.domesticAbuse),
    };
    const stages = (['sergeant', 'supervisor'] as const).filter((stage) => this.user.roles.includes(stage));
    const toAssess = {
      title: 'Waiting for your assessment',
      none: 'No incident waits for you.',
      incidents: stages.flatMap((stage) => waitingFor(stage, incidents)),
    };
    const board = {
      title: 'Open domestic abuse',
      none: 'No domestic-abuse incident is open.',
      incidents: reviewQueue(incidents, Date.now()),
    };
    const closures = {
      title: 'Closures to review',
      none: 'Every closure has been reviewed.',
      incidents: unreviewed(this.closed),
    };
    return [
      ...(stages.length > 0 ? [toAssess] : []),
      ...(isInspector ? [board] : []),
      suspects,
      ...(isInspector ? [closures] : []),
    ];
  }

  #all(): readonly IncidentSummary[] {
    return this.#groups().flatMap(({ incidents }) => incidents);
  }

  #list({ title, none, incidents }: Group) {
    return html`
      <section class="panel" aria-label=${title}>
        <h2>${title} <span>${incidents.length}</span></h2>
        ${
          incidents.length === 0
            ? html`<p class="body quiet">${none}</p>`
            : html`<ul class="hundreds">
                ${incidents.map((incident) => html`<li>${this.#row(incident)}</li>`)}
              </ul>`
        }
      </section>
    `;
  }

  #row(incident: IncidentSummary) {
    const { id, reference, address, grade, attendance, closing, topFlags, linked, notChecked } = incident;
    const now = Date.now();
    const who = resourcing(attendance);
    const card = this.#card(id);
    const kinds = new Set((card?.flags ?? topFlags).map(({ kind }) => kind));
    const facts = [
      kinds.has('children') ? 'children' : '',
      kinds.has('court-order') ? 'order' : '',
      linked.length > 0 ? `repeat: ${linked.length + 1} calls` : '',
      notChecked.length > 0 ? `${notChecked.length} not checked` : '',
      closing.signOffs.length > 0 ? `signed: ${closing.signOffs.map(({ stage }) => STAGE[stage]).join(', ')}` : '',
      closing.suspect === undefined ? '' : 'suspect at large',
    ].filter(Boolean);
    return html`
      <button
        data-incident=${id}
        aria-pressed=${id === this.chosen ? 'true' : 'false'}
        @click=${() => (this.chosen = id)}
      >
        <strong>${address ?? 'No address'}</strong>
        <span
          >${closing.closedAt === undefined ? gradeInWords(grade, incident.clock, now) : `closed ${clock(closing.closedAt)}`}</span
        >
        <span class=${who === 'nobody' ? 'nobody' : ''}>${RESOURCING[who].word}${this.#informed(incident)}</span>
        <span class=${isPast(closing.reviewDueAt, now) ? 'late' : 'quiet'}
          >${this.#review(closing.reviewDueAt, now)}</span
        >
        ${topFlags.slice(0, 2).map((flag) => html`<span class="wide">${flagLine(flag)}</span>`)}
        <span class="wide quiet">${[reference, ...facts].join(' · ')}</span>
        ${closing.overdue.map(
          ({ what, since }) => html`<span class="wide late">${LATE[what]}, ${ago(since, now)}</span>`,
        )}
      </button>
    `;
  }

  /** Whether the officers who are sent have read what they go to (R10). */
  #informed({ id, attendance, closing }: IncidentSummary): string {
    const sent = attendance.filter(({ stoodDownAt }) => stoodDownAt === undefined);
    if (sent.length === 0 || closing.closedAt !== undefined) return '';
    const read = proofsOf(this.link.deliveries.value, id, attendance).filter(({ informed }) => informed).length;
    return `, ${read} of ${sent.length} informed`;
  }

  #review(dueAt: string | undefined, now: number): string {
    if (dueAt === undefined) return '';
    const left = Date.parse(dueAt) - now;
    return left >= 0 ? `review in ${span(left)}` : `review overdue ${span(-left)}`;
  }

  #open(incident: IncidentSummary) {
    const card = this.#card(incident.id);
    return html`
      <out-closing
        .incident=${incident}
        .user=${this.user}
        .commands=${this.#commands}
        .nameOf=${this.#nameOf}
        .cardVersion=${card?.version}
        @done=${this.#isDone}
      ></out-closing>
      ${
        card === undefined
          ? ''
          : html`<out-card
              .card=${card}
              .health=${this.link.health.value}
              .acknowledged=${this.link.receipts.value.acknowledged.get(incident.id)}
              @acknowledge=${() => this.link.acknowledge({ incidentId: incident.id, version: card.version })}
            ></out-card>`
      }
    `;
  }

  #card(id: string): Card | undefined {
    return this.link.held.value.cards.get(id);
  }

  readonly #nameOf = (id: string) => (id === this.user.id ? 'you' : this.colleagues.nameOf(id));

  readonly #isDone = (event: CustomEvent<string>) => {
    this.done = event.detail;
    void this.#read();
  };

  readonly #key = (event: KeyboardEvent) => {
    if (!isForScreen(event)) return;
    const step = stepOf(event);
    if (step !== undefined) {
      event.preventDefault();
      void this.#step(step);
    } else if (this.closing?.press(event.key) === true) event.preventDefault();
  };

  async #step(by: 1 | -1): Promise<void> {
    const ids = [...new Set(this.#all().map(({ id }) => id))];
    const at = this.chosen === undefined ? -1 : ids.indexOf(this.chosen);
    const next = ids[placeAfter(at, by, ids.length)];
    if (next === undefined) return;
    this.chosen = next;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(`[data-incident="${CSS.escape(next)}"]`)?.focus();
  }

  async #read(): Promise<void> {
    const closed = await readClosed(this.#commands);
    if (closed.ok) this.closed = closed.value;
  }
}

const isPast = (dueAt: string | undefined, now: number): boolean => dueAt !== undefined && Date.parse(dueAt) < now;
