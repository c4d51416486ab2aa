import { css, html, LitElement } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { DeskLoad, LoadPoint, PutOffLine, RegisterState, ServiceLevel } from '../../server/contract/index.js';
import { bandsOf, loadInWords, rowsOf } from '../data/load.js';
import { signOf, worstFirst } from '../data/registers.js';
import type { Session } from '../data/session.js';
import '../ui/as-of.js';
import { base } from '../ui/base.js';
import '../ui/chart.js';
import type { ChartLine } from '../ui/chart.js';
import { Repeating } from '../ui/repeating.js';
import { clock, moment } from '../ui/time.js';
import { leftInWords } from '../ui/words.js';

const LINES: readonly ChartLine[] = [
  { label: 'wait for a first look', colour: '--medium' },
  { label: 'predicted after arrival', colour: '--life-risk', dashes: [12, 4] },
  { label: 'full research put off', colour: '--high', dashes: [6, 4] },
  { label: 'researchers on duty', colour: '--agrees', dashes: [2, 3] },
];

const GROUNDS: Readonly<Record<ServiceLevel, string>> = {
  normal: '--surface',
  busy: '--warn-wash',
  'machine-only': '--life-risk-wash',
  isolated: '--life-risk-wash',
  recovering: '--info-wash',
};

const ASK_MS = 15_000;

/**
 * `out-load`: the desk's load and what is predicted of it over the last hours, and how the registers stand: what is down,
 * left alone or out of date first; and what was put off under load. For those who supervise, and for administrators.
 */
@customElement('out-load')
export class OutLoad extends LitElement {
  static override styles = [
    base,
    css`
      .columns {
        display: grid;
        grid-template-columns: minmax(0, 3fr) minmax(20rem, 2fr);
        align-items: start;
        gap: var(--gap-m);
        padding: var(--gap-m);
      }
      @media (max-width: 1000px) {
        .columns {
          grid-template-columns: minmax(0, 1fr);
        }
      }
      .inside {
        padding: var(--gap-s) var(--gap-m) var(--gap-m);
      }
      .key {
        display: flex;
        flex-wrap: wrap;
        gap: var(--gap-xs) var(--gap-l);
        margin-block: var(--gap-s);
      }
      .key li {
        display: flex;
        align-items: center;
        gap: var(--gap-s);
      }
      .key line {
        stroke-width: 3;
      }
      .ground {
        width: 18px;
        height: 14px;
        border: 1px solid var(--line-strong);
      }
      .registers li {
        display: grid;
        grid-template-columns: 20px minmax(0, 1fr) auto;
        gap: var(--gap-xxs) var(--gap-s);
        padding: var(--gap-s) var(--gap-m);
        border-top: 1px solid var(--line);
      }
      .registers li.bad {
        background: var(--warn-wash);
      }
      .registers wa-icon {
        margin-top: var(--gap-xxs);
      }
      .registers .bad wa-icon,
      .registers .bad .word {
        color: var(--warn);
      }
      .column {
        display: grid;
        gap: var(--gap-m);
      }
      .later li {
        display: grid;
        grid-template-columns: 9em 8em minmax(0, 1fr);
        gap: var(--gap-s);
        padding: var(--gap-xs) var(--gap-m);
        border-top: 1px solid var(--line);
      }
      .word {
        font-weight: 650;
      }
      .registers .detail {
        grid-column: 2 / -1;
      }
    `,
  ];

  @property({ attribute: false }) session!: Session;
  @state() private points: readonly LoadPoint[] = [];
  @state() private putOff: readonly PutOffLine[] = [];
  @state() private putOffInAll = 0;
  @state() private registers: readonly RegisterState[] = [];
  /** why the newest word is missing; empty when it is there */
  @state() private missing = '';
  @state() private readAt: number | undefined;
  readonly reading = new Repeating(this, ASK_MS, () => this.#ask());

  override render() {
    return html`
      <div class="columns">
        <div class="column">
          <section class="panel" aria-labelledby="load">
            <h2 id="load">The RTI desk’s load, last four hours</h2>
            <out-as-of .at=${this.readAt} missing=${this.missing}></out-as-of>
            <div class="inside">
              <p>${loadInWords(this.points)}</p>
              ${this.points.length === 0 ? '' : this.#chart()}
            </div>
          </section>
          ${this.#later()}
        </div>
        <section class="panel" aria-labelledby="registers">
          <h2 id="registers">Registers</h2>
          <ul class="registers">
            ${repeat(
              worstFirst(this.registers, Date.now()),
              ({ id }) => id,
              (register) => this.#register(register),
            )}
          </ul>
        </section>
      </div>
    `;
  }

  #chart() {
    return html`
      <ul class="key small">
        ${LINES.map(
          ({ label, colour, dashes }) =>
            html`<li>
              <svg width="36" height="4" aria-hidden="true">
                <line
                  x2="36"
                  y1="2"
                  y2="2"
                  stroke-dasharray=${(dashes ?? []).join(' ')}
                  .style=${`stroke: var(${colour})`}
                />
              </svg>
              ${label}
            </li>`,
        )}
        ${this.#levels().map(
          (level) =>
            html`<li><span class="ground" .style=${`background: var(${GROUNDS[level]})`}></span>level: ${level}</li>`,
        )}
      </ul>
      <out-chart
        .rows=${rowsOf(this.points)}
        .lines=${LINES}
        .bands=${bandsOf(this.points).map((band) => ({ ...band, colour: GROUNDS[band.level], label: band.level }))}
        span=${4 * 3_600}
        label=${`Load of the desk since ${this.#since()}. ${loadInWords(this.points)}`}
      ></out-chart>
    `;
  }

  #register(register: RegisterState) {
    const now = Date.now();
    const { word, icon, bad, detail, at } = signOf(register, now);
    return html`
      <li class=${bad ? 'bad' : ''}>
        <wa-icon name=${icon} aria-hidden="true"></wa-icon>
        <span>${register.title}</span>
        <span class="word">${word}</span>
        <span class="detail small quiet">${detail}${at === undefined ? '' : ` ${moment(at, now)}`}</span>
      </li>
    `;
  }

  /** What was put off under load: a list that people see, until it is done. */
  #later() {
    const { putOff, putOffInAll } = this;
    if (putOffInAll === 0) return '';
    const more = putOffInAll - putOff.length;
    return html`
      <section class="panel later" aria-labelledby="later">
        <h2 id="later">Put off under load <span>${putOffInAll}</span></h2>
        <p class="inside">Every register was asked and every card sent. This is done as soon as there is room:</p>
        <ul>
          ${repeat(
            putOff,
            ({ incidentId }) => incidentId,
            ({ reference, since, putOff: left }) =>
              html`<li>
                <span class="word">${reference}</span> since ${clock(since)}
                <span class="quiet">${leftInWords(left)}</span>
              </li>`,
          )}
        </ul>
        ${more === 0 ? '' : html`<p class="inside quiet">and ${more} more</p>`}
      </section>
    `;
  }

  #since(): string {
    const [first] = this.points;
    return first === undefined ? 'the start' : clock(first.at);
  }

  #levels(): readonly ServiceLevel[] {
    return [...new Set(this.points.map(({ level }) => level))];
  }

  async #ask(): Promise<void> {
    const [load, registers] = await Promise.all([
      this.session.ask<DeskLoad>({ method: 'GET', path: '/api/desk/load' }),
      this.session.ask<RegisterState[]>({ method: 'GET', path: '/api/registers' }),
    ]);
    if (load.ok) ({ points: this.points, putOff: this.putOff, putOffInAll: this.putOffInAll } = load.value);
    if (registers.ok) this.registers = registers.value;
    const failed = load.ok ? registers : load;
    this.missing = failed.ok ? '' : failed.detail;
    if (failed.ok) this.readAt = Date.now();
  }
}
