import { css, html, LitElement } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { Evidence, Match } from '../../server/contract/index.js';
import type { FoundRecord, Ruling } from '../data/desk-work.js';
import { base, controls } from '../ui/base.js';
import { highlight } from '../ui/highlight.js';
import { reasonOf, standingInWords } from '../ui/standing.js';
import { age } from '../ui/time.js';
import { signOf, bits, probabilityInWords, registerName, TIER, whose, type KnownPerson } from '../ui/words.js';

/** Why a match is not this person, as it is most often; any other words will do. */
const REASONS = [
  'Date of birth differs',
  'Different person at this address',
  'Different sex',
  'Number has changed hands',
];

/**
 * `out-match-review`: one record to decide on, what the call says beside what the record says, line by line, for each match
 * that led to it. The decision that is being made is marked; why something is rejected is asked for.
 *
 * Fires `decide` with the ruling as detail, and `left` when the reason is not given after all.
 */
@customElement('out-match-review')
export class OutMatchReview extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      article {
        padding: var(--gap-s) var(--gap-m);
      }
      .summary {
        font-size: var(--text-l);
        font-weight: 650;
      }
      table {
        width: 100%;
        margin-block: var(--gap-s);
        border-collapse: collapse;
        table-layout: fixed;
      }
      th,
      td {
        padding: var(--gap-xs) var(--gap-s) var(--gap-xs) 0;
        border-top: 1px solid var(--line);
        text-align: left;
        vertical-align: top;
        overflow-wrap: anywhere;
      }
      thead th {
        color: var(--ink-quiet);
        font-size: var(--text-s);
        font-weight: 400;
        border-top: 0;
      }
      .act {
        position: sticky;
        bottom: 0;
        padding-block: var(--gap-s);
        background: var(--surface);
      }
      .sign {
        width: 7em;
        font-weight: 600;
        white-space: nowrap;
      }
      .bits {
        width: 5em;
        text-align: right;
      }
      .agrees .sign {
        color: var(--agrees);
      }
      .similar .sign {
        color: var(--medium);
      }
      .differs .sign {
        color: var(--life-risk);
      }
      .missing .sign {
        color: var(--ink-quiet);
      }
      mark {
        background: var(--agrees-mark);
        color: inherit;
      }
      form,
      .row {
        display: flex;
        gap: var(--gap-s);
        align-items: end;
      }
      form label {
        flex: 1;
      }
      .chosen {
        border-width: 2px;
        border-color: var(--accent);
        background: var(--accent-wash);
        font-weight: 650;
      }
      .decided {
        margin-top: var(--gap-xs);
        font-weight: 650;
      }
    `,
  ];

  @property({ attribute: false }) record!: FoundRecord;
  @property({ attribute: false }) people: readonly KnownPerson[] = [];
  /** what the researcher has decided and not sent yet */
  @property({ attribute: false }) decided: Ruling | undefined;
  /** why it is rejected is being asked */
  @property({ type: Boolean }) asking = false;
  @query('input') private readonly reason!: HTMLInputElement | null;

  override render() {
    const [match, ...others] = this.record.matches;
    const { record } = match;
    const standing = standingInWords(match);
    const reason = reasonOf(match);
    return html`
      <article aria-label="The match that is open">
        <p class="summary">${registerName(match.register)}: ${record.summary}</p>
        <p class="quiet">
          ${whose(match, this.people)} · ${TIER[match.tier]}, ${probabilityInWords(match)} · recorded
          ${age(record.recordedAt, Date.now())} · ${standing}${reason === undefined ? '' : html` <q>${reason}</q>`}
        </p>
        ${record.terms === undefined ? '' : html`<p>${record.terms}</p>`} ${this.#evidence(match)}
        ${others.map(
          (other) => html`
            <h3>Also: ${whose(other, this.people)} · ${TIER[other.tier]}, ${probabilityInWords(other)}</h3>
            ${this.#evidence(other)}
          `,
        )}
        <div class="act">${this.asking ? this.#why() : this.#buttons()}</div>
        <p class="decided" role="status" ?hidden=${this.decided === undefined}>${this.#said()}</p>
      </article>
    `;
  }

  protected override updated(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('asking') && this.asking) this.reason?.focus();
  }

  #evidence({ evidence }: Match) {
    return html`
      <table>
        <thead>
          <tr>
            <th class="sign" scope="col">Agreement</th>
            <th scope="col">The call says</th>
            <th scope="col">The record says</th>
            <th class="bits" scope="col">Weight</th>
          </tr>
        </thead>
        <tbody>
          ${evidence.map((line) => this.#line(line))}
        </tbody>
      </table>
    `;
  }

  #line(evidence: Evidence) {
    const { field, agreement, ours, theirs, letters, sentence, weight } = evidence;
    const { word, icon } = signOf(evidence);
    const spelled = ours !== undefined && theirs !== undefined;
    return html`
      <tr class=${field === 'prior' ? 'missing' : agreement}>
        <td class="sign"><wa-icon name=${icon}></wa-icon> ${word}</td>
        ${
          spelled
            ? html`<td>${marked(ours, letters?.ours)}</td>
                <td>${marked(theirs, letters?.theirs)} <span class="quiet small">${sentence}</span></td>`
            : html`<td colspan="2">${sentence}</td>`
        }
        <td class="bits">${bits(weight)}</td>
      </tr>
    `;
  }

  #buttons() {
    const is = (decision: 'confirmed' | 'rejected') => this.decided?.decision === decision;
    return html`
      <div class="row">
        <button
          class=${is('confirmed') ? 'chosen' : ''}
          aria-pressed=${is('confirmed') ? 'true' : 'false'}
          @click=${() => this.#decide('confirmed')}
        >
          Confirm <kbd>C</kbd>
        </button>
        <button
          class=${is('rejected') ? 'chosen' : ''}
          aria-pressed=${is('rejected') ? 'true' : 'false'}
          @click=${() => (this.asking = true)}
        >
          Not this person… <kbd>X</kbd>
        </button>
      </div>
    `;
  }

  #why() {
    return html`
      <form
        @submit=${(event: SubmitEvent) => {
          event.preventDefault();
          this.#decide('rejected', this.reason?.value.trim());
        }}
      >
        <label>
          Why is it not this person?
          <input
            required
            maxlength="300"
            list="reasons"
            autocomplete="off"
            @keydown=${(event: KeyboardEvent) => event.key === 'Escape' && this.dispatchEvent(new CustomEvent('left'))}
          />
        </label>
        <datalist id="reasons">${REASONS.map((reason) => html`<option value=${reason}></option>`)}</datalist>
        <button class="primary">Reject <kbd>Enter</kbd></button>
      </form>
    `;
  }

  #said(): string {
    const { decided } = this;
    if (decided === undefined) return '';
    const note = decided.note === undefined ? '' : `: ${decided.note}`;
    const all = this.record.matches.length > 1 ? `, for all ${this.record.matches.length} ways to it` : '';
    return `${decided.decision === 'confirmed' ? 'Confirmed' : 'Rejected'}${all}${note}. It goes out when you finish.`;
  }

  #decide(decision: 'confirmed' | 'rejected', note?: string): void {
    const detail: Ruling = { decision, ...(note ? { note } : {}) };
    this.dispatchEvent(new CustomEvent<Ruling>('decide', { detail }));
  }
}

const marked = (text: string, letters: Parameters<typeof highlight>[1] = []) =>
  highlight(text, letters).map((piece) => (piece.found ? html`<mark>${piece.text}</mark>` : piece.text));
