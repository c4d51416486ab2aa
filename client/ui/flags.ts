import { css, html, LitElement } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Flag, Match } from '../../server/contract/index.js';
import { arrange, countOf, late } from '../data/arrange.js';
import { flagKey, matchesOf, matchKey, unflagged, type Intelligence } from '../data/intelligence.js';
import { base } from './base.js';
import './flag.js';
import { stepAmong } from './focus.js';
import { standingInWords } from './standing.js';
import { ledgerInWords, registerName, SEVERITY, TIER, whose, type KnownPerson } from './words.js';

/** What the reader wants the evidence of: the key of a flag, or of a match that no flag rests on. */
export type Choice = string;

/**
 * `out-flags`: the region "Flags", most dangerous first. While it is being read (pointer over it, or focus in it) what
 * is there stays where it is and new flags come last. Arrow keys move between flags. An empty list says why it is empty
 * and what was checked, never that all is clear (R2).
 *
 * Fires `chosen` with the `Choice` as detail.
 */
@customElement('out-flags')
export class OutFlags extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: flex;
        flex-direction: column;
      }
      section {
        display: flex;
        flex-direction: column;
        min-height: 0;
        flex: 1;
      }
      .list {
        display: grid;
        gap: var(--gap-s);
        align-content: start;
        padding: var(--gap-s);
        overflow: auto;
        min-height: 0;
      }
      .list > p {
        padding-inline: var(--gap-s);
      }
      h3 {
        margin-top: var(--gap-s);
        font-size: var(--text-s);
        color: var(--ink-quiet);
      }
      .other {
        width: 100%;
        justify-content: start;
        text-align: left;
        font-size: var(--text-s);
      }
      .other[aria-pressed='true'] {
        box-shadow: inset 0 0 0 2px var(--accent);
      }
    `,
  ];

  @property({ attribute: false }) intelligence!: Intelligence;
  @property({ attribute: false }) people: readonly KnownPerson[] = [];
  @property({ attribute: false }) choice: Choice | undefined;
  /** said where nothing has been asked yet */
  @property() nothingYet = 'Nothing checked yet.';

  @state() private reading = false;
  #order: readonly string[] = [];

  override render() {
    const { flags, matches, basis } = this.intelligence;
    const keyOf = (flag: Flag) => flagKey(flag, matches);
    const rankOf = (flag: Flag) => SEVERITY[flag.severity].rank;
    const arranged = arrange(flags, keyOf, rankOf, this.#order, this.reading);
    this.#order = arranged.map(keyOf);
    return html`
      <section class="panel" aria-labelledby="title">
        <h2 id="title">Flags <span>${countOf(flags, late(arranged, rankOf))}</span></h2>
        <div
          class="list"
          tabindex="-1"
          @pointerenter=${() => (this.reading = true)}
          @pointerleave=${this.#left}
          @focusin=${() => (this.reading = true)}
          @focusout=${this.#left}
          @keydown=${this.#move}
        >
          ${flags.length === 0 ? this.#empty(basis) : ''}
          ${repeat(
            arranged,
            keyOf,
            (flag) => html`
              <out-flag
                .flag=${flag}
                .records=${matchesOf(flag, matches)}
                .people=${this.people}
                .chosen=${this.choice === keyOf(flag)}
                @choose=${() => this.#choose(keyOf(flag))}
              ></out-flag>
            `,
          )}
          ${this.#others()}
        </div>
      </section>
    `;
  }

  /** Puts the focus on the chosen flag, or the first. */
  focusList(): void {
    const buttons = this.#buttons();
    const chosen = buttons.find((button) => button.getAttribute('aria-pressed') === 'true');
    (chosen ?? buttons[0] ?? this.renderRoot.querySelector<HTMLElement>('.list'))?.focus();
  }

  #empty(basis: Intelligence['basis']) {
    if (basis === 'nothing') return html`<p class="quiet">${this.nothingYet}</p>`;
    const { checks } = this.intelligence;
    if (checks.length === 0) return html`<p class="quiet">No flags, and no register was asked: nothing is known.</p>`;
    return html`<p class="quiet">No flags so far. ${ledgerInWords(checks)}.</p>`;
  }

  #others() {
    const others = unflagged(this.intelligence);
    const rejected = others.filter(({ standing }) => standing === 'rejected');
    return html`
      ${this.#list(
        'Records found without a flag',
        others.filter((match) => !rejected.includes(match)),
        ({ tier }) => TIER[tier].toLowerCase(),
      )}
      ${this.#list('Not this person', rejected, (match) => standingInWords(match))}
    `;
  }

  #list(title: string, matches: readonly Match[], say: (match: Match) => string) {
    if (matches.length === 0) return '';
    return html`
      <h3>${title}</h3>
      ${repeat(
        matches,
        matchKey,
        (match) => html`
          <button
            class="other"
            aria-pressed=${this.choice === matchKey(match) ? 'true' : 'false'}
            @click=${() => this.#choose(matchKey(match))}
          >
            <span>${registerName(match.register)}: ${say(match)}. ${whose(match, this.people)}</span>
          </button>
        `,
      )}
    `;
  }

  #choose(choice: Choice) {
    this.dispatchEvent(new CustomEvent<Choice>('chosen', { detail: choice }));
  }

  readonly #left = (event: PointerEvent | FocusEvent) => {
    const list = event.currentTarget as HTMLElement;
    const focusStays = event instanceof FocusEvent && list.contains(event.relatedTarget as Node | null);
    this.reading =
      focusStays || (event instanceof PointerEvent ? list.matches(':focus-within') : list.matches(':hover'));
  };

  #buttons(): HTMLElement[] {
    const found = [...this.renderRoot.querySelectorAll<HTMLElement>('out-flag, .other')];
    return found.map((element) => element.shadowRoot?.querySelector('button') ?? element);
  }

  readonly #move = (event: KeyboardEvent) => stepAmong(event, this.#buttons());
}
