import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Downgrade, RulingFacts } from '../../server/contract/index.js';
import { readClock } from '../data/grade-clock.js';
import { base } from '../ui/base.js';
import { gradeInWords } from '../ui/grading.js';
import { Ticker } from '../ui/ticker.js';
import { clock, span } from '../ui/time.js';
import { GRADE, registerName } from '../ui/words.js';

const time = (at: string): string => clock(at).slice(0, 5);
const stated = (answer: boolean | undefined): string => (answer === undefined ? 'Not stated' : answer ? 'Yes' : 'No');

/**
 * `out-ruling-row`: one request to lower a grade, with all that decides it, to be read in ten seconds: the dangers first,
 * then who is near, then what is not known. Fires `choose`.
 */
@customElement('out-ruling-row')
export class OutRulingRow extends LitElement {
  static override shadowRootOptions: ShadowRootInit = { mode: 'open', delegatesFocus: true };

  static override styles = [
    base,
    css`
      article {
        border: 1px solid var(--line);
        border-left: 6px solid var(--line-strong);
        border-radius: var(--radius);
        background: var(--surface);
      }
      article.danger {
        border-left-color: var(--life-risk-fill);
      }
      article.chosen {
        box-shadow: inset 0 0 0 2px var(--accent);
        background: var(--accent-wash);
      }
      button {
        display: flex;
        flex-wrap: wrap;
        justify-content: space-between;
        gap: var(--gap-xxs) var(--gap-m);
        width: 100%;
        border: 0;
        background: transparent;
        text-align: left;
        font-size: var(--text-l);
      }
      button:hover {
        color: inherit;
      }
      strong {
        font-weight: 700;
      }
      dl {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr));
        gap: var(--gap-xs) var(--gap-m);
        padding: 0 var(--gap-m) var(--gap-s);
      }
      dt {
        font-size: var(--text-s);
        color: var(--ink-quiet);
      }
      .wide {
        grid-column: 1 / -1;
      }
      .two {
        grid-column: span 2;
      }
      .three {
        grid-column: span 3;
      }
      @media (max-width: 900px) {
        .two,
        .three {
          grid-column: 1 / -1;
        }
      }
      .risk dd {
        color: var(--life-risk);
        font-weight: 650;
      }
      .unknown dd {
        color: var(--warn);
        font-weight: 600;
      }
    `,
  ];

  @property({ attribute: false }) downgrade!: Downgrade;
  @property({ type: Boolean }) chosen = false;
  readonly ticker = new Ticker(this);

  override render() {
    const { downgrade, chosen } = this;
    const { from, to, facts, address, reference, expiresAt } = downgrade;
    const now = Date.now();
    const late = facts !== undefined && readClock(facts.clock, now).lateBy !== undefined;
    return html`
      <article class="${chosen ? 'chosen' : ''} ${facts && facts.lifeRisk.length > 0 ? 'danger' : ''}">
        <button aria-pressed=${chosen ? 'true' : 'false'} @click=${() => this.dispatchEvent(new CustomEvent('choose'))}>
          <span><strong>${GRADE[from]} → ${GRADE[to]}</strong> · ${address ?? 'No address'} · ${reference}</span>
          <span class=${late ? 'late' : ''}>${facts ? gradeInWords(from, facts.clock, now) : ''}</span>
          <span class="quiet small">${span(Date.parse(expiresAt) - now)} to rule (by ${time(expiresAt)})</span>
        </button>
        <dl>
          ${facts === undefined ? '' : this.#danger(facts, now)} ${this.#asked()}
          ${facts === undefined ? '' : this.#open(facts)}
        </dl>
      </article>
    `;
  }

  #danger(facts: RulingFacts, now: number) {
    const { lifeRisk, nearest, calls24h, orders, children, unchecked } = facts;
    return html`
      <div class=${lifeRisk.length > 0 ? 'risk wide' : 'wide'}>
        <dt>Life risk</dt>
        <dd>${lifeRisk.length > 0 ? lifeRisk.join(' · ') : 'None on the card'}</dd>
      </div>
      ${fact('Nearest officer', nearestInWords(nearest, now), nearest === undefined ? 'unknown' : '')}
      ${fact('Calls in 24 h', calls24h === 1 ? 'This one alone' : `${calls24h}, this one among them`, calls24h > 1 ? 'risk' : '')}
      ${fact('Court order', ...known(orders, unchecked.includes('court-order')))}
      ${fact('Children', ...known(children, unchecked.includes('children')))}
    `;
  }

  #asked() {
    const { reason, victimRequested, noImmediateThreat, victimSpokenTo, alone, cancelledBy, askedBy, askedAt } =
      this.downgrade;
    return html`
      ${fact('Victim spoken to', stated(victimSpokenTo), victimSpokenTo === true ? '' : 'unknown')}
      ${fact('Alone', stated(alone), alone === true ? '' : 'unknown')}
      ${fact('Asked to cancel', cancelledBy ?? 'Not stated')}
      ${fact('The victim asks for it', victimRequested ? 'Yes' : 'No')}
      ${fact('No immediate threat', noImmediateThreat ? 'So it is said' : 'Not said', noImmediateThreat ? '' : 'unknown')}
      ${fact('Why', `${reason} (${askedBy}, ${time(askedAt)})`, 'three')}
    `;
  }

  #open({ unchecked, sinceGrading, cardVersion }: RulingFacts) {
    const { because } = this.downgrade;
    return html`
      ${
        unchecked.length === 0
          ? ''
          : fact('Not checked', unchecked.map((register) => registerName(register)).join(', '), 'unknown three')
      }
      ${because.length === 0 ? '' : fact('Came up since', because.join(' · '), 'unknown three')}
      ${fact('Changed since it was graded', sinceGrading.join(' · ') || 'Nothing', 'three')}
      ${fact('Card', `version ${cardVersion}`)}
    `;
  }
}

const fact = (name: string, said: string, tone = '') =>
  html`<div class=${tone}>
    <dt>${name}</dt>
    <dd>${said}</dd>
  </div>`;

/** What is on the card of a register's kind; nothing is not "none" where nobody looked (R2). */
const known = (found: readonly string[], unchecked: boolean): [string, string] =>
  found.length > 0
    ? [found.join(' · '), 'risk two']
    : unchecked
      ? ['Not checked', 'unknown']
      : ['None on the card', ''];

function nearestInWords(nearest: RulingFacts['nearest'], now: number): string {
  if (nearest === undefined) return 'Nobody is sent';
  const { name, dueAt, arrivedAt } = nearest;
  if (arrivedAt !== undefined) return `${name}, there since ${time(arrivedAt)}`;
  if (dueAt === undefined) return `${name}, no ETA`;
  const left = Date.parse(dueAt) - now;
  return left >= 0 ? `${name} in ${span(left)} (${time(dueAt)})` : `${name}, ${span(-left)} late`;
}
