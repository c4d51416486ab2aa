import { css, html, LitElement } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { flagKey, matchesOf, matchKey, unflagged, type Answers, type Intelligence } from '../data/intelligence.js';
import { base } from './base.js';
import './check-ledger.js';
import './evidence.js';
import './flags.js';
import './linked.js';
import './named.js';
import type { Choice, OutFlags } from './flags.js';
import './prompts.js';
import type { OutPrompts } from './prompts.js';
import { registerName, type KnownPerson } from './words.js';

const NO_HISTORY = {};

/**
 * `out-intelligence`: everything known about one incident: flags and questions in one column, evidence and the check
 * ledger in the other; one below the other where there is no room. Evidence comes on demand and stays in its own place, so
 * that a new flag never moves what is being read.
 */
@customElement('out-intelligence')
export class OutIntelligence extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        container-type: inline-size;
        min-height: 0;
      }
      .columns {
        display: grid;
        grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
        gap: var(--gap-s);
        height: 100%;
      }
      .column {
        display: flex;
        flex-direction: column;
        gap: var(--gap-s);
        min-height: 0;
      }
      out-flags {
        flex: 1;
        min-height: 8rem;
      }
      out-evidence {
        flex: 1 1 0;
        min-height: 5rem;
      }
      out-check-ledger {
        flex: none;
        overflow: auto;
        max-height: 60%;
      }
      @container (max-width: 620px) {
        .columns {
          grid-template-columns: minmax(0, 1fr);
          height: auto;
        }
        out-flags,
        out-evidence,
        out-check-ledger {
          flex: none;
          max-height: none;
          overflow: visible;
        }
      }
    `,
  ];

  @property({ attribute: false }) intelligence!: Intelligence;
  @property({ attribute: false }) people: readonly KnownPerson[] = [];
  /** what the reader may say of which match */
  @property({ attribute: false }) answers: Answers = new Map();
  /** the words of the call by field, where they are at hand: in the form */
  @property({ attribute: false }) texts: ReadonlyMap<string, string> = new Map();
  /** what becomes of a question is recorded */
  @property({ type: Boolean }) recordsPrompts = false;
  @property() nothingYet = 'Nothing checked yet.';

  @state() private choice: Choice | undefined;
  @query('out-flags') private readonly flags!: OutFlags;

  override render() {
    const { intelligence, people } = this;
    const chosen = this.#chosen();
    return html`
      <div class="columns">
        <div class="column">
          <out-linked ?hidden=${intelligence.linked.length === 0} .linked=${intelligence.linked}></out-linked>
          <out-flags
            .intelligence=${intelligence}
            .people=${people}
            .choice=${this.choice}
            .nothingYet=${this.nothingYet}
            @chosen=${(event: CustomEvent<Choice>) => (this.choice = event.detail)}
          ></out-flags>
          <out-named
            ?hidden=${intelligence.named.length === 0}
            .named=${intelligence.named}
            .texts=${this.texts}
          ></out-named>
          <out-prompts
            ?hidden=${intelligence.prompts.length === 0}
            .prompts=${intelligence.prompts}
            .recorded=${this.recordsPrompts}
          ></out-prompts>
        </div>
        <div class="column">
          <out-evidence
            .headline=${chosen.headline}
            .records=${chosen.records}
            .history=${chosen.flag ?? NO_HISTORY}
            .people=${people}
            .answers=${this.answers}
          ></out-evidence>
          <out-check-ledger
            .checks=${intelligence.basis === 'nothing' ? undefined : intelligence.checks}
            .putOff=${intelligence.putOff}
            .people=${people}
          ></out-check-ledger>
        </div>
      </div>
    `;
  }

  /** The questions that are offered. */
  get prompts(): OutPrompts | null {
    return this.renderRoot.querySelector('out-prompts');
  }

  /** Puts the focus among the flags. */
  focusFlags(): void {
    this.flags.focusList();
  }

  #chosen() {
    const { flags, matches } = this.intelligence;
    const flag = flags.find((one) => flagKey(one, matches) === this.choice);
    if (flag !== undefined) return { headline: flag.headline, records: matchesOf(flag, matches), flag };
    const match = unflagged(this.intelligence).find((one) => matchKey(one) === this.choice);
    if (match !== undefined) return { headline: `${registerName(match.register)}: no flag`, records: [match] };
    return { headline: '', records: [] };
  }
}
