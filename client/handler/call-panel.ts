import { css, html, LitElement } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { Card, DeskState, User } from '../../server/contract/index.js';
import { isUpToDate, type DraftState } from '../data/draft-feed.js';
import { answersTo, type Intelligence } from '../data/intelligence.js';
import type { LinkHealth } from '../data/link-clock.js';
import type { Told } from '../data/receipts.js';
import { remembered } from '../data/remembered.js';
import { base } from '../ui/base.js';
import '../ui/intelligence.js';
import type { OutIntelligence } from '../ui/intelligence.js';
import '../ui/provisional.js';
import { clock } from '../ui/time.js';
import { firstLookInWords, GRADE, type KnownPerson } from '../ui/words.js';

/**
 * `out-call-panel`: what the police already know, beside the form. Its first line says how old it is and whether it is
 * about what is typed or what is filed; its second the suggested grade, which the handler takes with a key (R5).
 *
 * Fires `accept-grade` and `acknowledge`.
 */
@customElement('out-call-panel')
export class OutCallPanel extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: flex;
        flex-direction: column;
        gap: var(--gap-s);
        min-height: 0;
      }
      .status {
        display: flex;
        flex-wrap: wrap;
        gap: var(--gap-xxs) var(--gap-m);
        align-items: center;
        min-height: var(--control);
        padding: var(--gap-xxs) var(--gap-m);
      }
      .status p {
        flex: 1;
      }
      .grade,
      .none {
        display: flex;
        align-items: center;
        gap: var(--gap-m);
        min-height: calc(var(--control) + var(--gap-m));
        padding: var(--gap-xxs) var(--gap-m);
        border-top: 1px solid var(--line);
      }
      .grade {
        background: var(--accent-wash);
      }
      .grade p {
        flex: 1;
        display: -webkit-box;
        -webkit-box-orient: vertical;
        -webkit-line-clamp: 2;
        overflow: hidden;
      }
      out-intelligence {
        flex: 1;
        min-height: 0;
      }
      @media (max-width: 1000px) {
        .grade {
          flex-wrap: wrap;
          padding-block: var(--gap-s);
        }
        .grade p {
          flex: 1 1 16rem;
          -webkit-line-clamp: 4;
        }
      }
    `,
  ];

  @property({ attribute: false }) intelligence!: Intelligence;
  @property({ attribute: false }) people: readonly KnownPerson[] = [];
  @property({ attribute: false }) drafts!: DraftState;
  @property({ attribute: false }) health!: LinkHealth;
  @property({ attribute: false }) card: Card | undefined;
  @property({ attribute: false }) desk: DeskState | undefined;
  @property({ attribute: false }) user!: User;
  @property({ attribute: false }) acknowledged: Told | undefined;
  /** the words of the call by field, as they stand in the form */
  @property({ attribute: false }) texts: ReadonlyMap<string, string> = new Map();
  /** the grade in the form: what is set already is not suggested */
  @property() grade = '';

  @query('out-intelligence') private readonly known!: OutIntelligence;
  readonly #answers = remembered(answersTo);

  override render() {
    return html`
      <div class="panel top">
        <div class="status">${this.#status()} ${this.#acknowledgement()}</div>
        ${this.card?.provisional === true ? html`<out-provisional></out-provisional>` : ''} ${this.#suggestion()}
      </div>
      <out-intelligence
        .intelligence=${this.intelligence}
        .people=${this.people}
        .answers=${this.#answers(this.card, this.user)}
        .texts=${this.texts}
        .recordsPrompts=${this.card !== undefined}
        nothingYet="Nothing checked yet. Flags appear here as you type."
      ></out-intelligence>
    `;
  }

  /** What a key does to the first of the questions. */
  doFirstPrompt(what: 'asked' | 'skip'): void {
    const { prompts } = this.known;
    if (what === 'skip') prompts?.skip();
    else void prompts?.asked();
  }

  /** Puts the focus among the flags. */
  focusFlags(): void {
    this.known.focusFlags();
  }

  #status() {
    const { health, drafts, card, intelligence } = this;
    if ('since' in health) {
      return html`<p class="old">As of ${clock(health.since)}: the link is lost, nothing here is being updated.</p>`;
    }
    if (health.kind === 'connecting') return html`<p class="old">Not connected yet: nothing is being checked.</p>`;
    if (drafts.trouble !== undefined) {
      const asOf = drafts.answer === undefined ? '' : ` What you see is as of ${clock(drafts.answer.at)}.`;
      return html`<p class="old">What you typed is not checked: ${drafts.trouble}.${asOf}</p>`;
    }
    const filed = card === undefined ? '' : `Card ${card.version}, ${clock(card.issuedAt)}${changesOf(card)}.`;
    if (intelligence.basis === 'nothing') {
      return html`<p class="quiet">${drafts.typed > drafts.emptyAt ? 'Checking…' : 'Nothing checked yet.'}</p>`;
    }
    const look = card && firstLookInWords(this.desk, card.incidentId);
    const later = look === undefined ? '' : html` <strong>${look}</strong>`;
    if (intelligence.basis === 'card') {
      const review = card?.review === 'unreviewed' ? 'Machine, unreviewed.' : `Reviewed: ${card?.review ?? ''}.`;
      return html`<p>${filed} <span class="quiet">${review}</span>${later}</p>`;
    }
    const typed = isUpToDate(drafts)
      ? `Checked as typed ${clock(drafts.answer?.at ?? 0)}.`
      : 'Checking what you typed…';
    return html`<p>${filed} ${typed} <span class="quiet">Machine, unreviewed.</span>${later}</p>`;
  }

  #acknowledgement() {
    const { card, acknowledged } = this;
    if (card === undefined || card.provisional === true) return '';
    if (acknowledged?.version === card.version) {
      if (acknowledged.refusal !== undefined) return html`<p class="old">Not acknowledged: ${acknowledged.refusal}</p>`;
      return html`<span class="quiet small"
        >${acknowledged.told ? `Card ${card.version} acknowledged` : 'Acknowledging…'}</span
      >`;
    }
    return html`<button @click=${() => this.dispatchEvent(new CustomEvent('acknowledge'))}>
      Acknowledge card ${card.version} <kbd>Alt+A</kbd>
    </button>`;
  }

  /** Its room is kept when there is none, so that nothing below it moves when one comes. */
  #suggestion() {
    const suggested = this.intelligence.suggestedGrade;
    if (suggested === undefined || suggested.grade === this.grade) {
      return html`<p class="none quiet small">No grade is suggested at the moment. You decide.</p>`;
    }
    const word = GRADE[suggested.grade];
    return html`
      <section class="grade" aria-label="Suggested grade">
        <p title=${suggested.reasons.join('; ')}>
          <wa-icon name="arrow-up"></wa-icon> Suggested grade: <strong>${word}</strong>.
          <span class="quiet">${suggested.reasons.join('; ')}</span>
        </p>
        <button class="primary" @click=${() => this.dispatchEvent(new CustomEvent('accept-grade'))}>
          Set ${word.toLowerCase()} <kbd>Alt+G</kbd>
        </button>
      </section>
    `;
  }
}

const changesOf = ({ changes }: Card): string =>
  changes.length === 0 ? '' : `: ${changes.map(({ sentence }) => sentence).join('; ')}`;
