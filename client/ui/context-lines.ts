import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Card } from '../../server/contract/index.js';
import { base } from './base.js';

/** `out-context-lines`: other incidents that belong to this one (a repeat call is not a duplicate, R16), and what changed on the card. */
@customElement('out-context-lines')
export class OutContextLines extends LitElement {
  static override styles = [
    base,
    css`
      .linked {
        display: grid;
        gap: 2px;
        padding: 6px var(--gap-m);
        border: 1px solid var(--line);
        border-left: 6px solid var(--high);
        border-radius: var(--radius);
        background: var(--high-wash);
        font-weight: 600;
      }
      .changes {
        padding: 2px var(--gap-m);
      }
      wa-icon {
        vertical-align: -2px;
      }
    `,
  ];

  @property({ attribute: false }) linked: Card['linked'] = [];
  @property({ attribute: false }) changes: Card['changes'] = [];

  override render() {
    return html`
      ${
        this.linked.length === 0
          ? ''
          : html`<ul class="linked" aria-label="Linked incidents">
              ${this.linked.map(
                ({ reference, sentence }) =>
                  html`<li><wa-icon name="link-45deg"></wa-icon> ${sentence} (${reference})</li>`,
              )}
            </ul>`
      }
      ${
        this.changes.length === 0
          ? ''
          : html`<p class="changes small">
              <strong>Changed:</strong> ${this.changes.map(({ sentence }) => sentence).join('; ')}
            </p>`
      }
    `;
  }
}
