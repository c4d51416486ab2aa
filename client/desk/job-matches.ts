import { css, html, LitElement, type PropertyValues } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Card, JobForm } from '../../server/contract/index.js';
import { isUndecided, rulingOn, type FoundRecord } from '../data/desk-work.js';
import { base } from '../ui/base.js';
import { peopleOf, registerName, subjectName, TIER, type KnownPerson } from '../ui/words.js';
import './match-review.js';

const OF = { phone: 'the number', location: 'the address', via: 'somebody beside them' } as const;

/** Through whom or what of the call a record was found, each once. */
function throughWhom({ matches }: FoundRecord, people: readonly KnownPerson[]): string {
  const all = matches.map(({ via, subject }) => {
    if (via !== undefined) return OF.via;
    return subject.kind === 'person' ? subjectName(subject, people) : OF[subject.kind];
  });
  return [...new Set(all)].join(', ');
}

/**
 * `out-job-matches`: the records that were found for a job, each once, and the one that is open beside its decision. It can have the focus
 * itself, so that the keys of the desk act.
 *
 * Fires `open-match` with the index; passes on `decide` and `left`.
 */
@customElement('out-job-matches')
export class OutJobMatches extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: flex;
        min-height: 0;
      }
      :host(:focus) {
        outline: none;
      }
      section {
        display: flex;
        flex-direction: column;
        width: 100%;
        min-height: 0;
      }
      .scroll {
        overflow: auto;
        min-height: 0;
      }
      ul {
        flex: none;
        max-height: 38%;
        overflow: auto;
        border-bottom: 2px solid var(--line-strong);
      }
      .record > span {
        display: block;
        color: var(--ink-quiet);
        font-size: var(--text-s);
        font-weight: 400;
      }
      li button {
        display: grid;
        grid-template-columns: 1fr auto;
        gap: 0 var(--gap-s);
        width: 100%;
        padding: var(--gap-xs) var(--gap-m);
        border: 0;
        border-bottom: 1px solid var(--line);
        border-radius: 0;
        background: transparent;
        text-align: left;
        justify-content: stretch;
      }
      li button[aria-current='true'] {
        background: var(--accent-wash);
        box-shadow: inset 4px 0 var(--accent);
      }
      .confirmed {
        font-weight: 650;
      }
      .rejected {
        text-decoration: line-through;
      }
    `,
  ];

  @property({ attribute: false }) found: readonly FoundRecord[] = [];
  @property({ attribute: false }) card!: Card;
  @property({ attribute: false }) form!: JobForm;
  @property({ type: Number }) open = 0;
  @property({ type: Boolean }) asking = false;

  override connectedCallback(): void {
    super.connectedCallback();
    this.tabIndex = -1;
  }

  override render() {
    const { found } = this;
    const record = found[this.open];
    return html`
      <section class="panel" aria-labelledby="title">
        <h2 id="title">Matches <span>${this.#counts()}</span></h2>
        <ul>
          ${repeat(
            found,
            ({ matches: [{ register, recordId }] }) => `${register}/${recordId}`,
            (one, index) => this.#row(one, index),
          )}
        </ul>
        <div class="scroll" tabindex="0" role="group" aria-label="The match that is open">
          ${
            record === undefined
              ? html`<p class="body quiet">The registers gave no match. What they answered is under “Checks”.</p>`
              : html`<out-match-review
                  .record=${record}
                  .people=${peopleOf(this.card)}
                  .decided=${rulingOn(this.form, record)}
                  .asking=${this.asking}
                  @decide=${(event: CustomEvent) => this.#pass(event)}
                  @left=${(event: CustomEvent) => this.#pass(event)}
                ></out-match-review>`
          }
        </div>
      </section>
    `;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('open')) {
      this.renderRoot.querySelector('[aria-current="true"]')?.scrollIntoView({ block: 'nearest' });
    }
  }

  #counts(): string {
    const open = this.found.filter((record) => isUndecided(this.form, record)).length;
    return `${this.found.length}, ${open} to decide`;
  }

  #row(record: FoundRecord, index: number) {
    const [match] = record.matches;
    const standing = rulingOn(this.form, record)?.decision ?? match.standing;
    const word = { unreviewed: TIER[match.tier], confirmed: 'Confirmed', rejected: 'Rejected' }[standing];
    const disputed = record.matches.some((one) => one.disputed !== undefined) ? ', disputed' : '';
    return html`
      <li>
        <button
          aria-current=${index === this.open ? 'true' : 'false'}
          @click=${() => this.dispatchEvent(new CustomEvent<number>('open-match', { detail: index }))}
        >
          <span class="record ${standing}"
            >${registerName(match.register)}: ${match.record.summary}
            <span>${throughWhom(record, peopleOf(this.card))}</span></span
          >
          <span class="quiet">${word}${disputed}</span>
        </button>
      </li>
    `;
  }

  #pass({ type, detail }: CustomEvent): void {
    this.dispatchEvent(new CustomEvent<unknown>(type, { detail }));
  }
}
