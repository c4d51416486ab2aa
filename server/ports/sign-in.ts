/** The ports of signing in: passwords, sessions, and a provider who vouches for people. */
import type { Outcome, Role } from '../contract/index.js';
import type { ProviderIdentity } from '../domain/account/events.js';
import type { Actor } from '../domain/access/policy.js';
import type { Instant } from '../ports.js';

/** Memory-hard password hashes. */
export abstract class Passwords {
  abstract hash(password: string): Promise<string>;
  abstract verify(password: string, hash: string): Promise<boolean>;
}

/** Who is signed in with a token; asked at every request and for as long as a socket lives. */
export abstract class SignedIn {
  /** The actor whose live session a token is for at `at`; undefined when there is none. */
  abstract byToken(token: string, at: Instant): Actor | undefined;
  /** The actor of a session for as long as it lives, renewals included; undefined once it has ended. */
  abstract bySession(sessionId: string, at: Instant): Actor | undefined;
}

/** Somebody as a sign-in provider vouches for them. */
export interface Vouched extends ProviderIdentity {
  readonly username: string;
  readonly name: string;
  /** what the provider's groups come to here; none: they have no business here */
  readonly roles: readonly Role[];
  /** when they proved to the provider who they are */
  readonly confirmedAt: Instant;
  /** the provider's own session */
  readonly session?: string;
}

/** That somebody has signed out at the provider: one session there, or all that the person has. */
export interface ProviderSignOut {
  readonly issuer: string;
  readonly subject?: string | undefined;
  readonly session?: string | undefined;
  /** the same sign-out told again has the same id */
  readonly id: string;
}

/** Who vouches for people instead of a password of Outrider's own: OpenID Connect. */
export abstract class SignInProvider {
  /** Where a browser goes to sign in, and what it brings back with the answer. Refuses PROVIDER_UNAVAILABLE. */
  abstract begin(): Promise<Outcome<{ readonly location: string; readonly pending: string }>>;
  /** Whom an answer vouches for. Refuses SIGN_IN_FAILED, PROVIDER_UNAVAILABLE. */
  abstract finish(answer: { readonly query: string; readonly pending: string }): Promise<Outcome<Vouched>>;
  /** What a logout token says. Refuses INVALID_INPUT, PROVIDER_UNAVAILABLE. */
  abstract signedOut(logoutToken: string): Promise<Outcome<ProviderSignOut>>;
}

/** The ways to sign in that this Outrider has. */
export abstract class SignInWays {
  abstract readonly password: boolean;
  /** everything is invented, and whoever comes is told how to try it */
  abstract readonly demonstration: boolean;
  abstract readonly provider: SignInProvider | undefined;
  /** of a screen that nobody touches, until it covers itself */
  abstract readonly coverAfterMinutes: number;
}
