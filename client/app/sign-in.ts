import { css, html, LitElement } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { SignInWays } from '../../server/contract/index.js';
import type { NotIn, Session } from '../data/session.js';
import { base, controls } from '../ui/base.js';
import { signInBeside } from '../ui/sign-in-beside.js';

/** What a visitor of the demonstration needs to know. */
const TRY_IT = html`
  <p class="quiet">
    This is a demonstration: everybody here is invented. Sign in as handler, dispatcher, analyst, supervisor, officer1
    or auditor, each with the password that <code>npm start</code> printed, or first
    <a href="/scenes.html">watch the scenes</a>.
  </p>
`;

/**
 * `out-sign-in`: through the force's provider, with user name and password, or both, as this Outrider has it. After a session
 * has ended it keeps the user name, and the screen behind it: then the provider is asked in a window of its own.
 */
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
        min-height: var(--control);
      }
      button {
        min-height: var(--control);
      }
      a {
        color: var(--accent);
      }
    `,
  ];

  @property({ attribute: false }) session!: Session;
  /** who was signed in, where a session has ended */
  @property() userName = '';
  @state() private ways: Omit<SignInWays, 'coverAfterMinutes'> = { password: true, provider: false };
  @state() private trouble = '';
  @state() private busy = false;
  /** the password was for one use: another one is asked for */
  @state() private choosing = false;
  @query('[name=username]') private readonly nameField!: HTMLInputElement | null;
  @query('[name=password]') private readonly passwordField!: HTMLInputElement | null;
  @query('[name=new-password]') private readonly newField!: HTMLInputElement | null;
  @query('.provider') private readonly providerButton!: HTMLButtonElement | null;
  readonly #stopWaiting = new AbortController();

  override render() {
    const { password, provider, demonstration } = this.ways;
    return html`
      <form aria-label="Sign in" @submit=${this.#submit}>
        ${provider ? this.#throughProvider(!password) : ''} ${password ? this.#withPassword() : ''}
        <p class="trouble" role="alert" ?hidden=${this.trouble === ''}>${this.trouble}</p>
        ${password ? html`<button class=${provider ? '' : 'primary'} ?disabled=${this.busy}>Sign in</button>` : ''}
        ${demonstration === true && this.userName === '' ? TRY_IT : ''}
      </form>
    `;
  }

  #throughProvider(alone: boolean) {
    return html`
      <button type="button" class="provider primary" ?disabled=${this.busy} @click=${this.#goToProvider}>
        Sign in with your force’s account
      </button>
      ${alone ? '' : html`<p class="quiet">or with an account of Outrider’s own:</p>`}
    `;
  }

  #withPassword() {
    return html`
      <label>
        User name
        <input name="username" autocomplete="username" required maxlength="80" .value=${this.userName} />
      </label>
      <label>
        Password
        <input name="password" type="password" autocomplete="current-password" required maxlength="200" />
      </label>
      ${
        this.choosing
          ? html`
              <label>
                New password
                <input
                  name="new-password"
                  type="password"
                  autocomplete="new-password"
                  required
                  minlength="12"
                  maxlength="200"
                />
              </label>
              <p class="quiet">Yours was for one use. Choose one of at least 12 characters.</p>
            `
          : ''
      }
    `;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#arrive();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stopWaiting.abort();
  }

  /** Says how one can sign in, and goes on with an answer of the provider's that the address holds. */
  async #arrive(): Promise<void> {
    const { search } = location;
    const answered = /[?&](code|error)=/.test(search);
    // What the provider answered is for once: it stays in no history.
    if (answered) history.replaceState(null, '', location.pathname + location.hash);
    if (answered) await this.#enter(() => this.session.finish(search));
    this.ways = await this.session.ways();
    await this.updateComplete;
    // Whoever has begun to type goes on.
    if (this.shadowRoot?.activeElement === null) this.#start();
  }

  protected override firstUpdated(): void {
    this.#start();
  }

  #start(): void {
    const field = this.userName === '' ? this.nameField : this.passwordField;
    (field ?? this.providerButton)?.focus();
  }

  readonly #goToProvider = async () => {
    if (this.userName !== '') {
      this.trouble = (await signInBeside(this.session, this.#stopWaiting.signal)) ?? '';
      return;
    }
    this.busy = true;
    const reply = await this.session.begin();
    this.busy = false;
    if (reply.ok) location.assign(reply.value);
    else this.trouble = reply.detail;
  };

  readonly #submit = async (event: Event) => {
    event.preventDefault();
    const [name, password] = [this.nameField?.value ?? '', this.passwordField?.value ?? ''];
    const refused = await this.#enter(() => this.session.signIn(name, password, this.newField?.value));
    if (refused === undefined) return;
    this.choosing ||= refused.code === 'PASSWORD_CHANGE_NEEDED';
    await this.updateComplete;
    if (this.newField !== null) return this.newField.focus();
    if (this.passwordField !== null) this.passwordField.value = '';
    this.passwordField?.focus();
  };

  async #enter(how: () => Promise<NotIn | undefined>): Promise<NotIn | undefined> {
    this.busy = true;
    const refused = await how();
    this.busy = false;
    this.trouble = refused?.detail ?? '';
    return refused;
  }
}
