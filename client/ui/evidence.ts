import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Flag, Match, RecordView } from '../../server/contract/index.js';
import { asTyped } from '../data/dates.js';
import type { Answers } from '../data/intelligence.js';
import { base } from './base.js';
import { differ } from './differ.js';
import { evidenceTable } from './evidence-lines.js';
import { isOpen, reasonOf, standingInWords } from './standing.js';
import { MINUTE, Ticker } from './ticker.js';
import { age, day } from './time.js';
import { registerName, reviewInWords, TIER, whose, type KnownPerson } from './words.js';

/**
 * `out-evidence`: the region "Evidence", why one flag is there: each record that it rests on, whose it is, how old, and
 * line by line what agrees, differs or is missing, adding up to the score (R3); and who has decided on it (R4).
 *
 * Fires `dispute` (bubbles) with the match as detail: the reader wants to say "not this person", or to take it
 * back.
 */
@customElement('out-evidence')
export class OutEvidence extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: flex;
        flex-direction: column;
      }
      section {
        display: flex;
        flex: 1;
        flex-direction: column;
        min-height: 0;
      }
      .scroll {
        overflow: auto;
        min-height: 0;
      }
      article + article {
        border-top: 2px solid var(--line);
      }
      article {
        display: grid;
        gap: var(--gap-s);
      }
      .summary {
        font-weight: 600;
      }
      .whose {
        margin-top: var(--gap-xs);
      }
      .terms {
        padding-left: var(--gap-s);
        border-left: 3px solid var(--line-strong);
      }
      .open {
        color: var(--warn);
      }
      .rejected {
        font-weight: 650;
      }
      table {
        width: 100%;
        border-collapse: collapse;
        font-size: var(--text-s);
      }
      td {
        padding: var(--gap-xxs) var(--gap-s) var(--gap-xxs) 0;
        border-top: 1px solid var(--line);
        vertical-align: top;
      }
      .agreement {
        white-space: nowrap;
        width: 6.5em;
        font-weight: 600;
      }
      .agrees .agreement {
        color: var(--agrees);
      }
      .similar .agreement {
        color: var(--medium);
      }
      .differs .agreement {
        color: var(--life-risk);
      }
      .missing .agreement,
      .prior .agreement {
        color: var(--ink-quiet);
      }
      .weight {
        text-align: right;
        padding-right: 0;
        font-variant-numeric: tabular-nums;
        white-space: nowrap;
      }
      tfoot td {
        border-top: 2px solid var(--line-strong);
        font-weight: 650;
      }
      tfoot .quiet {
        font-weight: 400;
      }
      .spellings {
        display: block;
        font-family: var(--mono);
      }
      mark {
        background: var(--agrees-mark);
        color: inherit;
        border-radius: var(--radius-s);
      }
    `,
  ];

  @property({ attribute: false, hasChanged: differ }) records: readonly Match[] = [];
  /** the headline that the evidence is for */
  @property() headline = '';
  /** for a history: by which definition which incidents were counted */
  @property({ attribute: false }) history: Pick<Flag, 'definition' | 'counted'> = {};
  @property({ attribute: false }) people: readonly KnownPerson[] = [];
  /** ids of the matches of which the reader may say "not this person" */
  @property({ attribute: false }) answers: Answers = new Map();
  readonly ticker = new Ticker(this, MINUTE);

  override render() {
    return html`
      <section class="panel" aria-labelledby="title">
        <h2 id="title">Evidence</h2>
        <div
          class="scroll"
          tabindex=${this.records.length === 0 ? '-1' : '0'}
          role="group"
          aria-label="Records and lines of evidence"
        >
          ${this.headline === '' ? '' : html`<p class="body summary">${this.headline}</p>`} ${this.#counted()}
          ${this.records.length === 0 ? this.#none() : ''}
          ${repeat(
            this.#byRecord(),
            ([match]) => `${match.register}/${match.recordId}`,
            (matches) => this.#record(matches),
          )}
        </div>
      </section>
    `;
  }

  #counted() {
    const { definition, counted = [] } = this.history;
    if (counted.length === 0) return '';
    return html`
      <div class="body" role="group" aria-label="Incidents counted">
        <p class="small quiet">Counted by the definition ${definition}:</p>
        <ol class="small">
          ${counted.map(({ at, what }) => html`<li><strong>${day(at)}</strong> ${what}</li>`)}
        </ol>
      </div>
    `;
  }

  #none() {
    if ((this.history.counted ?? []).length > 0) return '';
    const text =
      this.headline === ''
        ? 'Choose a flag to see why it is there.'
        : 'This does not come from a register: no record stands behind it.';
    return html`<p class="body quiet">${text}</p>`;
  }

  /** The matches of one record stand together, in the order in which their records first come. */
  #byRecord(): [Match, ...Match[]][] {
    const groups = new Map<string, [Match, ...Match[]]>();
    for (const match of this.records) {
      const key = `${match.register}/${match.recordId}`;
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [match]);
      else group.push(match);
    }
    return [...groups.values()];
  }

  #record(matches: [Match, ...Match[]]) {
    const [{ register, recordId, record }] = matches;
    return html`
      <article class="body">
        <h3>${registerName(register)} <span class="quiet small">record ${recordId}</span></h3>
        ${this.#facts(record)}
        ${matches.map(
          (match) => html`
            <p class="whose">
              <strong>${whose(match, this.people)}</strong><br />
              <span class="small">${TIER[match.tier]} · ${this.#standing(match)}</span>
            </p>
            ${evidenceTable(match)} ${this.#dispute(match)}
          `,
        )}
      </article>
    `;
  }

  #standing(match: Match) {
    const reason = reasonOf(match);
    const said = reason === undefined ? '' : html` <q>${reason}</q>`;
    return html`<span class=${isOpen(match) ? 'open' : match.standing}>${standingInWords(match)}</span>${said}`;
  }

  /** Offered for what is on the filed card, and not settled already. */
  #dispute(match: Match) {
    const answer = this.answers.get(match.id);
    if (answer === undefined) return '';
    const words = answer === 'dispute' ? 'Not this person' : 'Take back “not this person”';
    const ask = () =>
      this.dispatchEvent(new CustomEvent<Match>('dispute', { detail: match, bubbles: true, composed: true }));
    return html`<p>
      <button @click=${ask} aria-label="${words}: ${whose(match, this.people)}">${words}…</button>
    </p>`;
  }

  #facts(record: RecordView) {
    const { validFrom, validUntil, reviewBy, sensitivity } = record;
    const facts = [
      record.risk === undefined ? '' : `${record.risk} risk`,
      `recorded ${day(record.recordedAt)} (${age(record.recordedAt, Date.now())})`,
      validFrom === undefined ? '' : `from ${day(validFrom)}`,
      validUntil === undefined ? '' : `until ${day(validUntil)}`,
      reviewBy === undefined ? '' : reviewInWords(reviewBy, new Date().toISOString()),
      sensitivity === 'normal' ? '' : sensitivity,
    ].filter((fact) => fact !== '');
    const details = Object.entries(record.details ?? {});
    return html`
      <p class="summary">${record.summary}</p>
      <p class="small quiet">${facts.join(' · ')}</p>
      ${record.terms === undefined ? '' : html`<p class="terms small">${record.terms}</p>`}
      ${
        record.people.length === 0
          ? ''
          : html`<p class="small">
              On the record:
              ${record.people
                .map(({ role, name, dateOfBirth }) =>
                  [name ?? 'name not shown', role, dateOfBirth && asTyped(dateOfBirth)].filter(Boolean).join(', '),
                )
                .join('; ')}
            </p>`
      }
      ${
        details.length === 0
          ? ''
          : html`<p class="small">${details.map(([name, value]) => `${name}: ${String(value)}`).join(' · ')}</p>`
      }
    `;
  }
}
