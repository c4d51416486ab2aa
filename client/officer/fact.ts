import { css, html, LitElement } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Flag, Match } from '../../server/contract/index.js';
import type { Answers } from '../data/intelligence.js';
import { base } from '../ui/base.js';
import '../ui/evidence.js';
import { flagLines } from '../ui/flag-line.js';
import { flagStanding, isOpen } from '../ui/standing.js';
import { owners, SEVERITY, TIER, type KnownPerson } from '../ui/words.js';

/** `out-fact`: one flag, big enough for a glance at arm's length; a touch opens its evidence below it. */
@customElement('out-fact')
export class OutFact extends LitElement {
  static override styles = [
    base,
    flagLines,
    css`
      button {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: var(--gap-xxs) var(--gap-s);
        align-items: center;
        width: 100%;
        min-height: var(--thumb-l);
        padding: var(--gap-s) var(--gap-m);
        border: 1px solid var(--tone);
        border-left: 8px solid var(--tone);
        background: var(--wash);
        text-align: left;
        justify-content: start;
      }
      button:hover {
        color: inherit;
        border-color: var(--tone);
      }
      wa-icon {
        color: var(--tone);
        font-size: var(--glance-xl);
      }
      /* The whole width: three of them are to be read without scrolling. */
      .headline,
      .facts {
        grid-column: 1 / -1;
      }
      .severity {
        color: var(--tone);
        font-size: var(--glance-s);
        font-weight: 750;
        letter-spacing: 0.04em;
        text-transform: uppercase;
      }
      .headline {
        font-size: var(--glance-xl);
        font-weight: 700;
        line-height: 1.25;
        overflow-wrap: anywhere;
      }
      .facts {
        color: var(--ink);
        font-size: var(--glance-s);
      }
      .unreviewed {
        color: var(--warn);
        font-weight: 650;
      }
      .rejected .headline {
        text-decoration: line-through;
      }
    `,
  ];

  @property({ attribute: false }) flag!: Flag;
  /** the matches that the flag rests on */
  @property({ attribute: false }) records: readonly Match[] = [];
  @property({ attribute: false }) people: readonly KnownPerson[] = [];
  @property({ attribute: false }) answers: Answers = new Map();
  @state() private open = false;

  override render() {
    const { flag, records, people } = this;
    const { word, icon } = SEVERITY[flag.severity];
    // The surest is enough for a glance; the evidence has them all.
    const [owner] = owners(records, people);
    return html`
      <button
        class="${flag.severity} ${flag.standing === 'rejected' ? 'rejected' : ''}"
        aria-expanded=${this.open ? 'true' : 'false'}
        @click=${() => (this.open = !this.open)}
      >
        <wa-icon name=${icon}></wa-icon>
        <span class="severity">${word}</span>
        <span class="headline">${flag.headline}</span>
        <span class="facts">
          ${owner === undefined ? '' : `${owner} · `}${TIER[flag.tier]} ·
          <span class=${isOpen(flag) ? 'unreviewed' : ''}>${flagStanding(flag)}</span>
        </span>
      </button>
      ${this.open ? html`<out-evidence headline=${flag.headline} .records=${records} .history=${flag} .people=${people} .answers=${this.answers}></out-evidence>` : ''}
    `;
  }
}
