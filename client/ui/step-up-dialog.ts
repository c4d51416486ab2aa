import { html } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { SignInWays } from '../../server/contract/index.js';
import type { Session } from '../data/session.js';
import { FormDialog, type Sent } from './form-dialog.js';

/**
 * `out-step-up-dialog`: "Confirm that it is you", for what needs a fresh sign-in, with the password or at the force's
 * provider. What was asked for goes on by itself after the password; from the provider one comes back and asks again.
 */
@customElement('out-step-up-dialog')
export class OutStepUpDialog extends FormDialog<SignInWays> {
  @property({ attribute: false }) session!: Session;
  @query('[name=password]') private readonly field!: HTMLInputElement;
  protected override readonly label = 'Confirm that it is you';
  #stopListening: (() => void)[] = [];

  override connectedCallback(): void {
    super.connectedCallback();
    const { stepUp } = this.session;
    const left = () => stepUp.answer(false);
    this.addEventListener('left', left);
    this.#stopListening = [
      stepUp.asked.subscribe((asked) => void (asked ? this.#ask() : this.close())),
      () => this.removeEventListener('left', left),
    ];
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const stop of this.#stopListening) stop();
    this.session.stepUp.answer(false);
  }

  protected override fields({ password }: SignInWays) {
    if (!password)
      return html`<p>This needs proof from the last five minutes. Confirm it, come back, and do it again.</p>`;
    return html`
      <p>This needs proof from the last five minutes.</p>
      <label>
        Your password
        <input name="password" type="password" autocomplete="current-password" required maxlength="200" />
      </label>
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
    if (pressed === 'provider') return this.#goToProvider();
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

  async #goToProvider(): Promise<Sent> {
    const reply = await this.session.beginAgain();
    if (!reply.ok) return { trouble: reply.detail };
    location.assign(reply.value);
    return { done: 'On the way to your force’s account.' };
  }
}
