import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Card } from '../../server/contract/index.js';
import { base } from '../ui/base.js';
import { clock } from '../ui/time.js';
import { CHECK, GRADE, SEVERITY } from '../ui/words.js';
import { topFlag } from './rank.js';

/** `out-board-row`: one incident of the board in three lines: where, the worst that is known, what was not checked. Fires `choose`. */
@customElement('out-board-row')
export class OutBoardRow extends LitElement {
  static override shadowRootOptions: ShadowRootInit = { mode: 'open', delegatesFocus: true };

  static override styles = [
    base,
    css`
      button {
        display: grid;
        grid-template-columns: auto 1fr auto;
        gap: 1px var(--gap-s);
        width: 100%;
        padding: 6px 10px 6px 8px;
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
      .life-risk {
        --tone: var(--life-risk);
      }
      .high {
        --tone: var(--high);
      }
      .medium {
        --tone: var(--medium);
      }
      .info {
        --tone: var(--info);
      }
      .where {
        grid-column: 1 / 3;
        font-weight: 650;
      }
      .unread {
        font-size: 0.75rem;
        font-weight: 700;
        color: var(--accent);
      }
      wa-icon,
      .severity {
        color: var(--tone);
      }
      .worst {
        grid-column: 2 / -1;
      }
      .severity {
        font-size: 0.75rem;
        font-weight: 700;
        text-transform: uppercase;
      }
      .facts {
        grid-column: 1 / -1;
        color: var(--ink-quiet);
        font-size: var(--text-s);
      }
    `,
  ];

  @property({ attribute: false }) card!: Card;
  @property({ type: Boolean }) chosen = false;
  @property({ type: Boolean }) acknowledged = false;

  override render() {
    const { situation, version } = this.card;
    const worst = topFlag(this.card);
    return html`
      <button
        class=${worst?.severity ?? ''}
        aria-pressed=${this.chosen ? 'true' : 'false'}
        @click=${() => this.dispatchEvent(new CustomEvent('choose'))}
      >
        <span class="where">${situation.address ?? 'No address'}</span>
        <span class=${this.acknowledged ? 'quiet small' : 'unread'}>
          ${this.acknowledged ? `card ${version}` : `card ${version}, not acknowledged`}
        </span>
        ${
          worst === undefined
            ? html`<span class="worst quiet">No flags so far</span>`
            : html`<wa-icon name=${SEVERITY[worst.severity].icon}></wa-icon>
                <span class="worst"
                  ><span class="severity">${SEVERITY[worst.severity].word}</span> ${worst.headline}</span
                >`
        }
        <span class="facts">${this.#facts()}</span>
      </button>
    `;
  }

  #facts(): string {
    const { situation, checks } = this.card;
    const grade = situation.grade === undefined ? 'not graded' : GRADE[situation.grade];
    const open = checks.filter(({ status }) => status !== 'hit' && status !== 'no-trace');
    const unchecked = [...new Set(open.map(({ status }) => status))].map(
      (status) => `${open.filter((check) => check.status === status).length} ${CHECK[status].word.toLowerCase()}`,
    );
    const asked = checks.length === 0 ? ['nothing checked'] : unchecked;
    return [situation.reference, grade, `since ${clock(situation.openedAt)}`, ...asked].join(' · ');
  }
}
