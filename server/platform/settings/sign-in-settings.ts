import { z } from 'zod';
import { Role } from '../../contract/index.js';

/** How people sign in through a provider (OpenID Connect), where the force has one. */
export interface ProviderSettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly scopes: string;
  /** where in the ID token the groups are, as a path: `realm_access.roles` */
  readonly rolesClaim: string;
  /** which of the provider's groups has which role here */
  readonly roles: ReadonlyMap<string, Role>;
  /** where browsers find Outrider: they come back to `/` there */
  readonly origin: string;
  /** how the provider must have made sure who it is, any of these; undefined: as it sees fit */
  readonly acr: readonly string[] | undefined;
}

const onOff = z.enum(['on', 'off'], 'on or off').transform((word) => word === 'on');
const isLocal = (url: string): boolean => ['127.0.0.1', '[::1]', 'localhost'].includes(new URL(url).hostname);
const secureUrl = z
  .url()
  .refine((url) => !URL.canParse(url) || url.startsWith('https:') || isLocal(url), 'https, unless it is this machine');

/** `GROUP=ROLE;GROUP=ROLE`: the last `=` counts, so that a group may be a distinguished name. */
const mapping = z.string().transform((text, context): ReadonlyMap<string, Role> => {
  const pairs = text.split(';').filter((pair) => pair.trim() !== '');
  const roles = new Map<string, Role>();
  for (const pair of pairs) {
    const at = pair.lastIndexOf('=');
    const role = Role.safeParse(pair.slice(at + 1).trim());
    if (at < 1 || !role.success) context.addIssue('GROUP=ROLE, separated by semicolons, each ROLE one of Outrider’s');
    else roles.set(pair.slice(0, at).trim(), role.data);
  }
  return roles;
});

export const SIGN_IN_ENVIRONMENT = {
  OUTRIDER_LOCAL_SIGN_IN: onOff.optional(),
  OUTRIDER_OIDC_ISSUER: secureUrl.optional(),
  OUTRIDER_OIDC_CLIENT_ID: z.string().min(1).optional(),
  OUTRIDER_OIDC_CLIENT_SECRET: z.string().min(16, 'at least 16 characters').optional(),
  OUTRIDER_OIDC_SCOPES: z
    .string()
    .regex(/\bopenid\b/, 'openid among them')
    .default('openid profile'),
  OUTRIDER_OIDC_ROLES_CLAIM: z.string().min(1).default('roles'),
  OUTRIDER_OIDC_ROLES: mapping.optional(),
  OUTRIDER_OIDC_ORIGIN: secureUrl.optional(),
  OUTRIDER_OIDC_ACR: z
    .string()
    .transform((text) => text.split(' ').filter(Boolean))
    .optional(),
} as const;

const NEEDED = ['CLIENT_ID', 'CLIENT_SECRET', 'ROLES', 'ORIGIN'].map((name) => `OUTRIDER_OIDC_${name}`);

/** What is missing beside OUTRIDER_OIDC_ISSUER, or useless without it, a line each. */
export function signInProblems(given: ReadonlySet<string>): string[] {
  if (given.has('OUTRIDER_OIDC_ISSUER')) {
    return NEEDED.filter((key) => !given.has(key)).map(
      (key) => `${key} is missing beside OUTRIDER_OIDC_ISSUER: set it.`,
    );
  }
  return [...given]
    .filter((key) => key.startsWith('OUTRIDER_OIDC_'))
    .map((key) => `${key} says nothing without OUTRIDER_OIDC_ISSUER: set both or none.`);
}

type SignInData = z.output<z.ZodObject<typeof SIGN_IN_ENVIRONMENT>>;

/** The provider of settings in which nothing is missing; undefined when there is none. */
export function providerOf(data: SignInData): ProviderSettings | undefined {
  if (data.OUTRIDER_OIDC_ISSUER === undefined) return undefined;
  return {
    issuer: data.OUTRIDER_OIDC_ISSUER,
    clientId: data.OUTRIDER_OIDC_CLIENT_ID ?? '',
    clientSecret: data.OUTRIDER_OIDC_CLIENT_SECRET ?? '',
    scopes: data.OUTRIDER_OIDC_SCOPES,
    rolesClaim: data.OUTRIDER_OIDC_ROLES_CLAIM,
    roles: data.OUTRIDER_OIDC_ROLES ?? new Map(),
    origin: new URL(data.OUTRIDER_OIDC_ORIGIN ?? '').origin,
    acr: data.OUTRIDER_OIDC_ACR,
  };
}
