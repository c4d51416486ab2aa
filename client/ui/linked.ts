import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Card } from '../../server/contract/index.js';
import { base } from './base.js';

/** So many are read at a glance; the others are counted, and one key away. */
const AT_A_GLANCE = 4;

/** `out-linked`: other incidents that belong to this one, first of all: a repeat call is not a duplicate (R16). */
@customElement('out-linked')
export class OutLinked extends LitElement {
  static override styles = [
    base,
    css`
      ul {
        display: grid;
        gap: var(--gap-xxs);
        padding: var(--gap-s) var(--gap-m);
        border: 1px solid var(--line);
        border-left: 6px solid var(--high);
        border-radius: var(--radius);
        background: var(--high-wash);
        font-weight: 600;
      }
      summary {
        cursor: pointer;
        min-height: var(--button);
        font-weight: 400;
      }
      details ul {
        padding: 0;
        border: 0;
      }
      wa-icon {
        vertical-align: -2px;
      }
    `,
  ];

  @property({ attribute: false }) linked: Card['linked'] = [];

  override render() {
    const first = this.linked.slice(0, AT_A_GLANCE);
    const others = this.linked.slice(AT_A_GLANCE);
    return html`
      <ul aria-label="Linked incidents">
        ${first.map(line)}
        ${
          others.length === 0
            ? ''
            : html`<li>
                <details>
                  <summary>${others.length} more</summary>
                  <ul>
                    ${others.map(line)}
                  </ul>
                </details>
              </li>`
        }
      </ul>
    `;
  }
}

const line = ({ reference, sentence }: Card['linked'][number]) =>
  html`<li><wa-icon name="link-45deg"></wa-icon> ${sentence} (${reference})</li>`;
