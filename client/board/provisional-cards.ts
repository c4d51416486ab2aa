import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Card } from '../../server/contract/index.js';
import type { LinkHealth } from '../data/link-clock.js';
import { base } from '../ui/base.js';
import '../ui/card.js';
import { flagLine, flagLines } from '../ui/flag-line.js';

/** As many as a row of the board. */
const MOST_FLAGS = 3;

/**
 * `out-provisional-cards`: incidents that are on no board yet, because the log that boards are made from is away: each opens
 * to its card.
 */
@customElement('out-provisional-cards')
export class OutProvisionalCards extends LitElement {
  static override styles = [
    base,
    flagLines,
    css`
      details {
        margin: 0 var(--gap-s) var(--gap-xs);
        border: 2px dashed var(--warn);
        border-radius: var(--radius);
      }
      summary {
        padding: var(--gap-s) var(--gap-m);
        cursor: pointer;
      }
      summary > strong {
        color: var(--warn);
      }
    `,
  ];

  @property({ attribute: false }) cards: readonly Card[] = [];
  @property({ attribute: false }) health!: LinkHealth;

  override render() {
    return repeat(
      this.cards,
      ({ incidentId }) => incidentId,
      (card) => html`
        <details data-incident=${card.incidentId}>
          <summary>
            <strong>Provisional</strong> ${card.situation.reference} · ${card.situation.address ?? 'No address'}
            ${card.flags.slice(0, MOST_FLAGS).map((flag) => flagLine(flag))}
          </summary>
          <out-card .card=${card} .health=${this.health}></out-card>
        </details>
      `,
    );
  }
}
