import { css, html, LitElement, type ReactiveController, type ReactiveControllerHost } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { isIdle } from '../data/idle.js';
import { base } from '../ui/base.js';
import { deepestFocus } from '../ui/focus.js';

const TOUCHES = ['pointermove', 'pointerdown', 'keydown', 'wheel'] as const;
const LOOK_MS = 1_000;

/**
 * Covers a desk that nobody touches. What was typed stays as it is, out of sight; while it is covered no key and no touch
 * reaches anything but the cover.
 */
export class IdleCover implements ReactiveController {
  covered = false;
  #minutes = Infinity;
  #touchedAt = Date.now();
  #looking: ReturnType<typeof setInterval> | undefined;
  #lastFocus: HTMLElement | undefined;

  /** @param mustShow there is something that may not be covered: a danger to life, or a call that is being taken */
  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly mustShow: () => boolean,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    for (const touch of TOUCHES) addEventListener(touch, this.#touched, { capture: true });
    this.#looking = setInterval(this.#look, LOOK_MS);
  }

  hostDisconnected(): void {
    for (const touch of TOUCHES) removeEventListener(touch, this.#touched, { capture: true });
    clearInterval(this.#looking);
  }

  /** @param minutes without a touch */
  start(minutes: number): void {
    this.#minutes = minutes;
  }

  render() {
    return html`<out-cover .minutes=${this.#minutes} @uncover=${this.uncover}></out-cover>`;
  }

  readonly uncover = (): void => {
    this.#touchedAt = Date.now();
    this.#show(false);
  };

  readonly #look = (): void => {
    if (this.mustShow()) this.uncover();
    else if (isIdle(this.#touchedAt, Date.now(), this.#minutes * 60_000)) this.#show(true);
  };

  #show(covered: boolean): void {
    if (this.covered === covered) return;
    this.covered = covered;
    if (covered) this.#lastFocus = deepestFocus();
    this.host.requestUpdate();
    void this.host.updateComplete.then(() => {
      if (!covered) this.#lastFocus?.focus();
    });
  }

  readonly #touched = (event: Event): void => {
    if (!this.covered) {
      this.#touchedAt = Date.now();
      return;
    }
    if (!(event instanceof KeyboardEvent)) return;
    event.stopImmediatePropagation();
    event.preventDefault();
    if (event.key === 'Enter' || event.key === ' ') this.uncover();
  };
}

/** `out-cover`: stands before a screen that nobody touched, and says nothing of anybody. Fires `uncover`. */
@customElement('out-cover')
export class OutCover extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        position: fixed;
        z-index: 30;
        inset: 0;
      }
      button {
        width: 100%;
        height: 100%;
        flex-direction: column;
        border: 0;
        border-radius: 0;
        background: var(--ground);
        font-size: var(--text-l);
      }
      wa-icon {
        font-size: var(--cover-icon);
      }
    `,
  ];

  @property({ type: Number }) minutes = 0;

  override render() {
    return html`<button @click=${() => this.dispatchEvent(new CustomEvent('uncover'))}>
      <wa-icon name="eye-slash"></wa-icon>
      <strong>Press Enter to show this screen</strong>
      <span class="quiet">Nobody touched it for ${this.minutes} minutes. What was typed is kept.</span>
    </button>`;
  }

  protected override firstUpdated(): void {
    this.renderRoot.querySelector('button')?.focus();
  }
}
