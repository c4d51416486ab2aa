import { css, html, LitElement } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Session } from '../data/session.js';
import { base, controls } from '../ui/base.js';

/** `out-sign-in`: user name and password. After a session has ended it keeps the user name, and the screen behind it. */
@customElement('out-sign-in')
export class OutSignIn extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      form {
        display: grid;
        gap: var(--gap-m);
      }
      label {
        font-size: var(--text-m);
        color: var(--ink);
      }
      input {
        min-height: 38px;
      }
      button {
        min-height: 38px;
      }
      .trouble {
        color: var(--life-risk);
        font-weight: 600;
      }
    `,
  ];

  @property({ attribute: false }) session!: Session;
  /** who was signed in, where a session has ended */
  @property() userName = '';
  @state() private trouble = '';
  @state() private busy = false;
  @query('[name=username]') private readonly nameField!: HTMLInputElement;
  @query('[name=password]') private readonly passwordField!: HTMLInputElement;

  override render() {
    return html`
      <form aria-label="Sign in" @submit=${this.#submit}>
        <label>
          User name
          <input name="username" autocomplete="username" required maxlength="80" .value=${this.userName} />
        </label>
        <label>
          Password
          <input name="password" type="password" autocomplete="current-password" required maxlength="200" />
        </label>
        <p class="trouble" role="alert" ?hidden=${this.trouble === ''}>${this.trouble}</p>
        <button class="primary" ?disabled=${this.busy}>Sign in</button>
      </form>
    `;
  }

  protected override firstUpdated(): void {
    (this.userName === '' ? this.nameField : this.passwordField).focus();
  }

  readonly #submit = async (event: Event) => {
    event.preventDefault();
    this.busy = true;
    this.trouble = (await this.session.signIn(this.nameField.value, this.passwordField.value)) ?? '';
    this.busy = false;
    if (this.trouble !== '') {
      this.passwordField.value = '';
      this.passwordField.focus();
    }
  };
}
