import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { IncidentSummary, ReaderProof } from '../../server/contract/index.js';
import { resourcing } from '../data/attendance.js';
import { readClock } from '../data/grade-clock.js';
import { attendanceInWords, RESOURCING } from '../ui/attendance.js';
import { base } from '../ui/base.js';
import { differ } from '../ui/differ.js';
import { downgradeInWords, gradeInWords, unresourcedInWords } from '../ui/grading.js';
import { flagLine, flagLines } from '../ui/flag-line.js';
import { proofInWords } from '../ui/proof.js';
import { Ticker } from '../ui/ticker.js';

/**
 * `out-board-row`: one incident of the board: where, its grade and clock, who is sent, the worst that is known, other calls,
 * what was not checked. Fires `choose`.
 */
@customElement('out-board-row')
export class OutBoardRow extends LitElement {
  static override shadowRootOptions: ShadowRootInit = { mode: 'open', delegatesFocus: true };

  static override styles = [
    base,
    flagLines,
    css`
      button {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: var(--gap-xxs) var(--gap-s);
        width: 100%;
        padding: var(--gap-s) var(--gap-m) var(--gap-s) var(--gap-s);
        border: 1px solid var(--line);
        border-left: 6px solid var(--tone, var(--line-strong));
        text-align: left;
        justify-content: start;
        align-items: baseline;
      }
      button:hover {
        color: inherit;
      }
      button[aria-pressed='true'] {
        background: var(--accent-wash);
        box-shadow: inset 0 0 0 2px var(--accent);
      }
      .where {
        font-weight: 650;
      }
      .grade {
        justify-self: end;
        white-space: nowrap;
        font-weight: 650;
      }
      .who {
        justify-self: end;
        white-space: nowrap;
        padding: 0 var(--gap-s);
        border-radius: var(--radius);
        border: 1px solid var(--line-strong);
        font-size: var(--text-s);
      }
      .who wa-icon {
        vertical-align: -2px;
      }
      .who.nobody {
        border-color: var(--life-risk-fill);
        background: var(--life-risk-fill);
        color: var(--life-risk-ink);
        font-weight: 650;
      }
      .flags,
      .facts,
      .downgrade,
      .linked {
        grid-column: 1 / -1;
      }
      .flags {
        display: grid;
        gap: var(--gap-xxs);
      }
      .linked {
        color: var(--high);
        font-weight: 600;
      }
      .downgrade {
        color: var(--warn);
        font-weight: 600;
      }
      .facts {
        color: var(--ink-quiet);
        font-size: var(--text-s);
      }
      .proof {
        grid-column: 1 / -1;
        font-size: var(--text-s);
      }
      .proof wa-icon {
        vertical-align: -2px;
      }
      .proof.unread,
      .unchecked {
        color: var(--warn);
      }
      @media (max-width: 600px) {
        button > * {
          grid-column: 1 / -1;
        }
        .grade,
        .who {
          justify-self: start;
          white-space: normal;
        }
      }
    `,
  ];

  @property({ attribute: false }) incident!: IncidentSummary;
  /** what became of the card of each officer who is sent */
  @property({ attribute: false, hasChanged: differ }) proofs: readonly ReaderProof[] = [];
  @property({ type: Boolean }) chosen = false;
  readonly ticker = new Ticker(this);

  override render() {
    const { incident } = this;
    const now = Date.now();
    const who = incident.unresourced === undefined ? resourcing(incident.attendance) : 'nobody';
    const late = readClock(incident.clock, now).lateBy !== undefined;
    // The mark says already that nobody is sent; to whom that went, and who looked again, it does not.
    const { climbedTo, reassessed } = incident.unresourced ?? {};
    const nobody = (climbedTo ?? reassessed) === undefined ? undefined : unresourcedInWords(incident);
    // A repeat call that is among the worst facts says it already.
    const linked = incident.topFlags.some(({ kind }) => kind === 'repeat-call') ? undefined : incident.linked[0];
    return html`
      <button
        class=${incident.topFlags[0]?.severity ?? ''}
        aria-pressed=${this.chosen ? 'true' : 'false'}
        @click=${() => this.dispatchEvent(new CustomEvent('choose'))}
      >
        <span class="where">${incident.address ?? 'No address'}</span>
        <span class="grade ${late ? 'late' : ''}">${gradeInWords(incident.grade, incident.clock, now)}</span>
        <span class="small quiet">${[incident.reference, incident.category ?? ''].filter(Boolean).join(' · ')}</span>
        <span class="who ${who}"><wa-icon name=${RESOURCING[who].icon}></wa-icon> ${RESOURCING[who].word}</span>
        <span class="flags">
          ${
            incident.topFlags.length === 0
              ? html`<span class="quiet">No flags so far</span>`
              : incident.topFlags.map((flag) => flagLine(flag))
          }
        </span>
        ${nobody === undefined ? '' : html`<span class="linked">${nobody}</span>`}
        ${incident.downgrade === undefined ? '' : html`<span class="downgrade">${downgradeInWords(incident.downgrade)}</span>`}
        ${linked === undefined ? '' : html`<span class="linked">${linked.sentence}</span>`} ${this.#event()}
        <span class="facts">${this.#unchecked()}${this.#attendance(now)}</span>${this.#delivery()}
      </button>
    `;
  }

  /** The calls about one event, or those that may be. */
  #event() {
    const { merged, sameEvent } = this.incident;
    if (merged.length > 0)
      return html`<span class="facts"><strong>${merged.length + 1} callers</strong>, one event</span>`;
    if (sameEvent.length === 0) return '';
    return html`<span class="facts">${sameEvent.length + 1} calls from this place: one event?</span>`;
  }

  #delivery() {
    return this.proofs.map(
      (proof) =>
        html`<span class="proof ${proof.informed ? '' : 'unread'}">
          <wa-icon name=${proof.informed ? 'person-check' : 'eye-slash'}></wa-icon> ${proofInWords(proof)}
        </span>`,
    );
  }

  #unchecked() {
    const { length } = this.incident.notChecked;
    if (length === 0) return '';
    return html`<span class="unchecked">${length} ${length === 1 ? 'register' : 'registers'} not checked</span>`;
  }

  #attendance(now: number): string {
    const sent = this.incident.attendance.filter(({ stoodDownAt }) => stoodDownAt === undefined);
    const said = sent.map((one) => attendanceInWords(one, now)).join('; ');
    return said !== '' && this.incident.notChecked.length > 0 ? ` · ${said}` : said;
  }
}
