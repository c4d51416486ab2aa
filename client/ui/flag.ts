import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Flag, Match } from '../../server/contract/index.js';
import { base } from './base.js';
import { differ } from './differ.js';
import { severityTones } from './severity-tones.js';
import { flagStanding, isOpen } from './standing.js';
import { MINUTE, Ticker } from './ticker.js';
import { age } from './time.js';
import { owners, SEVERITY, TIER, type KnownPerson } from './words.js';

/**
 * `out-flag`: one flag as a button that brings up its evidence. The severity is a word, a shape, a colour and a place;
 * below the headline stand whose record it is, how old, how sure, and who has looked at it.
 *
 * Fires `choose` (bubbles) when the reader asks for the evidence.
 */
@customElement('out-flag')
export class OutFlag extends LitElement {
  static override shadowRootOptions: ShadowRootInit = { mode: 'open', delegatesFocus: true };

  static override styles = [
    base,
    severityTones,
    css`
      button {
        display: grid;
        grid-template-columns: auto 1fr auto;
        gap: var(--gap-xxs) var(--gap-s);
        width: 100%;
        padding: var(--gap-s) var(--gap-m) var(--gap-s) var(--gap-s);
        border: 1px solid var(--line);
        border-left: 6px solid var(--tone);
        background: var(--wash);
        text-align: left;
        justify-content: start;
        align-items: baseline;
      }
      button:hover {
        color: inherit;
        border-color: var(--tone);
      }
      button[aria-pressed='true'] {
        box-shadow: inset 0 0 0 2px var(--tone);
      }
      wa-icon {
        grid-row: span 3;
        align-self: start;
        margin-top: var(--gap-xxs);
        color: var(--tone);
        font-size: var(--text-l);
      }
      .severity {
        color: var(--tone);
        font-size: var(--text-xs);
        font-weight: 700;
        letter-spacing: 0.04em;
        text-transform: uppercase;
      }
      .tier {
        font-size: var(--text-xs);
        color: var(--ink);
      }
      .headline {
        grid-column: 2 / -1;
        font-weight: 650;
        overflow-wrap: anywhere;
      }
      .life-risk .headline {
        font-size: var(--text-l);
      }
      .facts {
        grid-column: 2 / -1;
        color: var(--ink-quiet);
        font-size: var(--text-s);
      }
      .machine {
        color: var(--warn);
      }
    `,
  ];

  @property({ attribute: false }) flag!: Flag;
  /** the matches that the flag rests on */
  @property({ attribute: false, hasChanged: differ }) records: readonly Match[] = [];
  @property({ attribute: false }) people: readonly KnownPerson[] = [];
  /** its evidence is on the screen */
  @property({ type: Boolean }) chosen = false;
  readonly ticker = new Ticker(this, MINUTE);

  override render() {
    const { flag } = this;
    const { word, icon } = SEVERITY[flag.severity];
    return html`
      <button class=${flag.severity} aria-pressed=${this.chosen ? 'true' : 'false'} @click=${this.#choose}>
        <wa-icon name=${icon}></wa-icon>
        <span class="severity">${word}</span>
        <span class="tier">${TIER[flag.tier]}</span>
        <span class="headline">${flag.headline}</span>
        <span class="facts">
          ${owners(this.records, this.people).map((owner) => html`${owner} · `)}${this.#age()}<span
            class=${isOpen(flag) ? 'machine' : ''}
            >${flagStanding(flag)}</span
          >
        </span>
      </button>
    `;
  }

  /** The newest of the records that the flag rests on. */
  #age() {
    const newest = this.records
      .map(({ record }) => record.recordedAt)
      .toSorted()
      .at(-1);
    return newest === undefined ? '' : html`${age(newest, Date.now())} · `;
  }

  readonly #choose = () => {
    this.dispatchEvent(new CustomEvent('choose', { bubbles: true }));
  };
}
