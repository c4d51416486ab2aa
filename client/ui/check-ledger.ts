import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Check, PutOff, Receipt } from '../../server/contract/index.js';
import { base } from './base.js';
import { moment } from './time.js';
import { CHECK, ledgerInWords, putOffInWords, registerName, subjectName, type KnownPerson } from './words.js';

/**
 * `out-check-ledger`: the region "Checks", one line for each register: what it answered, about whom, and why not where
 * it was not asked. Nothing here looks like "clear": no ticks, and an empty ledger says that nothing was checked (R2).
 */
@customElement('out-check-ledger')
export class OutCheckLedger extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        container-type: inline-size;
      }
      details {
        border-top: 1px solid var(--line);
      }
      li:first-child details {
        border-top: 0;
      }
      summary {
        display: grid;
        grid-template-columns: auto minmax(8em, 11em) auto 1fr;
        gap: var(--gap-s);
        align-items: center;
        min-height: var(--row, var(--button));
        padding: var(--gap-xxs) var(--gap-m);
        cursor: pointer;
        list-style: none;
      }
      summary::-webkit-details-marker {
        display: none;
      }
      summary:hover {
        background: var(--surface-sunk);
      }
      .name {
        font-weight: 600;
      }
      .status {
        white-space: nowrap;
      }
      /* Why is never cut off: where it does not fit beside the answer, it stands below it. */
      @container (max-width: 640px) {
        summary {
          grid-template-columns: auto 1fr auto;
          row-gap: 0;
        }
        .why {
          grid-column: 2 / -1;
        }
        .why:empty {
          display: none;
        }
      }
      .hit {
        color: var(--life-risk);
        font-weight: 650;
      }
      .unavailable,
      .stale {
        color: var(--warn);
        font-weight: 650;
      }
      .put-off,
      .not-checked {
        color: var(--warn);
      }
      .no-trace {
        color: var(--ink-quiet);
      }
      dl {
        display: grid;
        grid-template-columns: minmax(9em, 14em) 1fr;
        gap: var(--gap-xxs) var(--gap-s);
        padding: var(--gap-xxs) var(--gap-m) var(--gap-s) calc(3 * var(--gap-m));
        font-size: var(--text-s);
      }
    `,
  ];

  /** undefined: nothing has been asked yet */
  @property({ attribute: false }) checks: readonly Check[] | undefined;
  /** what was left for later */
  @property({ attribute: false }) putOff: readonly PutOff[] = [];
  @property({ attribute: false }) people: readonly KnownPerson[] = [];

  override render() {
    const { checks } = this;
    return html`
      <section class="panel" aria-labelledby="title">
        <h2 id="title">
          Checks <span>${checks === undefined || checks.length === 0 ? '' : ledgerInWords(checks)}</span>
        </h2>
        ${checks === undefined ? html`<p class="body quiet">Nothing checked yet.</p>` : ''}
        ${checks?.length === 0 ? html`<p class="body quiet">No register was asked: nothing is known.</p>` : ''}
        ${
          this.putOff.length === 0
            ? ''
            : html`<p class="body put-off">
                <wa-icon name=${CHECK['not-checked'].icon}></wa-icon> ${putOffInWords(this.putOff)}
              </p>`
        }
        <ul>
          ${repeat(
            checks ?? [],
            ({ register }) => register,
            (check) => html`<li>${this.#check(check)}</li>`,
          )}
        </ul>
      </section>
    `;
  }

  #check({ register, status, subjects }: Check) {
    const { word, icon } = CHECK[status];
    const worst = subjects.find((receipt) => receipt.status === status);
    return html`
      <details>
        <summary>
          <wa-icon class=${status} name=${icon}></wa-icon>
          <span class="name">${registerName(register)}</span>
          <span class="status ${status}">${word}</span>
          <span class="why quiet small">${worst === undefined ? '' : this.#why(worst, false)}</span>
        </summary>
        <dl>
          ${subjects.map(
            (receipt) => html`
              <dt>${subjectName(receipt.subject, this.people)}</dt>
              <dd><span class=${receipt.status}>${CHECK[receipt.status].word}</span> ${this.#why(receipt, true)}</dd>
            `,
          )}
        </dl>
      </details>
    `;
  }

  /** Why, and as of when; in full also when it was asked. */
  #why({ reason, asOf, checkedAt, status }: Receipt, inFull: boolean): string {
    const now = Date.now();
    const parts = [
      reason ?? '',
      asOf === undefined ? '' : `as of ${moment(asOf, now)}`,
      !inFull || checkedAt === undefined || status === 'not-checked' ? '' : `checked ${moment(checkedAt, now)}`,
    ];
    return parts.filter((part) => part !== '').join('; ');
  }
}
