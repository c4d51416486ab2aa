import type { Confirmed, ProviderSignIn, SessionReply, SignInWays, User } from '../../server/contract/index.js';
import { ask, type Reply, type Request } from './http.js';
import { answerTo } from './other-window.js';
import { StepUp } from './step-up.js';
import { Store } from './store.js';

/** Who is signed in at this screen. `expired`: the screen stays as it is, and asks for the password again. */
export type SessionState =
  | { readonly kind: 'signed-out' }
  | { readonly kind: 'signed-in'; readonly token: string; readonly user: User; readonly renewAt: number }
  | { readonly kind: 'expired'; readonly user: User };

/** Under which name the session of this tab is kept; it ends with the tab. Frames with a name have one each. */
export const keptUnder = (frame: string): string => (frame === '' ? 'outrider.session' : `outrider.session.${frame}`);

/** What was sealed for this tab when it was sent to the provider is kept under this name, until somebody is signed in. */
export const PENDING_UNDER = 'outrider.pending';

/** Why somebody is not signed in. */
export type NotIn = Pick<Extract<Reply<never>, { ok: false }>, 'code' | 'detail'>;

/** The moment to renew a session: half of what is left of it, by this screen's clock. At least 5 s from now. */
export function renewalTime(expiresAt: string, now: number): number {
  return now + Math.max(5_000, (Date.parse(expiresAt) - now) / 2);
}

const BEGIN: Request = { method: 'POST', path: '/api/session/provider' };

const answered = (body: { readonly query: string; readonly pending: string }): Promise<Reply<SessionReply>> =>
  ask<SessionReply>({ method: 'POST', path: '/api/session/provider/answer', body });

const endSession = (token: string | undefined): Promise<Reply<undefined>> =>
  ask<undefined>({ method: 'DELETE', path: '/api/session' }, token);

const whyNot = ({ code, detail }: NotIn): NotIn => ({ code, detail });

/** The session of this tab: sign-in, renewal before it ends, sign-out, and requests in its name. */
export class Session {
  readonly state = new Store<SessionState>({ kind: 'signed-out' });
  /** what needs a fresh sign-in waits here for the person's proof */
  readonly stepUp = new StepUp();
  readonly #kept: Storage;
  readonly #under: string;
  #renewal: ReturnType<typeof setTimeout> | undefined;

  /** @param frame the name of the frame that the screen is in; empty in a tab of its own */
  constructor(kept: Storage, frame = '') {
    this.#kept = kept;
    this.#under = keptUnder(frame);
    const text = kept.getItem(this.#under);
    if (text !== null) this.#open(JSON.parse(text) as SessionReply);
  }

  get token(): string | undefined {
    const state = this.state.value;
    return state.kind === 'signed-in' ? state.token : undefined;
  }

  /** How one can sign in here; with a password when nobody says. */
  async ways(): Promise<SignInWays> {
    const reply = await ask<SignInWays>({ method: 'GET', path: '/api/session/ways' });
    return reply.ok ? reply.value : { password: true, provider: false, coverAfterMinutes: 5 };
  }

  /** @returns undefined when signed in, or why not */
  async signIn(username: string, password: string, newPassword?: string): Promise<NotIn | undefined> {
    const body = { username, password, ...(newPassword === undefined ? {} : { newPassword }) };
    return this.#enter(await ask<SessionReply>({ method: 'POST', path: '/api/session', body }));
  }

  /** Where to go to sign in through the provider; what comes back from there is for `finish`. */
  async begin(): Promise<Reply<string>> {
    const reply = await ask<ProviderSignIn>(BEGIN);
    if (!reply.ok) return reply;
    this.#kept.setItem(PENDING_UNDER, reply.value.pending);
    return { ok: true, value: reply.value.location };
  }

  /** @param query of the address that the provider sent this tab back to @returns undefined when signed in, or why not */
  async finish(query: string): Promise<NotIn | undefined> {
    const pending = this.#kept.getItem(PENDING_UNDER) ?? '-';
    this.#kept.removeItem(PENDING_UNDER);
    return this.#enter(await answered({ query, pending }));
  }

  /**
   * Signs in through the provider in a window of its own, while this page stays as it is: whoever is signed in proves so
   * that it is them, and what waited for that goes on; after a session has ended, whoever comes is signed in.
   * @param show takes that window to an address @param stop nobody waits for it any more
   * @returns undefined when it is done, or nobody waits for it; or why not
   */
  async signInBeside(show: (location: string) => void, stop: AbortSignal): Promise<NotIn | undefined> {
    const begun = await ask<ProviderSignIn>(BEGIN);
    if (!begun.ok) return whyNot(begun);
    const { location, pending } = begun.value;
    show(location);
    const query = await answerTo(location, stop);
    if (query === undefined) return undefined;
    const reply = await answered({ query, pending });
    if (!reply.ok) return whyNot(reply);
    const before = this.state.value;
    const isOther = before.kind === 'signed-in' && before.user.id !== reply.value.user.id;
    if (stop.aborted || isOther) {
      await endSession(reply.value.token);
      return isOther ? { code: 'NOT_ALLOWED', detail: 'That was somebody else’s account.' } : undefined;
    }
    this.#open(reply.value);
    this.stepUp.answer(true);
    if (before.kind === 'signed-in') await endSession(before.token);
    return undefined;
  }

  /** Proves with the password who is signed in; what waited for that goes on. @returns undefined, or why not */
  async confirm(password: string): Promise<NotIn | undefined> {
    const request = { method: 'POST', path: '/api/session/confirmation', body: { password } } as const;
    const reply = await this.ask<Confirmed>(request);
    if (!reply.ok) return whyNot(reply);
    this.stepUp.answer(true);
    return undefined;
  }

  #enter(reply: Reply<SessionReply>): NotIn | undefined {
    if (!reply.ok) return whyNot(reply);
    this.#open(reply.value);
    return undefined;
  }

  async signOut(): Promise<void> {
    const { token } = this;
    this.#close({ kind: 'signed-out' });
    await endSession(token);
  }

  /** The server does not know the session any more: what is on the screen stays, and the password is asked again. */
  expire(): void {
    const state = this.state.value;
    if (state.kind === 'signed-in') this.#close({ kind: 'expired', user: state.user });
  }

  /** Asks in the name of the user who is signed in, who is asked to prove it where that is needed; then once more. */
  async ask<T>(request: Request): Promise<Reply<T>> {
    const reply = await this.#askNow<T>(request);
    if (reply.ok || reply.code !== 'SIGN_IN_AGAIN') return reply;
    return (await this.stepUp.prove()) ? this.#askNow<T>(request) : reply;
  }

  async #askNow<T>(request: Request): Promise<Reply<T>> {
    const { token } = this;
    const reply = await ask<T>(request, token);
    // A renewal may have ended the token while the request was on its way: then the new one is tried once.
    if (reply.ok || reply.code !== 'NOT_SIGNED_IN') return reply;
    if (this.token !== undefined && this.token !== token) return ask<T>(request, this.token);
    this.expire();
    return reply;
  }

  #open(reply: SessionReply): void {
    this.#kept.removeItem(PENDING_UNDER);
    this.#kept.setItem(this.#under, JSON.stringify(reply));
    const renewAt = renewalTime(reply.expiresAt, Date.now());
    this.state.set({ kind: 'signed-in', token: reply.token, user: reply.user, renewAt });
    this.#renewLater(renewAt);
  }

  #close(state: SessionState): void {
    clearTimeout(this.#renewal);
    this.#kept.removeItem(this.#under);
    this.state.set(state);
    this.stepUp.answer(false);
  }

  /** Timers count at most 24.8 days; a longer session is looked at again once an hour. */
  #renewLater(at: number): void {
    clearTimeout(this.#renewal);
    const wait = Math.min(at - Date.now(), 3_600_000);
    this.#renewal = setTimeout(() => void (Date.now() < at ? this.#renewLater(at) : this.#renew()), Math.max(wait, 0));
  }

  async #renew(): Promise<void> {
    const { token } = this;
    const reply = await ask<SessionReply>({ method: 'POST', path: '/api/session/renewal' }, token);
    if (this.token !== token) return;
    if (reply.ok) this.#open(reply.value);
    else if (reply.code === 'NOT_SIGNED_IN') this.expire();
    else this.#renewLater(Date.now() + 5_000);
  }
}
