import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { base } from './base.js';
import { Ticker } from './ticker.js';
import { ago, clock } from './time.js';

/**
 * `out-as-of`: when what is on a screen was read, and how long ago, where it does not come by itself; or why the newest is
 * missing. Only that is said aloud: a clock that counts would speak every second.
 */
@customElement('out-as-of')
export class OutAsOf extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        padding: var(--gap-xs) var(--gap-m);
        font-size: var(--text-s);
        color: var(--ink-quiet);
      }
    `,
  ];

  /** ms since 1970; undefined: nothing was read yet */
  @property({ attribute: false }) at: number | undefined;
  /** why the newest word is missing; empty when it is there */
  @property() missing = '';
  readonly ticker = new Ticker(this);

  override render() {
    const { at, missing } = this;
    const read = at === undefined ? '' : `As of ${clock(at)}, ${ago(at, Date.now())}`;
    return html`
      <p class="old" role="status">${missing === '' ? '' : `This is not the newest: ${missing}`}</p>
      <p>${read === '' && missing === '' ? 'Waiting for the first word from the server.' : read}</p>
    `;
  }
}
