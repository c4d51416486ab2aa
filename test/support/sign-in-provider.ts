import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { exportJWK, generateKeyPair, SignJWT, type JWTPayload } from 'jose';
import Provider, { type JWK } from 'oidc-provider';
import { freePort } from './free-port.js';

export const CLIENT = { id: 'outrider', secret: 'a client secret for the tests' };

/** Somebody at the provider: their name there, and the groups that it puts them into. */
export interface Person {
  readonly name: string;
  readonly groups: readonly string[];
}

/** What a provider that lies puts in the place of its ID token. */
export type Lie = (claims: JWTPayload, sign: (claims: JWTPayload) => Promise<string>) => Promise<string>;

/**
 * A real OpenID provider (`oidc-provider`) on this machine, with the people that a test gives it. It can change its keys,
 * be away, and lie.
 */
export class RealProvider {
  readonly people = new Map<string, Person>();
  #provider!: Provider;
  #key!: CryptoKey;
  #keyId = 0;
  #lie: Lie | undefined;
  #server: Server | undefined;
  #cookies = new Map<string, string>();

  private constructor(
    readonly issuer: string,
    private readonly port: number,
    private readonly outrider: string,
  ) {}

  /** @param outrider where the browser finds Outrider */
  static async open(outrider: string): Promise<RealProvider> {
    const port = await freePort();
    const provider = new RealProvider(`http://127.0.0.1:${port}`, port, outrider);
    await provider.changeKeys();
    await provider.comeBack();
    return provider;
  }

  /** The settings that Outrider needs for it. */
  get settings(): Record<string, string> {
    return {
      OUTRIDER_OIDC_ISSUER: this.issuer,
      OUTRIDER_OIDC_CLIENT_ID: CLIENT.id,
      OUTRIDER_OIDC_CLIENT_SECRET: CLIENT.secret,
      OUTRIDER_OIDC_ROLES: 'CN=Handlers,OU=Control=handler;CN=Supervisors,OU=Control=supervisor',
      OUTRIDER_OIDC_ORIGIN: this.outrider,
    };
  }

  /** New keys; what was signed with the old ones is no longer the provider's. */
  async changeKeys(): Promise<void> {
    const { privateKey } = await generateKeyPair('RS256', { extractable: true });
    this.#keyId += 1;
    this.#key = privateKey;
    const jwk = { ...(await exportJWK(privateKey)), kid: `key-${this.#keyId}`, alg: 'RS256', use: 'sig' } as JWK;
    this.#provider = new Provider(this.issuer, {
      clients: [
        {
          client_id: CLIENT.id,
          client_secret: CLIENT.secret,
          redirect_uris: [`${this.outrider}/`],
          backchannel_logout_uri: `${this.outrider}/api/session/provider/sign-out`,
          backchannel_logout_session_required: true,
        },
      ],
      jwks: { keys: [jwk] },
      cookies: { keys: ['a key for cookies'] },
      claims: { openid: ['sub', 'sid', 'auth_time'], profile: ['name', 'preferred_username', 'roles'] },
      conformIdTokenClaims: false,
      features: { devInteractions: { enabled: true }, backchannelLogout: { enabled: true } },
      findAccount: (_, sub) => ({
        accountId: sub,
        claims: () => {
          const { name, groups } = this.people.get(sub) ?? { name: sub, groups: [] };
          return { sub, name, preferred_username: sub, roles: groups };
        },
      }),
      // Outrider is the force's own: nobody is asked whether it may know their name.
      loadExistingGrant: async (context) => {
        const { client, session, provider } = context.oidc;
        const grant = new provider.Grant({ clientId: client!.clientId, accountId: session!.accountId! });
        grant.addOIDCScope('openid profile');
        await grant.save();
        return grant;
      },
    });
  }

  /** From now on its ID tokens are what `lie` makes of them; undefined: honest again. */
  lie(lie: Lie | undefined): void {
    this.#lie = lie;
  }

  async goAway(): Promise<void> {
    const server = this.#server;
    if (server === undefined) return;
    const gone = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    this.#server = undefined;
    await gone;
  }

  async comeBack(): Promise<void> {
    this.#server = createServer((request, response) => this.#answer(request, response)).listen(this.port, '127.0.0.1');
    await once(this.#server, 'listening');
  }

  /** A token signed with the provider's key, as its logout tokens are. */
  sign(claims: JWTPayload, type = 'logout+jwt'): Promise<string> {
    return new SignJWT(claims)
      .setProtectedHeader({ alg: 'RS256', kid: `key-${this.#keyId}`, typ: type })
      .sign(this.#key);
  }

  /** Signs in at the provider as a browser would; resolves to the query that the browser comes back with. */
  async signIn(location: string, username: string): Promise<string> {
    this.#cookies.clear();
    let form = await this.#go(location);
    const action = /action="([^"]+)"/.exec(form.text)?.[1];
    form = await this.#go(action!, { prompt: 'login', login: username, password: 'any' });
    return new URL(form.url).search;
  }

  /** Signs out at the provider; it tells Outrider so itself. */
  async signOut(): Promise<void> {
    const { text } = await this.#go(`${this.issuer}/session/end`);
    const [, xsrf = ''] = /name="xsrf" value="([^"]+)"/.exec(text) ?? [];
    await this.#go(`${this.issuer}/session/end/confirm`, { xsrf, logout: 'yes' });
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    if (this.#lie && request.url === '/token') this.#change(response, this.#lie);
    void this.#provider.callback()(request, response);
  }

  #change(response: ServerResponse, lie: Lie): void {
    const end = response.end.bind(response);
    response.end = ((body: string) => {
      const answer = JSON.parse(body) as { id_token: string };
      const claims = JSON.parse(Buffer.from(answer.id_token.split('.')[1] ?? '', 'base64url').toString()) as JWTPayload;
      void lie(claims, (changed) => this.sign(changed, 'JWT')).then((id_token) => {
        response.removeHeader('content-length');
        end(JSON.stringify({ ...answer, id_token }));
      });
    }) as typeof response.end;
  }

  /** Follows redirects, with cookies, until a page comes or the browser is sent back to Outrider. */
  async #go(url: string, form?: Record<string, string>): Promise<{ url: string; text: string }> {
    let next = new URL(url, this.issuer).href;
    let body = form && new URLSearchParams(form);
    for (let hops = 0; hops < 10; hops += 1) {
      if (next.startsWith(`${this.outrider}/`)) return { url: next, text: '' };
      const response = await fetch(next, {
        redirect: 'manual',
        headers: { cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
        ...(body ? { method: 'POST', body } : {}),
      });
      for (const line of response.headers.getSetCookie()) {
        const [pair = ''] = line.split(';');
        this.#cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
      }
      body = undefined;
      const to = response.headers.get('location');
      if (to === null) return { url: next, text: await response.text() };
      next = new URL(to, next).href;
    }
    throw new Error('the provider sends its visitors in circles');
  }
}
