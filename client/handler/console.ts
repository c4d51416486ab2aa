import { css, html, LitElement, type PropertyValues } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { Flag, Match, User } from '../../server/contract/index.js';
import { announce } from '../data/announce.js';
import { Call } from '../data/call.js';
import { Commands } from '../data/commands.js';
import { hasUnsent } from '../data/filing.js';
import { wordsOf } from '../data/form.js';
import { answerPrompt } from '../data/grading.js';
import { combine, type Intelligence } from '../data/intelligence.js';
import type { Link } from '../data/link.js';
import { remembered } from '../data/remembered.js';
import { toReport } from '../data/report.js';
import type { Session } from '../data/session.js';
import { base } from '../ui/base.js';
import '../ui/announcer.js';
import type { OutAnnouncer } from '../ui/announcer.js';
import '../ui/dispute-dialog.js';
import type { OutDisputeDialog } from '../ui/dispute-dialog.js';
import { deepestFocus } from '../ui/focus.js';
import { KeysAnywhere } from '../ui/keys-anywhere.js';
import type { PromptDone } from '../ui/prompts.js';
import { StoreReader } from '../ui/store-reader.js';
import './call-form.js';
import type { OutCallForm } from './call-form.js';
import './call-panel.js';
import type { OutCallPanel } from './call-panel.js';
import './discard-dialog.js';
import type { OutDiscardDialog } from './discard-dialog.js';
import './filing-bar.js';
import { peopleOnScreen } from './people-on-screen.js';
import { SHORTCUTS } from './shortcuts.js';

/**
 * `out-handler`: the call handler's console: the form, and beside it what the police already know about what has been
 * typed so far. Everything works by keyboard; nothing takes the focus from the form.
 */
@customElement('out-handler')
export class OutHandler extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        height: 100%;
      }
      .desk {
        display: grid;
        grid-template-columns: minmax(30rem, 5fr) minmax(0, 8fr);
        gap: var(--gap-s);
        height: 100%;
        padding: var(--gap-s);
      }
      .call {
        display: flex;
        flex-direction: column;
        min-height: 0;
      }
      .fields {
        flex: 1;
        overflow: auto;
        padding: var(--gap-s) var(--gap-m);
      }
      .peek {
        display: none;
      }
      @media (max-width: 1000px) {
        .desk {
          grid-template-columns: minmax(0, 1fr);
          height: auto;
          padding-bottom: calc(var(--control) + var(--gap-m));
        }
        .peek {
          display: flex;
          position: fixed;
          inset: auto 0 0;
          min-height: var(--control);
          border-radius: 0;
          background: var(--header);
          color: var(--header-ink);
        }
      }
    `,
  ];

  @property({ attribute: false }) session!: Session;
  @property({ attribute: false }) link!: Link;
  @property({ attribute: false }) user!: User;

  @query('out-call-form') private readonly form!: OutCallForm;
  @query('out-call-panel') private readonly panel!: OutCallPanel;
  @query('out-announcer') private readonly announcer!: OutAnnouncer;
  @query('out-discard-dialog') private readonly discard!: OutDiscardDialog;
  @query('out-dispute-dialog') private readonly dispute!: OutDisputeDialog;

  #call!: Call;
  readonly #commands = new Commands((request) => this.session.ask(request));
  #told: ReadonlySet<string> = new Set();
  #lastField: HTMLElement | undefined;
  /** A key that changes neither draws neither again: the panel beside the form may hold dozens of flags. */
  readonly #combined = remembered(combine);
  readonly #people = remembered(peopleOnScreen);
  readonly reader = new StoreReader(this, () => [
    this.#call.state,
    this.#call.drafts.state,
    this.link.held,
    this.link.health,
    this.link.receipts,
    this.link.desk,
  ]);

  /** The screen may not be covered: a call is being taken. */
  get inCall(): boolean {
    return this.#call.isLive;
  }
  readonly keys = new KeysAnywhere(this, (event) => this.#key(event));

  override connectedCallback(): void {
    this.#call = new Call(this.session, this.link);
    super.connectedCallback();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#call.stop();
  }

  override render() {
    const { form } = this.#call.state.value;
    const card = this.#card();
    const intelligence = this.#intelligence();
    const people = this.#people(form.people, card);
    return html`
      <div class="desk">
        <section class="panel call" aria-labelledby="call-title">
          <h2 id="call-title">${this.#title()}</h2>
          <div class="fields"><out-call-form .call=${this.#call}></out-call-form></div>
          <out-filing-bar
            .state=${this.#call.state.value}
            @file=${() => this.#call.file()}
            @new-call=${this.#newCall}
          ></out-filing-bar>
        </section>
        <out-call-panel
          .intelligence=${intelligence}
          .people=${people}
          .drafts=${this.#call.drafts.state.value}
          .health=${this.link.health.value}
          .card=${card}
          .desk=${this.link.desk.value.state}
          .user=${this.user}
          .acknowledged=${card && this.link.receipts.value.acknowledged.get(card.incidentId)}
          .grade=${form.fields.grade}
          .texts=${wordsOf(form)}
          @accept-grade=${this.#acceptGrade}
          @prompt-done=${this.#promptDone}
          @acknowledge=${this.#acknowledge}
          @dispute=${(event: CustomEvent<Match>) => this.dispute.ask(event.detail)}
        ></out-call-panel>
      </div>
      <button class="peek" @click=${() => this.#jump()}>${flagCount(intelligence.flags)} <kbd>Alt+J</kbd></button>
      <out-announcer></out-announcer>
      <out-discard-dialog @discard=${this.#startNew}></out-discard-dialog>
      <out-dispute-dialog
        .commands=${this.#commands}
        .incidentId=${this.#call.incidentId}
        @done=${(event: CustomEvent<string>) => this.announcer.say({ urgency: 'polite', text: event.detail })}
      ></out-dispute-dialog>
    `;
  }

  protected override firstUpdated(): void {
    void this.form.updateComplete.then(() => this.form.focusStart());
  }

  protected override updated(_changed: PropertyValues<this>): void {
    const { flags, matches } = this.#intelligence();
    const news = announce(flags, matches, this.#told);
    this.#told = news.told;
    for (const announcement of news.announcements) this.announcer.say(announcement);
    const card = this.#card();
    if (card !== undefined) this.link.shown({ incidentId: card.incidentId, version: card.version });
  }

  #card() {
    const id = this.#call.incidentId;
    return id === undefined ? undefined : this.link.held.value.cards.get(id);
  }

  #intelligence(): Intelligence {
    const { filing, form } = this.#call.state.value;
    const held = 'incident' in filing ? filing.incident.report : undefined;
    const unsent = hasUnsent(filing, toReport(form, new Date().getFullYear(), held)) || 'sending' in filing;
    return this.#combined(this.#card(), unsent ? this.#call.drafts.state.value.answer?.reply : undefined);
  }

  #title(): string {
    const { filing } = this.#call.state.value;
    return 'incident' in filing ? `Incident ${filing.incident.reference}` : 'New call';
  }

  readonly #key = (event: KeyboardEvent) => {
    if (this.hidden) return;
    const actions = {
      file: () => void this.#call.file(),
      newCall: () => this.#newCall(),
      addPerson: () => void this.form.addPerson(),
      acceptGrade: () => this.#acceptGrade(),
      flags: () => this.#jump(),
      asked: () => this.#askFirst(),
      skip: () => this.panel.doFirstPrompt('skip'),
      acknowledge: () => this.#acknowledge(),
    };
    const found = Object.entries(SHORTCUTS).find(([, shortcut]) => shortcut.matches(event));
    if (found !== undefined) {
      event.preventDefault();
      actions[found[0] as keyof typeof actions]();
    } else if (event.key === 'Escape' && this.#isInPanel()) this.#back();
  };

  #isInPanel(): boolean {
    return this.shadowRoot?.activeElement === this.panel;
  }

  /** To the flags, remembering the field; from the flags, back to it. */
  #jump(): void {
    if (this.#isInPanel()) {
      this.#back();
      return;
    }
    this.#lastField = deepestFocus();
    this.panel.focusFlags();
  }

  #back(): void {
    if (this.#lastField?.isConnected) this.#lastField.focus();
    else this.form.focusStart();
  }

  #askFirst(): void {
    if (!this.#isInPanel()) this.#lastField = deepestFocus();
    this.panel.doFirstPrompt('asked');
  }

  /** What became of a question is recorded of the incident, once it is filed; then back to where the person was typing. */
  readonly #promptDone = async ({ detail }: CustomEvent<PromptDone>) => {
    if (detail.outcome === 'asked') this.#back();
    const { incidentId } = this.#call;
    if (incidentId === undefined) return;
    const reply = await answerPrompt(this.#commands, incidentId, detail);
    if (!reply.ok) this.announcer.say({ urgency: 'polite', text: `The question was not recorded: ${reply.detail}` });
  };

  readonly #acceptGrade = () => {
    const suggested = this.#intelligence().suggestedGrade;
    if (suggested !== undefined) this.#call.acceptGrade(suggested.grade);
  };

  readonly #acknowledge = () => {
    const card = this.#card();
    if (card !== undefined) this.link.acknowledge({ incidentId: card.incidentId, version: card.version });
  };

  readonly #newCall = () => {
    if (this.#call.isSafe) this.#startNew();
    else this.discard.ask();
  };

  readonly #startNew = () => {
    this.#call.startNew();
    this.#told = new Set();
    this.form.focusStart();
  };
}

/** The flags in one line, for a screen on which they are below the form. */
function flagCount(flags: readonly Flag[]): string {
  const urgent = flags.filter(({ severity }) => severity === 'life-risk').length;
  if (flags.length === 0) return 'No flags so far: see what was checked';
  return `${flags.length} ${flags.length === 1 ? 'flag' : 'flags'}, ${urgent} life risk`;
}
