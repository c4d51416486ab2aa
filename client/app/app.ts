import '@awesome.me/webawesome/dist/components/dialog/dialog.js';
import { css, html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import type { Alert, User } from '../../server/contract/index.js';
import { NO_ALERTS, standingAt } from '../data/alerts.js';
import { Commands } from '../data/commands.js';
import { seeAlert } from '../data/delivery.js';
import { levelTold } from '../data/desk.js';
import { acknowledgeLevel } from '../data/desk-work.js';
import { Link } from '../data/link.js';
import { DESK_SILENCE, PHONE_SILENCE } from '../data/link-clock.js';
import { Pace } from '../data/pace.js';
import { Session } from '../data/session.js';
import '../ui/alerts.js';
import { isInField, KeysAnywhere } from '../ui/keys-anywhere.js';
import '../ui/step-up-dialog.js';
import type { OutAlerts } from '../ui/alerts.js';
import type { OutHandler } from '../handler/console.js';
import { base } from '../ui/base.js';
import { deepestFocus } from '../ui/focus.js';
import { StoreReader } from '../ui/store-reader.js';
import { IdleCover } from './cover.js';
import './header.js';
import './help.js';
import type { OutHelp } from './help.js';
import { keepParts } from './keep-shell.js';
import { screenAt, screensOf, type Screen } from './routes.js';
import { Screens } from './screens.js';
import './sign-in.js';

/**
 * `out-app`: the shell. Without a session it asks to sign in; with one it shows the person's screens over one live link.
 * When the session ends by itself, the screen is kept, out of sight, behind the question for the password; another person
 * who signs in there gets a screen of their own, with nothing of the last one's on it (R7).
 */
@customElement('out-app')
export class OutApp extends LitElement {
  static override styles = [
    base,
    css`
      .shell {
        display: flex;
        flex-direction: column;
        height: 100dvh;
      }
      main {
        flex: 1;
        min-height: 0;
        overflow: auto;
      }
      .ended {
        visibility: hidden;
      }
      .coming {
        padding: var(--gap-m);
      }
      @media (max-width: 1000px) {
        .shell {
          height: auto;
          min-height: 100dvh;
        }
        main {
          overflow: visible;
        }
      }
      wa-dialog h2 {
        font-size: var(--text-l);
      }
      wa-dialog p {
        margin-block: var(--gap-s) var(--gap-l);
      }
      .door {
        display: grid;
        place-content: center;
        min-height: 100dvh;
        padding: var(--gap-m);
      }
      .door > div {
        width: min(22rem, calc(100vw - 2rem));
        padding: var(--gap-xl);
      }
      .door h1 {
        font-size: var(--text-xl);
      }
      .door p {
        margin-bottom: var(--gap-l);
      }
    `,
  ];

  readonly #session = new Session(sessionStorage, window.name);
  #link: Link | undefined;
  #stopListening: (() => void)[] = [];
  /** whose link and screen these are */
  #user: User | undefined;
  /** the token that the link was last made with */
  #linkedWith: string | undefined;
  #lastFocus: HTMLElement | undefined;
  @state() private screen: Screen = 'board';
  @query('out-help') private readonly help!: OutHelp;
  @query('out-alerts') private readonly tray!: OutAlerts | null;
  readonly #commands = new Commands((request) => this.#session.ask(request));
  /** the incident of the alert that was opened last */
  @state() private wanted: { readonly incidentId: string } | undefined;
  /** where the person was before they went to the alerts */
  #cameFrom: HTMLElement | undefined;
  readonly #parts = new Screens();
  /** Cards come fifty a second, and the shell takes the level from them alone: it is drawn for them every 500 ms. */
  readonly #pace = new Pace(() => this.requestUpdate(), 500);
  /** Neither a danger to life nor a call that is being taken is covered; an officer’s screen covers itself. */
  readonly cover = new IdleCover(this, () => this.#isInUse());
  readonly reader = new StoreReader(this, () => [this.#session.state, this.#parts.here]);
  readonly keys = new KeysAnywhere(this, (event) => this.#key(event));

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('hashchange', this.#route);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('hashchange', this.#route);
    this.#drop();
  }

  protected override updated(_changed: PropertyValues<this>): void {
    if (this.#session.state.value.kind !== 'signed-in' || this.#lastFocus === undefined) return;
    this.#lastFocus.focus();
    this.#lastFocus = undefined;
  }

  protected override willUpdate(_changed: PropertyValues<this>): void {
    const state = this.#session.state.value;
    if (state.kind === 'signed-out') this.#drop();
    else if (state.kind === 'expired') this.#pause();
    else this.#open(state.user, state.token);
  }

  override render() {
    const state = this.#session.state.value;
    const link = this.#link;
    if (state.kind === 'signed-out' || link === undefined) return this.#door();
    return html`
      <div
        class="shell"
        ?inert=${state.kind === 'expired' || this.cover.covered}
        @open=${(event: CustomEvent<string>) => this.#openIncident(event.detail)}
      >
        <out-header
          .user=${state.user}
          .commands=${this.#commands}
          .health=${link.health.value}
          .level=${levelTold(link.desk.value.state, link.held.value.cards)}
          .desk=${link.desk.value.state}
          .away=${link.away.value}
          .screens=${screensOf(state.user.roles)}
          .screen=${this.screen}
          @help=${() => this.help.show()}
          @acknowledge-level=${() => this.#acknowledgeLevel(link)}
          @sign-out=${() => this.#session.signOut()}
        ></out-header>
        ${
          // An officer's are on the officer's screen, which covers itself.
          this.screen === 'officer'
            ? ''
            : html`<out-alerts
                .alerts=${link.alerts.value}
                ?covered=${this.cover.covered}
                ?opens=${screensOf(state.user.roles).includes('board')}
                @seen=${(event: CustomEvent<Alert>) => seeAlert(this.#commands, event.detail)}
                @left=${() => this.#cameFrom?.focus()}
              ></out-alerts>`
        }
        <main class=${state.kind === 'expired' || this.cover.covered ? 'ended' : ''}>
          ${keyed(state.user.id, this.#screens(state.user, link))}
        </main>
      </div>
      <out-help .screen=${this.screen}></out-help>
      <out-step-up-dialog .session=${this.#session}></out-step-up-dialog>
      ${state.kind === 'expired' ? this.#again(state.user) : this.cover.covered ? this.cover.render() : ''}
    `;
  }

  /**
   * The screen that is up, once it is here. What somebody works in stays on the page, hidden, so that a call is not lost by
   * a look at the board.
   */
  #screens(user: User, link: Link): TemplateResult {
    const { screen } = this;
    const session = this.#session;
    const isUp = (one: Screen) => screen === one && this.#parts.here.value.has(one);
    const stays = (one: Screen) => screensOf(user.roles).includes(one) && this.#parts.here.value.has(one);
    return html`
      ${this.#parts.here.value.has(screen) ? '' : html`<p class="coming quiet">Loading this screen …</p>`}
      ${
        stays('call')
          ? html`<out-handler
              ?hidden=${screen !== 'call'}
              .session=${session}
              .link=${link}
              .user=${user}
            ></out-handler>`
          : ''
      }
      ${
        isUp('board')
          ? html`<out-board .link=${link} .session=${session} .user=${user} .wanted=${this.wanted}></out-board>`
          : ''
      }
      ${isUp('load') ? html`<out-load .session=${session}></out-load>` : ''}
      ${
        stays('desk')
          ? html`<out-desk ?hidden=${screen !== 'desk'} .link=${link} .session=${session} .user=${user}></out-desk>`
          : ''
      }
      ${isUp('registers') ? html`<out-registers .session=${session}></out-registers>` : ''}
      ${isUp('rulings') ? html`<out-rulings .link=${link} .session=${session} .user=${user}></out-rulings>` : ''}
      ${isUp('keeping') ? html`<out-keeping .session=${session} .user=${user}></out-keeping>` : ''}
      ${isUp('people') ? html`<out-people .session=${session} .user=${user}></out-people>` : ''}
      ${isUp('audit') ? html`<out-auditor .session=${session}></out-auditor>` : ''}
      ${isUp('review') ? html`<out-review .link=${link} .session=${session} .user=${user}></out-review>` : ''}
      ${isUp('oversight') ? html`<out-oversight .session=${session} .user=${user}></out-oversight>` : ''}
      ${
        isUp('shift')
          ? html`<out-shift
              .link=${link}
              .session=${session}
              .user=${user}
              ?opens=${screensOf(user.roles).includes('board')}
            ></out-shift>`
          : ''
      }
      ${
        stays('officer')
          ? html`<out-officer
              ?hidden=${screen !== 'officer'}
              .link=${link}
              .session=${session}
              .user=${user}
            ></out-officer>`
          : ''
      }
    `;
  }

  #isInUse(): boolean {
    const isHandling = this.renderRoot.querySelector<OutHandler>('out-handler')?.inCall === true;
    const endangered = standingAt(this.#link?.alerts.value ?? NO_ALERTS, Date.now()).some(({ lifeRisk }) => lifeRisk);
    return this.screen === 'officer' || this.#session.state.value.kind !== 'signed-in' || isHandling || endangered;
  }

  async #acknowledgeLevel(link: Link): Promise<void> {
    const reply = await acknowledgeLevel(this.#commands);
    if (reply.ok) link.heardOfDesk(reply.value);
  }

  #openIncident(incidentId: string): void {
    this.wanted = { incidentId };
    // An officer’s cards are on their own screen.
    if (this.#user && screensOf(this.#user.roles).includes('board')) location.hash = '#/board';
  }

  #door() {
    return html`
      <main class="door">
        <div class="panel">
          <h1>Outrider</h1>
          <p class="quiet">What is known, before anyone arrives.</p>
          <out-sign-in .session=${this.#session}></out-sign-in>
        </div>
      </main>
    `;
  }

  #again(user: User) {
    return html`
      <wa-dialog open label="Your session has ended" without-header @wa-hide=${keepOpen}>
        <h2>Your session has ended</h2>
        <p>Sign in again to go on, ${user.name}. What you typed is kept.</p>
        <out-sign-in .session=${this.#session} userName=${user.id}></out-sign-in>
      </wa-dialog>
    `;
  }

  #open(user: User, token: string): void {
    if (this.#user?.id !== user.id) this.#drop();
    if (this.#link === undefined) {
      const link = new Link({
        token: () => this.#session.token,
        onRefused: () => this.#session.expire(),
        silence: screensOf(user.roles).includes('officer') ? PHONE_SILENCE : DESK_SILENCE,
      });
      this.#stopListening = [
        link.desk.subscribe(() => this.requestUpdate()),
        link.away.subscribe(() => this.requestUpdate()),
        link.health.subscribe(() => this.requestUpdate()),
        link.held.subscribe(this.#pace.ask),
        link.alerts.subscribe(() => this.requestUpdate()),
      ];
      this.#link = link;
      this.#user = user;
      this.screen = screenAt(location.hash, screensOf(user.roles));
      void this.#session.ways().then(({ coverAfterMinutes }) => this.cover.start(coverAfterMinutes));
      void this.#parts.load(screensOf(user.roles), this.screen).then(keepParts);
    }
    this.#link.start();
    // A renewal ends the token that the link was made with: it is made again at once, before the server cuts it.
    if (this.#linkedWith !== undefined && this.#linkedWith !== token) this.#link.reconnect();
    this.#linkedWith = token;
  }

  /** The session has ended: nothing more comes, and where the person was is remembered. */
  #pause(): void {
    this.#link?.stop();
    this.#linkedWith = undefined;
    this.#lastFocus ??= deepestFocus();
  }

  #drop(): void {
    this.#pause();
    this.#lastFocus = undefined;
    for (const stop of this.#stopListening) stop();
    this.#stopListening = [];
    this.#pace.stop();
    this.#link = undefined;
    this.#user = undefined;
  }

  readonly #route = () => {
    if (this.#user !== undefined) this.screen = screenAt(location.hash, screensOf(this.#user.roles));
  };

  readonly #key = (event: KeyboardEvent) => {
    if (event.key === 'F2' && this.tray !== null) {
      event.preventDefault();
      this.#cameFrom = deepestFocus();
      return void this.tray.goTo();
    }
    if (event.key !== 'F1' && (event.key !== '?' || isInField(event))) return;
    event.preventDefault();
    this.help?.show();
  };
}

const keepOpen = (event: Event) => event.preventDefault();
