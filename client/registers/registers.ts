import { html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { RegisterState } from '../../server/contract/index.js';
import { batchInWords, signOf, worstFirst } from '../data/registers.js';
import type { Session } from '../data/session.js';
import '../ui/as-of.js';
import { base } from '../ui/base.js';
import { Repeating } from '../ui/repeating.js';
import { Ticker } from '../ui/ticker.js';
import { age, moment } from '../ui/time.js';
import { registersStyles } from './registers-styles.js';

const ASK_MS = 10_000;

const COLUMNS = ['Register', 'Stands', 'Age', 'Records', 'Last loaded', 'Being asked', 'Call'] as const;

/**
 * `out-registers`: each register on a row, the worst first: how it stands and why, how old it is and may be, what was loaded
 * last, what it is being asked, and who is to be called about it. For those who supervise, and for administrators.
 */
@customElement('out-registers')
export class OutRegisters extends LitElement {
  static override styles = [base, registersStyles];

  @property({ attribute: false }) session!: Session;
  @state() private registers: readonly RegisterState[] | undefined;
  @state() private readAt: number | undefined;
  /** why the newest word is missing; empty when it is there */
  @state() private missing = '';
  readonly ticker = new Ticker(this);
  readonly reading = new Repeating(this, ASK_MS, () => this.#ask());

  override render() {
    const now = Date.now();
    return html`
      <section class="panel" aria-labelledby="title">
        <h2 id="title">Registers <span>${this.#counts(now)}</span></h2>
        <out-as-of .at=${this.readAt} missing=${this.missing}></out-as-of>
        ${this.registers === undefined ? nothing : this.#table(worstFirst(this.registers, now), now)}
      </section>
    `;
  }

  #counts(now: number): string {
    if (this.registers === undefined) return '';
    const bad = this.registers.filter((register) => signOf(register, now).bad).length;
    return bad === 0
      ? `${this.registers.length}, all as they should be`
      : `${bad} of ${this.registers.length} not as they should be`;
  }

  #table(registers: readonly RegisterState[], now: number) {
    return html`
      <div class="scroll" tabindex="0" role="region" aria-label="The registers, the worst first">
        <table>
          <thead>
            <tr>
              ${COLUMNS.map((title) => html`<th scope="col">${title}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${repeat(
              registers,
              ({ id }) => id,
              (register) => this.#row(register, now),
            )}
          </tbody>
        </table>
      </div>
    `;
  }

  #row(register: RegisterState, now: number) {
    const { title, holds, batches, remote, contact } = register;
    const { word, icon, bad, detail, at } = signOf(register, now);
    const last = batches.at(-1);
    return html`
      <tr class=${bad ? 'bad' : ''}>
        <th scope="row">${title}<span class="small quiet">${holds}</span></th>
        <td>
          <strong><wa-icon name=${icon} aria-hidden="true"></wa-icon> ${word}</strong>
          <span class="small">${detail}${at === undefined ? '' : ` ${moment(at, now)}`}</span>
        </td>
        <td data-of="Age">${this.#age(register, now)}</td>
        <td data-of="Records" class="number">${this.#records(register)}</td>
        <td data-of="Last loaded">${last === undefined ? nothing : this.#loaded(last, now)}</td>
        <td data-of="Being asked" class="number">${remote === undefined ? nothing : remote.asking}</td>
        <td data-of="Call">${contact ?? html`<span class="quiet">nobody is named in its manifest</span>`}</td>
      </tr>
    `;
  }

  #age({ asOf, freshnessLimitHours, remote, manual }: RegisterState, now: number) {
    if (manual || remote !== undefined) return 'asked each time';
    if (asOf === undefined) return 'nothing loaded';
    return html`${age(asOf, now)}
    ${freshnessLimitHours === undefined ? nothing : html`<span class="small quiet">out of date after ${freshnessLimitHours} h</span>`}`;
  }

  #records({ records, remote, manual }: RegisterState): string {
    if (manual || remote !== undefined) return '';
    return records === undefined ? 'not known' : records.toLocaleString('en-GB');
  }

  #loaded(last: RegisterState['batches'][number], now: number) {
    return html`${moment(last.at, now)}
      <span class="small ${last.rejected === undefined ? 'quiet' : 'rejected'}">${batchInWords(last)}</span>`;
  }

  async #ask(): Promise<void> {
    const reply = await this.session.ask<RegisterState[]>({ method: 'GET', path: '/api/registers' });
    this.missing = reply.ok ? '' : reply.detail;
    if (!reply.ok) return;
    this.registers = reply.value;
    this.readAt = Date.now();
  }
}
