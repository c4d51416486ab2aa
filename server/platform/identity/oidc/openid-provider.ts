import { hkdfSync } from 'node:crypto';
import { createRemoteJWKSet, EncryptJWT, errors, jwtDecrypt, jwtVerify, type JWTPayload } from 'jose';
import * as oidc from 'openid-client';
import { accept, refuse, type Outcome, type Refusal } from '../../../contract/index.js';
import { FRESH_MINUTES } from '../../../domain/account/account.js';
import { SignInProvider, type ProviderSignOut, type Vouched } from '../../../ports.js';
import type { ProviderSettings } from '../../settings/sign-in-settings.js';
import { logger } from '../../metrics/logger.js';
import { rolesOf, usernameOf } from './claims.js';

const PATIENCE_SECONDS = 5;
/** How long somebody may take to sign in over there. */
const PENDING = '10 minutes';
/** The key set is fetched again for a key that is not in it, but not oftener than this. */
const KEYS_COOLDOWN_MS = 5_000;
const LOGOUT_EVENT = 'http://schemas.openid.net/event/backchannel-logout';

interface Reached {
  readonly keysAt: string;
  readonly client: oidc.Configuration;
  readonly keys: ReturnType<typeof createRemoteJWKSet>;
}

/**
 * OpenID Connect: authorization code with PKCE, state and nonce. Nothing of a sign-in that has begun is kept here: the
 * browser holds it, sealed, so that any node can finish it. The provider asks for proof every time (`prompt=login`), because
 * a desk is shared and a fresh sign-in must be one.
 */
export class OpenIdProvider extends SignInProvider {
  readonly #settings: ProviderSettings;
  readonly #seal: Uint8Array;
  #reached: Promise<Reached> | undefined;

  constructor(settings: ProviderSettings) {
    super();
    this.#settings = settings;
    this.#seal = new Uint8Array(hkdfSync('sha256', settings.clientSecret, '', 'outrider: pending sign-in', 32));
  }

  override async begin(): Promise<Outcome<{ location: string; pending: string }>> {
    const { scopes, acr } = this.#settings;
    return this.#asking(async ({ client, keysAt }) => {
      // Nobody is sent to where nobody answers.
      await fetch(keysAt, { signal: AbortSignal.timeout(PATIENCE_SECONDS * 1000) });
      const secrets = {
        state: oidc.randomState(),
        nonce: oidc.randomNonce(),
        verifier: oidc.randomPKCECodeVerifier(),
      };
      const location = oidc.buildAuthorizationUrl(client, {
        redirect_uri: this.#redirectUri,
        scope: scopes,
        state: secrets.state,
        nonce: secrets.nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(secrets.verifier),
        code_challenge_method: 'S256',
        prompt: 'login',
        max_age: `${FRESH_MINUTES * 60}`,
        ...(acr ? { acr_values: acr.join(' ') } : {}),
      });
      const pending = await new EncryptJWT(secrets)
        .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
        .setExpirationTime(PENDING)
        .encrypt(this.#seal);
      return accept({ location: location.href, pending });
    });
  }

  override async finish({ query, pending }: { query: string; pending: string }): Promise<Outcome<Vouched>> {
    const secrets = await this.#unseal(pending);
    if (!secrets) return refuse('SIGN_IN_FAILED', 'This sign-in took too long or was begun elsewhere: begin again.');
    return this.#asking(async ({ client, keys }) => {
      const back = new URL(this.#redirectUri);
      back.search = query;
      const tokens = await oidc.authorizationCodeGrant(client, back, {
        expectedState: secrets.state,
        expectedNonce: secrets.nonce,
        pkceCodeVerifier: secrets.verifier,
        maxAge: FRESH_MINUTES * 60,
        idTokenExpected: true,
      });
      // Signed by the provider, whatever the connection was that it came through.
      const { issuer, clientId } = this.#settings;
      const { payload } = await jwtVerify(tokens.id_token ?? '', keys, { issuer, audience: clientId });
      return this.#vouched(payload);
    });
  }

  override async signedOut(logoutToken: string): Promise<Outcome<ProviderSignOut>> {
    const { issuer, clientId } = this.#settings;
    return this.#asking(async ({ keys }) => {
      try {
        const { payload } = await jwtVerify(logoutToken, keys, {
          issuer,
          audience: clientId,
          requiredClaims: ['iat', 'jti', 'events'],
          maxTokenAge: '5 minutes',
          clockTolerance: 30,
        });
        return signOutOf(payload, issuer);
      } catch (cause) {
        if (!(cause instanceof errors.JOSEError) || cause instanceof errors.JWKSTimeout) throw cause;
        return badToken();
      }
    });
  }

  get #redirectUri(): string {
    return `${this.#settings.origin}/`;
  }

  #vouched(claims: JWTPayload): Outcome<Vouched> {
    const { issuer, acr, rolesClaim, roles } = this.#settings;
    const { sub, auth_time: confirmedAt, sid, name } = claims;
    if (acr && !acr.some((wanted) => wanted === claims['acr'])) {
      return refuse('SIGN_IN_FAILED', 'The provider did not make sure enough who you are.');
    }
    const username = usernameOf(claims);
    if (sub === undefined || typeof confirmedAt !== 'number' || username === undefined) {
      return refuse('SIGN_IN_FAILED', 'The provider’s answer says too little.');
    }
    return accept({
      issuer,
      subject: sub,
      username,
      name: typeof name === 'string' && name.trim() !== '' ? name.trim().slice(0, 80) : username,
      roles: rolesOf(claims, rolesClaim, roles),
      confirmedAt: new Date(confirmedAt * 1000).toISOString(),
      ...(typeof sid === 'string' ? { session: sid } : {}),
    });
  }

  async #unseal(pending: string): Promise<{ state: string; nonce: string; verifier: string } | undefined> {
    try {
      const { payload } = await jwtDecrypt<{ state: string; nonce: string; verifier: string }>(pending, this.#seal);
      return payload;
    } catch {
      return undefined;
    }
  }

  /** Asks the provider, and tells one that does not answer from one whose answer is refused. */
  async #asking<T>(ask: (reached: Reached) => Promise<Outcome<T>>): Promise<Outcome<T>> {
    try {
      return await ask(await this.#reach());
    } catch (cause) {
      return refusalOf(cause);
    }
  }

  /** Finds out once where the provider's addresses are; a failure is tried again at the next sign-in. */
  #reach(): Promise<Reached> {
    this.#reached ??= this.#discover().catch((cause: unknown) => {
      this.#reached = undefined;
      throw cause;
    });
    return this.#reached;
  }

  async #discover(): Promise<Reached> {
    const { issuer, clientId, clientSecret } = this.#settings;
    const client = await oidc.discovery(new URL(issuer), clientId, clientSecret, undefined, {
      timeout: PATIENCE_SECONDS,
      // Plain HTTP is for this very machine alone: the settings take no other.
      ...(issuer.startsWith('http:') ? { execute: [oidc.allowInsecureRequests] } : {}),
    });
    const { jwks_uri: keysAt } = client.serverMetadata();
    if (keysAt === undefined) throw new Error('the sign-in provider names no keys');
    const keys = createRemoteJWKSet(new URL(keysAt), {
      timeoutDuration: PATIENCE_SECONDS * 1000,
      cooldownDuration: KEYS_COOLDOWN_MS,
    });
    return { client, keys, keysAt };
  }
}

/** Back-Channel Logout 1.0, 2.6: about a person or a session, for this very event, and no ID token. */
function signOutOf(payload: JWTPayload, issuer: string): Outcome<ProviderSignOut> {
  const { sub, sid, jti = '', events } = payload as JWTPayload & { sid?: unknown; events?: unknown };
  const isLogout = typeof events === 'object' && events !== null && LOGOUT_EVENT in events;
  const session = typeof sid === 'string' ? sid : undefined;
  if (!isLogout || 'nonce' in payload || (sub === undefined && session === undefined)) return badToken();
  return accept({ issuer, subject: sub, session, id: jti });
}

const badToken = (): Refusal => refuse('INVALID_INPUT', 'This is no logout token for Outrider.');

/** What is wrong with an answer that came; everything else is an answer that did not come. */
const ANSWERED = new Set([
  'OAUTH_INVALID_RESPONSE',
  'OAUTH_JWT_CLAIM_COMPARISON_FAILED',
  'OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED',
  'OAUTH_JWT_TIMESTAMP_CHECK_FAILED',
  'OAUTH_UNSUPPORTED_OPERATION',
]);

function refusalOf(cause: unknown): Refusal {
  const { name, code = '' } = cause as { name?: string; code?: string };
  // Names and codes of failures alone: what these libraries say besides may hold what was answered.
  logger.warn({ failure: name, code }, 'a sign-in through the provider failed');
  const refused =
    cause instanceof oidc.AuthorizationResponseError ||
    (cause instanceof oidc.ResponseBodyError && cause.status < 500) ||
    (cause instanceof errors.JOSEError && !(cause instanceof errors.JWKSTimeout)) ||
    ANSWERED.has(code);
  if (refused) return refuse('SIGN_IN_FAILED', 'The provider’s answer was not accepted: begin again.');
  return refuse('PROVIDER_UNAVAILABLE', 'The sign-in provider does not answer. Try again in a moment.');
}
