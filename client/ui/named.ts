import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { NamedInCall } from '../../server/contract/index.js';
import { excerpt, type Excerpt } from '../data/excerpt.js';
import { base } from './base.js';
import { registerName } from './words.js';

type Mention = NamedInCall['mentions'][number];

/**
 * `out-named`: the region "Named in the call": people on the records that were hit, whose names stand in the words of the
 * call, with those words marked. Possibly the same people, and no more than that.
 */
@customElement('out-named')
export class OutNamed extends LitElement {
  static override styles = [
    base,
    css`
      ul {
        max-height: 11rem;
        overflow: auto;
      }
      li {
        display: grid;
        gap: var(--gap-xxs);
        padding: var(--gap-xs) var(--gap-m);
      }
      li + li {
        border-top: 1px solid var(--line);
      }
      strong {
        font-weight: 650;
      }
      .tier {
        color: var(--warn);
        font-size: var(--text-s);
      }
      mark {
        padding: 0 var(--gap-xxs);
        border-radius: var(--radius-s);
        background: var(--agrees-mark);
        color: inherit;
        font-weight: 650;
      }
    `,
  ];

  @property({ attribute: false }) named: readonly NamedInCall[] = [];
  /** what stands in the form now, by field; left out where the words of the call are not at hand */
  @property({ attribute: false }) texts: ReadonlyMap<string, string> = new Map();

  override render() {
    if (this.named.length === 0) return '';
    return html`
      <section class="panel" aria-labelledby="title">
        <h2 id="title">Named in the call <span>${this.named.length}</span></h2>
        <ul tabindex="0" aria-labelledby="title">
          ${this.named.map((one) => this.#person(one))}
        </ul>
      </section>
    `;
  }

  #person({ name, recordRole, register, mentions }: NamedInCall) {
    return html`
      <li>
        <span>
          <strong>${name}</strong>, ${recordRole} on ${registerName(register).toLowerCase()}
          <span class="tier">· possible, by name alone · machine, unreviewed</span>
        </span>
        ${mentions
          .slice(0, 3)
          .map(
            (mention) =>
              html`<span class="small">${this.#words(mention)} <span class="quiet">${mention.sentence}</span></span>`,
          )}
      </li>
    `;
  }

  #words(mention: Mention) {
    const found = excerpt(this.texts.get(mention.field), mention);
    return found === undefined ? html`<mark>${mention.words}</mark>` : inContext(found);
  }
}

const inContext = ({ before, words, after }: Excerpt) => html`<q>${before}<mark>${words}</mark>${after}</q>`;
