import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Card, Check } from '../../server/contract/index.js';
import { base } from '../ui/base.js';
import { moment } from '../ui/time.js';
import { CHECK, ledgerInWords, putOffInWords, registerName } from '../ui/words.js';
import { uncheckedOf } from './facts.js';

/**
 * `out-not-checked`: what nobody looked at, and why, right below what is known (R2). Where every register was asked it says
 * what they answered, and shows no tick.
 */
@customElement('out-not-checked')
export class OutNotChecked extends LitElement {
  static override styles = [
    base,
    css`
      section {
        padding: var(--gap-m);
        border: 2px dashed var(--warn);
        border-radius: var(--radius);
        background: var(--warn-wash);
        font-size: var(--glance-m);
      }
      section.asked {
        border: 1px solid var(--line);
        background: var(--surface);
      }
      h3 {
        font-size: var(--glance-l);
        color: var(--warn);
      }
      .asked h3 {
        color: var(--ink);
      }
      li {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: 0 var(--gap-s);
        padding-top: var(--gap-xs);
      }
      wa-icon {
        margin-top: var(--gap-xs);
        color: var(--warn);
      }
      .why {
        color: var(--ink);
      }
    `,
  ];

  @property({ attribute: false }) card!: Card;

  override render() {
    const { checks, putOff = [] } = this.card;
    const unchecked = uncheckedOf(this.card);
    if (checks.length === 0) {
      return html`<section aria-label="Not checked"><h3>Nothing checked: no register was asked</h3></section>`;
    }
    const later = putOff.length === 0 ? '' : html`<p>${putOffInWords(putOff)}</p>`;
    if (unchecked.length === 0 && later === '') {
      return html`<section class="asked" aria-label="Checked">
        <h3>Every register was asked</h3>
        <p>${ledgerInWords(checks)}.</p>
      </section>`;
    }
    return html`
      <section aria-labelledby="title">
        <h3 id="title">Not checked: ${unchecked.length} of ${checks.length}</h3>
        ${later}
        <ul>
          ${unchecked.map((check) => html`<li>${this.#line(check)}</li>`)}
        </ul>
      </section>
    `;
  }

  #line({ register, status, subjects }: Check) {
    const { word, icon } = CHECK[status];
    const worst = subjects.find((receipt) => receipt.status === status);
    const asOf = status === 'stale' && worst?.asOf !== undefined ? `as of ${moment(worst.asOf, Date.now())}` : '';
    const why = [worst?.reason ?? '', asOf].filter((part) => part !== '').join('; ');
    return html`
      <wa-icon name=${icon}></wa-icon>
      <span>
        <strong>${registerName(register)}</strong>:
        ${word.toLowerCase()}${why === '' ? '' : html`<span class="why">, ${why}</span>`}
      </span>
    `;
  }
}
