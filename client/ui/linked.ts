import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Card } from '../../server/contract/index.js';
import { base } from './base.js';

/** `out-linked`: other incidents that belong to this one, first of all: a repeat call is not a duplicate (R16). */
@customElement('out-linked')
export class OutLinked extends LitElement {
  static override styles = [
    base,
    css`
      ul {
        display: grid;
        gap: 2px;
        padding: 6px var(--gap-m);
        border: 1px solid var(--line);
        border-left: 6px solid var(--high);
        border-radius: var(--radius);
        background: var(--high-wash);
        font-weight: 600;
      }
      wa-icon {
        vertical-align: -2px;
      }
    `,
  ];

  @property({ attribute: false }) linked: Card['linked'] = [];

  override render() {
    return html`
      <ul aria-label="Linked incidents">
        ${this.linked.map(
          ({ reference, sentence }) => html`<li><wa-icon name="link-45deg"></wa-icon> ${sentence} (${reference})</li>`,
        )}
      </ul>
    `;
  }
}
