import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { DeskState, QueueLine } from '../../server/contract/index.js';
import { base } from '../ui/base.js';
import { clock } from '../ui/time.js';
import { GRADE } from '../ui/words.js';

const CLASS: Readonly<Record<QueueLine['class'], string>> = {
  'first-look': 'First look',
  asked: 'Asked for',
  missed: 'Missed: officers left before a look',
  live: 'Full research: live',
  'on-scene': 'Full research: on scene',
  left: 'Officers have left',
  closed: 'Closed',
};

/** `out-desk-queue`: the desk's work in its one order, and why each job stands where it stands. No person is named in it. */
@customElement('out-desk-queue')
export class OutDeskQueue extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: flex;
        min-height: 0;
      }
      section {
        display: flex;
        flex-direction: column;
        width: 100%;
        min-height: 0;
      }
      .scroll {
        overflow: auto;
        min-height: 0;
      }
      h3 {
        padding: var(--gap-xs) var(--gap-m);
        background: var(--surface-sunk);
        border-block: 1px solid var(--line);
        font-size: var(--text-s);
      }
      li {
        display: grid;
        grid-template-columns: 1fr auto;
        gap: 0 var(--gap-s);
        padding: var(--gap-s) var(--gap-m);
        border-bottom: 1px solid var(--line);
      }
      .mine {
        background: var(--accent-wash);
        box-shadow: inset 4px 0 var(--accent);
      }
      .reference {
        font-weight: 650;
      }
      .why {
        grid-column: 1 / -1;
        color: var(--ink-quiet);
        font-size: var(--text-s);
      }
    `,
  ];

  @property({ attribute: false }) desk: DeskState | undefined;
  /** who reads it */
  @property() userId = '';

  override render() {
    const jobs = this.desk?.jobs ?? [];
    const classes = [...new Set(jobs.map((line) => line.class))];
    return html`
      <section class="panel" aria-labelledby="title">
        <h2 id="title">Queue <span>${this.#counts()}</span></h2>
        <div class="scroll" tabindex="0" role="group" aria-label="Jobs in their order">
          ${jobs.length === 0 ? html`<p class="body quiet">${this.#none()}</p>` : ''}
          ${classes.map(
            (kind) => html`
              <h3>${CLASS[kind]}</h3>
              <ol class="hundreds">
                ${repeat(
                  jobs.filter((line) => line.class === kind),
                  ({ jobId }) => jobId,
                  (line) => this.#line(line),
                )}
              </ol>
            `,
          )}
        </div>
      </section>
    `;
  }

  #counts(): string {
    const { desk } = this;
    if (desk === undefined) return '';
    const late = desk.predictedLate === 0 ? '' : `, ${desk.predictedLate} late`;
    return `${desk.queue} waiting${late}; ${desk.onDuty} on duty`;
  }

  #none(): string {
    return this.desk === undefined ? 'Waiting for the first word from the server.' : 'Nothing waits for the desk.';
  }

  #line({ reference, grade, why, firstLookBy, late, claimedBy }: QueueLine) {
    const mine = claimedBy?.id === this.userId;
    const expected = firstLookBy === undefined ? '' : `by ${clock(firstLookBy).slice(0, 5)}`;
    return html`
      <li class=${mine ? 'mine' : ''}>
        <span class="reference">${reference} · ${grade === null ? 'Not graded' : GRADE[grade]}</span>
        <span class=${late ? 'late' : 'quiet'}>
          ${claimedBy === undefined ? [expected, late ? 'late' : ''].filter(Boolean).join(', ') : mine ? 'Yours' : claimedBy.name}
        </span>
        <span class="why">${why}</span>
      </li>
    `;
  }
}
