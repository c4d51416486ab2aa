import { html, LitElement, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Attendance, Card, Flag, Match, User } from '../../server/contract/index.js';
import { overtakenArrival } from '../data/arrival.js';
import { whereabouts } from '../data/attendance.js';
import type { Acknowledged } from '../data/duty.js';
import { answersTo, combine, flagKey, matchesOf, unflagged } from '../data/intelligence.js';
import { attendanceInWords } from '../ui/attendance.js';
import { base } from '../ui/base.js';
import { changesBetween, resultsBetween } from '../ui/changes.js';
import '../ui/check-ledger.js';
import '../ui/evidence.js';
import '../ui/linked.js';
import '../ui/named.js';
import '../ui/provisional.js';
import { Ticker } from '../ui/ticker.js';
import { ago, clock, moment } from '../ui/time.js';
import { GRADE, peopleOf, ROLE } from '../ui/words.js';
import './fact.js';
import { factsOf, resultsOf, uncheckedOf } from './facts.js';
import './not-checked.js';
import { officerCardStyles } from './officer-card-styles.js';
import { localVoice, readAloud, stopReading } from './read-aloud.js';

/**
 * `out-officer-card`: one incident for an officer on the way: where and what, the three most dangerous facts, what was not
 * checked, other calls, then the detail. It can be read aloud until the officer is there.
 *
 * Fires `movement` with `arrival` or `departure` as detail.
 */
@customElement('out-officer-card')
export class OutOfficerCard extends LitElement {
  static override styles = [base, officerCardStyles];

  @property({ attribute: false }) card!: Card;
  @property({ attribute: false }) user!: User;
  /** this officer's own; undefined while the phone was not told of it */
  @property({ attribute: false }) attendance: Attendance | undefined;
  @property({ attribute: false }) acknowledged: Acknowledged | undefined;
  /** what this officer had on arriving; undefined until it is known */
  @property({ attribute: false }) atArrival: Card | undefined;
  /** why the last movement was not recorded */
  @property() trouble = '';
  @state() private noVoice = false;
  readonly ticker = new Ticker(this);

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    stopReading();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get('card');
    const other = before !== undefined && before.incidentId !== this.card.incidentId;
    if (other || this.#isThere()) stopReading();
  }

  override render() {
    const { card } = this;
    const { first, more } = factsOf(card);
    return html`
      ${this.#where()} ${this.#sinceArrival()} ${this.#changes()}
      <section class="facts" aria-label="Most dangerous">
        ${first.length === 0 ? html`<p class="empty">No flags so far. See what was not checked.</p>` : this.#facts(first)}
        ${more.length === 0 ? '' : html`<p class="quiet">${more.length} more below</p>`}
      </section>
      <out-not-checked .card=${card}></out-not-checked>
      ${card.linked.length === 0 ? '' : html`<out-linked .linked=${card.linked}></out-linked>`}
      <section class="detail" aria-label="Detail">
        ${this.#people()}
        ${
          more.length === 0
            ? ''
            : html`<h3>More flags</h3>
                ${this.#facts(more)}`
        }
        <out-named .named=${card.named ?? []}></out-named>
        ${this.#records()} ${this.#attendance()}
        <out-check-ledger .checks=${card.checks} .people=${peopleOf(card)}></out-check-ledger>
      </section>
    `;
  }

  #where() {
    const { situation, review, checks } = this.card;
    const unchecked = uncheckedOf(this.card).length;
    const now = Date.now();
    const grade = situation.grade === undefined ? 'Not graded' : GRADE[situation.grade];
    const said = situation.firstWords === undefined ? '' : `“${situation.firstWords}”`;
    const what = [situation.category ?? '', said].filter((part) => part !== '').join(': ');
    return html`
      <header>
        <div class="line">
          <strong class="grade ${situation.grade ?? 'immediate'}">${grade}</strong>
          ${this.#aloud()}
        </div>
        ${this.card.provisional === true ? html`<out-provisional></out-provisional>` : ''}
        <h2>${situation.address ?? 'No address yet'}</h2>
        <p class="what">${what === '' ? 'Nothing is known of what happened yet.' : what}</p>
        <p class="quiet">
          ${situation.reference} · called ${moment(situation.openedAt, now)}, ${ago(situation.openedAt, now)} ·
          <span class=${review === 'unreviewed' ? 'machine' : ''}
            >${review === 'unreviewed' ? 'machine, unreviewed' : `reviewed: ${review}`}</span
          >${unchecked === 0 ? '' : html` · <span class="machine">${unchecked} of ${checks.length} not checked</span>`}
        </p>
        <p class="quiet" role="status" ?hidden=${!this.noVoice}>This phone has no voice of its own to read with.</p>
      </header>
    `;
  }

  #isThere(): boolean {
    const { attendance } = this;
    return attendance !== undefined && whereabouts(attendance).kind !== 'en-route';
  }

  #aloud() {
    if (this.card.spoken === '' || this.#isThere() || this.noVoice) return '';
    return html`<button class="aloud" @click=${this.#readAloud}>
      <wa-icon name="volume-up"></wa-icon> Read aloud
    </button>`;
  }

  #changes() {
    const { card, acknowledged } = this;
    if (acknowledged === undefined || acknowledged.card.version >= card.version) return '';
    const changes = changesBetween(acknowledged.card, card);
    return html`
      <section class="changes" aria-label="Changed">
        <h3>
          Since version ${acknowledged.card.version}, which you acknowledged at ${clock(acknowledged.at).slice(0, 5)}:
        </h3>
        ${
          changes.length === 0
            ? html`<p>Details changed; none of the flags or checks did.</p>`
            : html`<ul>
                ${changes.map(({ sentence }) => html`<li>${sentence}</li>`)}
              </ul>`
        }
      </section>
    `;
  }

  /** What came after they were there is read all the same, and must not be missed. */
  #sinceArrival() {
    const { card, attendance, atArrival } = this;
    if (overtakenArrival(card, attendance) === undefined) return '';
    // Without a word of what was held then, the newest version's own changes are the least that is new.
    const results =
      atArrival === undefined ? resultsOf(card) : resultsBetween(atArrival, card).map(({ sentence }) => sentence);
    const at = clock(card.issuedAt).slice(0, 5);
    if (results.length === 0) return html`<p class="changes"><strong>Updated since you arrived</strong>, at ${at}</p>`;
    return html`<section class="changes" aria-label="Known since you arrived">
      <h3>Known since you arrived, at ${at}:</h3>
      <ul>
        ${results.map((sentence) => html`<li>${sentence}</li>`)}
      </ul>
    </section>`;
  }

  #facts(flags: readonly Flag[]) {
    const { matches } = this.card;
    return repeat(
      flags,
      (flag) => flagKey(flag, matches),
      (flag) =>
        html`<out-fact
          .flag=${flag}
          .records=${matchesOf(flag, matches)}
          .people=${peopleOf(this.card)}
          .answers=${answersTo(this.card, this.user)}
        ></out-fact>`,
    );
  }

  #people() {
    const { people } = this.card.situation;
    return html`
      <h3>People</h3>
      ${people.length === 0 ? html`<p class="quiet">Nobody is named yet.</p>` : ''}
      <ul class="people">
        ${people.map(
          ({ role, name, description }) =>
            html`<li>
              <strong>${ROLE[role]}</strong> ${[name ?? 'name not given', description ?? ''].filter(Boolean).join(', ')}
            </li>`,
        )}
      </ul>
    `;
  }

  #records() {
    const others = unflagged(combine(this.card, undefined));
    const rejected = others.filter(({ standing }) => standing === 'rejected');
    return html`
      ${this.#folded(
        'Records found without a flag',
        others.filter((match) => !rejected.includes(match)),
      )}
      ${this.#folded('Not this person, a researcher says', rejected)}
    `;
  }

  #folded(title: string, records: readonly Match[]) {
    if (records.length === 0) return '';
    return html`
      <details>
        <summary>${title}: ${records.length}</summary>
        <out-evidence
          headline=${title}
          .records=${records}
          .people=${peopleOf(this.card)}
          .answers=${answersTo(this.card, this.user)}
        ></out-evidence>
      </details>
    `;
  }

  #attendance() {
    const { attendance } = this;
    const kind = attendance === undefined ? 'en-route' : whereabouts(attendance).kind;
    const said = attendance === undefined ? '' : attendanceInWords(attendance, Date.now());
    return html`
      <h3>Your part</h3>
      ${said === '' ? '' : html`<p>${said}</p>`}
      <p class="trouble" role="alert" ?hidden=${this.trouble === ''}>${this.trouble}</p>
      ${kind === 'en-route' ? html`<button class="move" @click=${() => this.#move('arrival')}>I have arrived</button>` : ''}
      ${kind === 'on-scene' ? html`<button class="move" @click=${() => this.#move('departure')}>I have left</button>` : ''}
    `;
  }

  #move(detail: 'arrival' | 'departure'): void {
    this.dispatchEvent(new CustomEvent('movement', { detail }));
  }

  readonly #readAloud = () => {
    const voice = localVoice();
    if (voice === undefined) this.noVoice = true;
    else readAloud(this.card.spoken, voice);
  };
}
