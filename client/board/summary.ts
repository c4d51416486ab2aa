import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { IncidentSummary } from '../../server/contract/index.js';
import type { LinkHealth } from '../data/link-clock.js';
import { base } from '../ui/base.js';
import { flagLine, flagLines } from '../ui/flag-line.js';
import '../ui/linked.js';
import { clock } from '../ui/time.js';
import { LEVEL, registerName } from '../ui/words.js';

/** `out-summary`: what the board knows of an incident, for somebody who sends officers but is not given the card (R7). */
@customElement('out-summary')
export class OutSummary extends LitElement {
  static override styles = [
    base,
    flagLines,
    css`
      .panel {
        overflow: auto;
      }
      .body {
        display: grid;
        gap: var(--gap-s);
      }
      .spoken {
        font-size: var(--text-l);
        font-weight: 600;
      }
      ul {
        display: grid;
        gap: var(--gap-xs);
      }
      .flag {
        padding: var(--gap-s);
        border-left: 6px solid var(--tone);
        border-radius: var(--radius);
        background: var(--wash);
      }
      .unchecked {
        color: var(--warn);
        font-weight: 650;
      }
    `,
  ];

  @property({ attribute: false }) incident!: IncidentSummary;
  @property({ attribute: false }) health!: LinkHealth;

  override render() {
    const { incident, health } = this;
    const { spoken, topFlags, linked, notChecked, cardVersion, level } = incident;
    return html`
      <section class="panel" aria-labelledby="title">
        <h2 id="title">What is known <span>card ${cardVersion}, which its officers read</span></h2>
        <div class="body">
          ${
            'since' in health
              ? html`<p class="old">As of ${clock(health.since)}: the link is lost, this is not being updated.</p>`
              : ''
          }
          ${spoken === '' ? '' : html`<p class="spoken">${spoken}</p>`}
          ${linked.length === 0 ? '' : html`<out-linked .linked=${linked}></out-linked>`}
          ${
            topFlags.length === 0
              ? html`<p class="quiet">No flags so far.</p>`
              : html`<ul aria-label="Flags">
                  ${topFlags.map((flag) => html`<li>${flagLine(flag)}</li>`)}
                </ul>`
          }
          ${
            notChecked.length === 0
              ? html`<p>No register is marked as not checked; the card says what each answered.</p>`
              : html`<p class="unchecked">Not checked: ${notChecked.map(registerName).join(', ')}</p>`
          }
          <p class="quiet">${LEVEL[level].title} ${LEVEL[level].text}</p>
        </div>
      </section>
    `;
  }
}
