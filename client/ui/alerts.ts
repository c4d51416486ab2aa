import { css, html, LitElement } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Alert } from '../../server/contract/index.js';
import { interruptions, NO_ALERTS, standingAt, type Alerts } from '../data/alerts.js';
import { Chime } from '../data/chime.js';
import './announcer.js';
import type { OutAnnouncer } from './announcer.js';
import { base } from './base.js';
import { look } from './look.js';
import { Ticker } from './ticker.js';
import { ago, clock } from './time.js';

/**
 * `out-alerts`: what this person is told of, above their work: danger to life first. It never takes the focus; F2 goes to it
 * and Esc back. A screen reader hears what is new; only danger to life sounds, and only after a touch or a key, unless the sound is off (R13).
 *
 * Fires `seen` with the alert as detail, `open` (bubbles) with the id of its incident, `interrupted` with those that are new, and `left` when the focus is to go back.
 */
@customElement('out-alerts')
export class OutAlerts extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        border-bottom: 1px solid var(--line);
        background: var(--surface);
      }
      li {
        display: grid;
        grid-template-columns: auto 1fr auto auto auto;
        align-items: center;
        gap: 0 var(--gap-s);
        padding: var(--gap-xxs) var(--gap-m);
        border-left: 6px solid var(--info);
      }
      .life-risk {
        border-color: var(--life-risk-fill);
        background: var(--life-risk-wash);
      }
      .interrupts {
        border-color: var(--high);
        background: var(--high-wash);
      }
      .word {
        display: flex;
        gap: var(--gap-xs);
        align-items: center;
        font-weight: 700;
      }
      .life-risk .word {
        color: var(--life-risk);
      }
      .interrupts .word {
        color: var(--high);
      }
      .spoken {
        display: block;
        font-weight: 650;
      }
      .which {
        white-space: nowrap;
      }
      .more {
        padding: var(--gap-xxs) var(--gap-m);
        border-top: 1px solid var(--line);
      }
      .all {
        max-height: 40vh;
        overflow: auto;
      }
      @media (max-width: 700px) {
        li {
          grid-template-columns: 1fr auto auto;
          gap: var(--gap-xxs) var(--gap-s);
          padding-block: var(--gap-xs);
        }
        .text {
          grid-row: 2;
          grid-column: 1 / -1;
        }
        .which {
          grid-row: 3;
          grid-column: 1 / -1;
        }
        li > button {
          grid-row: 1;
          grid-column: 2;
        }
        li > button:last-child {
          grid-column: 3;
        }
      }
    `,
  ];

  @property({ attribute: false }) alerts: Alerts = NO_ALERTS;
  /** whether there is a screen on which an incident can be opened */
  @property({ type: Boolean }) opens = false;
  /** how many stand in sight, on a phone one; the rest is one key or touch away */
  @property({ type: Number, attribute: 'in-sight' }) inSight = 2;
  /** the incident whose card is below: that one is sent to it needs no second line */
  @property({ attribute: false }) below: string | undefined;
  /** the screen is covered: nothing that is personal is on the page */
  @property({ type: Boolean }) covered = false;
  /** nothing sounds: the shift on this phone has not begun */
  @property({ type: Boolean }) silent = false;
  @state() private open = false;
  @query('out-announcer') private readonly announcer!: OutAnnouncer;
  readonly #chime = new Chime();
  readonly ticker = new Ticker(this);
  #told: Alerts = NO_ALERTS;
  /** the focus was on an alert that leaves with its being seen */
  #goOn = false;

  override connectedCallback(): void {
    super.connectedCallback();
    for (const gesture of GESTURES) addEventListener(gesture, this.#allow, { capture: true, passive: true });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const gesture of GESTURES) removeEventListener(gesture, this.#allow, { capture: true });
  }

  override render() {
    const isBelow = ({ kind, incidentId }: Alert) => kind === 'sent' && incidentId === this.below;
    const standing = this.covered ? [] : standingAt(this.alerts, Date.now()).filter((alert) => !isBelow(alert));
    const first = standing
      .filter(({ lifeRisk, interrupts }) => lifeRisk || interrupts)
      .slice(0, NARROW.matches ? 1 : this.inSight);
    const shown = this.open ? standing : first;
    const more = standing.length - first.length;
    return html`
      <section aria-label="Alerts" ?hidden=${standing.length === 0} @keydown=${this.#key}>
        <ul class=${this.open ? 'all' : ''}>
          ${repeat(
            shown,
            ({ id }) => id,
            (alert) => this.#alert(alert),
          )}
        </ul>
        ${
          more === 0
            ? ''
            : html`<p class="more">
                <button class="rest" aria-expanded=${this.open ? 'true' : 'false'} @click=${this.#toggle}>
                  ${this.open ? 'Fewer' : `${more}${first.length === 0 ? '' : ' more'} ${more === 1 ? 'alert' : 'alerts'}`}
                  <kbd>F2</kbd>
                </button>
              </p>`
        }
      </section>
      <out-announcer></out-announcer>
    `;
  }

  protected override updated(): void {
    this.#goToNext();
    const news = interruptions(this.#told, this.alerts);
    this.#told = this.alerts;
    if (news.length === 0) return;
    const [danger, other] = [news.filter(({ lifeRisk }) => lifeRisk), news.filter(({ lifeRisk }) => !lifeRisk)];
    if (danger.length > 0 && !this.silent && look.value.sound === 'on') this.#chime.ring();
    if (this.covered) this.announcer.say({ urgency: 'assertive', text: 'Something is new.' });
    else {
      if (danger.length > 0) this.announcer.say({ urgency: 'assertive', text: `Danger to life. ${sentences(danger)}` });
      if (other.length > 0) this.announcer.say({ urgency: 'polite', text: sentences(other) });
    }
    this.dispatchEvent(new CustomEvent<readonly Alert[]>('interrupted', { detail: news }));
  }

  /** Goes to the first alert, all of them in sight. */
  async goTo(): Promise<void> {
    this.open = true;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLButtonElement>('li button')?.focus();
  }

  #alert(alert: Alert) {
    const [word, icon, kind] = alert.lifeRisk
      ? (['Life risk', 'exclamation-octagon-fill', 'life-risk'] as const)
      : alert.interrupts
        ? (['Now', 'exclamation-triangle-fill', 'interrupts'] as const)
        : (['Note', 'info-circle', ''] as const);
    // Two incidents at one address read the same but for this.
    const reference =
      alert.reference !== undefined && !alert.sentence.includes(alert.reference) ? alert.reference : undefined;
    const which = reference === undefined ? '' : ` (${reference})`;
    return html`
      <li class=${kind}>
        <span class="word"><wa-icon name=${icon}></wa-icon> ${word}</span>
        <span class="text">
          ${alert.sentence} ${alert.spoken === undefined ? '' : html`<q class="spoken">${alert.spoken}</q>`}
        </span>
        <span class="which small quiet">
          ${reference === undefined ? '' : `${reference} · `}<time datetime=${alert.at} title=${clock(alert.at)}
            >${ago(alert.at, Date.now())}</time
          >
        </span>
        ${
          this.opens && alert.incidentId !== undefined
            ? html`<button
                aria-label="Open: ${alert.sentence}${which}"
                @click=${() => this.dispatchEvent(new CustomEvent<string>('open', { detail: alert.incidentId ?? '', bubbles: true }))}
              >
                Open
              </button>`
            : ''
        }
        <button aria-label="Seen: ${alert.sentence}${which}" @click=${() => this.#see(alert)}>Seen</button>
      </li>
    `;
  }

  #see(alert: Alert): void {
    this.#goOn = true;
    this.dispatchEvent(new CustomEvent<Alert>('seen', { detail: alert }));
  }

  /** With the alert its button is gone, and with that the focus: it goes on to the next one, or back to the work. */
  #goToNext(): void {
    if (!this.#goOn || (this.shadowRoot?.activeElement ?? null) !== null) return;
    this.#goOn = false;
    const next = this.renderRoot.querySelector<HTMLButtonElement>('li button');
    if (next) next.focus();
    else this.dispatchEvent(new CustomEvent('left'));
  }

  readonly #toggle = () => {
    this.open = !this.open;
  };

  readonly #allow = () => this.#chime.allow();

  readonly #key = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    this.open = false;
    this.dispatchEvent(new CustomEvent('left'));
  };
}

const NARROW = matchMedia('(max-width: 700px)');
const GESTURES = ['pointerdown', 'keydown'] as const;

const sentences = (alerts: readonly Alert[]): string => alerts.map(({ sentence }) => `${sentence}.`).join(' ');
