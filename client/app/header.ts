import { css, html, LitElement, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { DeskState, ServiceLevel, User } from '../../server/contract/index.js';
import { NOT_AWAY, refusedInWords, type Away } from '../data/away.js';
import { DESK_SILENCE, type LinkHealth } from '../data/link-clock.js';
import { base } from '../ui/base.js';
import { differ } from '../ui/differ.js';
import { clock } from '../ui/time.js';
import { causeInWords, LEVEL, ROLE_TITLE } from '../ui/words.js';
import '../oversight/search.js';
import type { Commands } from '../data/commands.js';
import './link-state.js';
import './look-dialog.js';
import type { OutLookDialog } from './look-dialog.js';
import { SCREEN_NAMES, type Screen } from './routes.js';

/**
 * `out-header`: who is signed in, whether the screen is live, what time it is in London, the person's screens, and the
 * service level in words. An officer's has big buttons and no keys, in one row on a phone, and leaves the link to the screen of
 * what they are sent to, where it stays in sight.
 * Fires `help`, `sign-out`, `open` with the id of an incident that was found and, from a supervisor, `acknowledge-level`.
 */
@customElement('out-header')
export class OutHeader extends LitElement {
  static override styles = [
    base,
    css`
      header {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--gap-xxs) var(--gap-l);
        padding: var(--gap-xs) var(--gap-m);
        background: var(--header);
        color: var(--header-ink);
      }
      h1 {
        font-size: var(--text-l);
        letter-spacing: 0.02em;
      }
      nav,
      .space {
        display: flex;
        flex-wrap: wrap;
        gap: var(--gap-xs);
        flex: 1 0 auto;
      }
      .on-the-move button,
      .on-the-move a {
        min-width: var(--thumb);
        min-height: var(--thumb);
      }
      a {
        display: flex;
        align-items: center;
        min-height: var(--button);
        padding: var(--gap-xxs) var(--gap-m);
        border-radius: var(--radius);
        color: var(--header-quiet);
        text-decoration: none;
        white-space: nowrap;
      }
      a[aria-current='page'] {
        background: var(--header-wash);
        color: var(--header-ink);
        font-weight: 650;
      }
      a:focus-visible,
      button:focus-visible {
        outline-color: var(--header-focus);
      }
      .who {
        flex: 0 1 auto;
        min-width: 0;
        max-width: 14rem;
        overflow: hidden;
        color: var(--header-quiet);
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      time {
        font-size: var(--text-l);
        font-weight: 650;
      }
      button {
        background: transparent;
        border-color: var(--header-line);
        color: var(--header-ink);
      }
      button:hover {
        color: var(--header-ink);
        border-color: var(--header-ink);
      }
      /* One row as long as it can be: the name gives way first. */
      @media (min-width: 1401px) {
        header {
          flex-wrap: nowrap;
        }
        header > :not(.who) {
          flex-shrink: 0;
        }
      }
      @media (max-width: 1600px) {
        .wide {
          display: none;
        }
      }
      @media (max-width: 1400px) {
        .who {
          display: none;
        }
      }
      @media (max-width: 1000px) {
        header {
          gap: var(--gap-xxs) var(--gap-s);
        }
        nav {
          order: 1;
          flex: 1 0 100%;
          min-width: 0;
        }
        .on-the-move nav {
          order: 0;
          flex: 1;
        }
      }
      @media (max-width: 480px) {
        .keys {
          display: none;
        }
        header {
          justify-content: space-between;
          gap: var(--gap-xs);
          padding-inline: var(--gap-xs);
        }
        h1 {
          position: absolute;
          clip-path: inset(50%);
        }
        header button {
          min-width: var(--thumb);
          padding-inline: 0;
        }
        out-search:not([hand]) {
          flex: 1;
        }
        .seconds {
          display: none;
        }
        header:not(.on-the-move) time {
          margin-right: auto;
        }
        a {
          flex: none;
          justify-content: center;
          min-width: var(--thumb);
          padding-inline: var(--gap-xs);
        }
        nav {
          flex-wrap: nowrap;
          gap: 0;
          overflow-x: auto;
        }
      }
      .level {
        padding: var(--gap-xxs) var(--gap-m);
        background: var(--warn-wash);
        color: var(--warn);
        border-bottom: 1px solid var(--line);
      }
      .level .known {
        border-color: currentColor;
        color: inherit;
        min-height: var(--button);
      }
      .level.normal {
        background: var(--surface-sunk);
        color: var(--ink-quiet);
      }
    `,
  ];

  @property({ attribute: false }) user!: User;
  @property({ attribute: false }) commands!: Commands;
  @property({ attribute: false }) health!: LinkHealth;
  @property({ attribute: false }) level!: ServiceLevel;
  /** the desk as it was last told: why the level is what it is, and until when */
  @property({ attribute: false }) desk: DeskState | undefined;
  /** what of this person's waits for the log that the servers share */
  @property({ attribute: false }) away: Away = NOT_AWAY;
  @property({ attribute: false, hasChanged: differ }) screens: readonly Screen[] = [];
  @property({ attribute: false }) screen!: Screen;
  @query('out-look-dialog') private readonly lookDialog!: OutLookDialog;
  @state() private now = Date.now();
  /** the newest refusal that this person has read */
  @state() private readUntil = 0;
  #timer: ReturnType<typeof setInterval> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#timer = setInterval(() => (this.now = Date.now()), 1000);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#timer);
  }

  /** On a phone the row of screens is longer than the window: the one that is up is in sight. */
  protected override updated(changed: PropertyValues<this>): void {
    const here = changed.has('screen') ? this.renderRoot.querySelector<HTMLElement>('[aria-current=page]') : null;
    if (here?.parentElement) here.parentElement.scrollLeft = here.offsetLeft - here.parentElement.offsetLeft;
  }

  override render() {
    const { level } = this;
    const titles = this.user.roles.map((role) => ROLE_TITLE[role]);
    const who = [...new Set([this.user.name, ...titles])].join(', ');
    // On a phone: all of the screens of whoever starts with what they are sent to.
    const onTheMove = this.screens[0] === 'officer';
    return html`
      <header class=${onTheMove ? 'on-the-move' : ''}>
        <h1>Outrider</h1>
        ${this.#screens()}
        <out-search .roles=${this.user.roles} .commands=${this.commands} ?hand=${onTheMove}></out-search>
        ${this.screen === 'officer' ? '' : html`<out-link-state .health=${this.health}></out-link-state>`}
        ${
          // Beside the link there is no room for it on a phone, which has a clock of its own.
          onTheMove && this.screen !== 'officer'
            ? ''
            : html`<time datetime=${new Date(this.now).toISOString()}
                >${clock(this.now).slice(0, 5)}${onTheMove ? '' : html`<span class="seconds">${clock(this.now).slice(5)}</span>`}</time
              >`
        }
        <span class="who" title=${who}>${who}</span>
        <button aria-label="Look, sound and keys" title="Look, sound and keys" @click=${() => this.lookDialog.show()}>
          <wa-icon name="circle-half"></wa-icon>
        </button>
        ${
          onTheMove
            ? ''
            : html`<button
                class="keys"
                aria-label="Keys"
                title="Keys (F1)"
                @click=${() => this.dispatchEvent(new CustomEvent('help'))}
              >
                <wa-icon name="keyboard"></wa-icon>
              </button>`
        }
        <button aria-label="Sign out" title="Sign out" @click=${() => this.dispatchEvent(new CustomEvent('sign-out'))}>
          <wa-icon name="box-arrow-right"></wa-icon><span class="wide">Sign out</span>
        </button>
      </header>
      <out-look-dialog></out-look-dialog>
      ${this.#notTaken()}
      <p class="level ${level}" role="status" aria-label="Service level">
        ${this.away.since === undefined ? this.#level(onTheMove) : this.#noSharedLog(this.away.since)}
      </p>
    `;
  }

  #level(onTheMove: boolean) {
    const { desk, level, health } = this;
    // Told by the desk, or noticed here when nothing comes any more (R10); a link that is made anew at once is no silence.
    const silentSince = 'since' in health && this.now - health.since > DESK_SILENCE ? health.since : undefined;
    const since = silentSince ?? (level === 'isolated' ? desk?.since : undefined);
    const title =
      since === undefined ? LEVEL[level].title : `No intelligence service since ${clock(since).slice(0, 5)}.`;
    if (silentSince !== undefined) {
      // What an officer is sent to has a line of its own for that.
      return html`<strong>${title}</strong> ${onTheMove ? '' : 'Nothing reaches this screen any more. Ask by voice.'}`;
    }
    const isUsual = level === 'normal' && desk?.forcedBy === undefined;
    const text = onTheMove && isUsual ? '' : LEVEL[level].text;
    const cause = desk === undefined || onTheMove || isUsual ? '' : causeInWords(desk);
    return html`
      <strong>${title}</strong> ${text} ${cause} ${onTheMove ? '' : html`<span>${this.#load()}</span>`}
      ${this.#acknowledgement()}
    `;
  }

  /** The servers share a log, and this one cannot reach it: what is entered is kept, what needs everyone's word waits. */
  #noSharedLog(since: string) {
    const { waiting } = this.away;
    const kept = waiting === 0 ? '' : ` ${waiting} of yours ${waiting === 1 ? 'waits' : 'wait'}.`;
    return html`<strong>No shared log since ${clock(since).slice(0, 5)}.</strong> What you enter is kept here and passed
      on when it is back.${kept} Cards are provisional; rulings and sign-offs have to wait.`;
  }

  /** What was kept and then refused: shown until it has been read. */
  #notTaken() {
    const refused = this.away.refused.filter(({ number }) => number > this.readUntil);
    if (refused.length === 0) return '';
    return html`<div class="level" role="alert">
      ${refused.map((one) => html`<p>${refusedInWords(one, clock(one.at).slice(0, 5))}</p>`)}
      <button class="known" @click=${() => (this.readUntil = Math.max(...refused.map(({ number }) => number)))}>
        I have read this
      </button>
    </div>`;
  }

  #screens() {
    if (this.screens.length < 2) return html`<span class="space"></span>`;
    return html`
      <nav aria-label="Screens">
        ${this.screens.map(
          (screen) =>
            html`<a href="#/${screen}" aria-current=${screen === this.screen ? 'page' : 'false'}
              >${SCREEN_NAMES[screen]}</a
            >`,
        )}
      </nav>
    `;
  }

  /** For those who work at the desk or supervise it, how much it has to do. */
  #load(): string {
    const { desk } = this;
    if (desk?.jobs === undefined) return '';
    const late = desk.predictedLate === 0 ? '' : `, ${desk.predictedLate} predicted late`;
    return `${desk.onDuty} on duty, ${desk.queue} waiting${late}.`;
  }

  /** Machine-only is acknowledged by somebody who supervises, unless it was planned; shown until it is. */
  #acknowledgement() {
    const { desk, level } = this;
    const supervises = this.user.roles.some((role) => role === 'supervisor' || role === 'inspector');
    if (desk === undefined || level !== 'machine-only' || desk.planned === true || !supervises) return '';
    const by = desk.acknowledgedBy ?? [];
    return by.length > 0
      ? html`<span class="quiet">Known to ${by.join(', ')}.</span>`
      : html`<button class="known" @click=${() => this.dispatchEvent(new CustomEvent('acknowledge-level'))}>
          I know that nobody reviews
        </button>`;
  }
}
