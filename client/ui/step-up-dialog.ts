import { html } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { SignInWays } from '../../server/contract/index.js';
import type { Session } from '../data/session.js';
import { FormDialog, type Sent } from './form-dialog.js';
import { signInBeside } from './sign-in-beside.js';

/**
 * `out-step-up-dialog`: "Confirm that it is you", for what needs a fresh sign-in, with the password or at the force's
 * provider, in a window of its own. What was asked for goes on by itself; what was typed on this page stays on it.
 */
@customElement('out-step-up-dialog')
export class OutStepUpDialog extends FormDialog<SignInWays> {
  @property({ attribute: false }) session!: Session;
  @query('[name=password]') private readonly field!: HTMLInputElement;
  protected override readonly label = 'Confirm that it is you';
  @state() private isElsewhere = false;
  #stopListening: (() => void)[] = [];
  #stopWaiting = new AbortController();

  override connectedCallback(): void {
    super.connectedCallback();
    const { stepUp } = this.session;
    const left = () => {
      this.#stopWaiting.abort();
      stepUp.answer(false);
    };
    this.addEventListener('left', left);
    this.#stopListening = [
      stepUp.asked.subscribe((asked) => void (asked ? this.#ask() : this.close())),
      () => this.removeEventListener('left', left),
    ];
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const stop of this.#stopListening) stop();
    this.#stopWaiting.abort();
    this.session.stepUp.answer(false);
  }

  protected override fields({ password }: SignInWays) {
    return html`
      <p>This needs proof from the last five minutes. What you typed stays here.</p>
      ${
        password
          ? html`<label>
              Your password
              <input name="password" type="password" autocomplete="current-password" required maxlength="200" />
            </label>`
          : ''
      }
      <p role="status" ?hidden=${!this.isElsewhere}>
        Go on in the window that opened; then this goes on by itself. If you closed it, cancel and send again.
      </p>
    `;
  }

  protected override buttons({ password, provider }: SignInWays) {
    return html`
      ${password ? html`<button class="primary" ?disabled=${this.busy}>Confirm <kbd>Enter</kbd></button>` : ''}
      ${
        provider
          ? html`<button value="provider" formnovalidate class=${password ? '' : 'primary'} ?disabled=${this.busy}>
              With your force’s account
            </button>`
          : ''
      }
    `;
  }

  protected override async send(_ways: SignInWays, said: FormData, pressed: string): Promise<Sent> {
    if (pressed === 'provider') return this.#askProvider();
    const password = said.get('password');
    const refused = await this.session.confirm(typeof password === 'string' ? password : '');
    if (refused === undefined) return { done: 'Confirmed.' };
    this.field.value = '';
    this.field.focus();
    return { trouble: refused.detail };
  }

  async #ask(): Promise<void> {
    const ways = await this.session.ways();
    if (this.session.stepUp.asked.value) this.open(ways);
  }

  async #askProvider(): Promise<Sent> {
    this.#stopWaiting = new AbortController();
    this.isElsewhere = true;
    const trouble = await signInBeside(this.session, this.#stopWaiting.signal);
    this.isElsewhere = false;
    return trouble === undefined ? { done: 'Confirmed.' } : { trouble };
  }
}
