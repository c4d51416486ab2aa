import type { Role } from '../../contract/index.js';

/** Whom a sign-in provider says that somebody is: the same subject of the same issuer is the same person. */
export interface ProviderIdentity {
  readonly issuer: string;
  readonly subject: string;
}

/** What happens to a user: events of the stream `user/<id>`. Tokens and passwords are kept as hashes alone. */
export type UserEvent =
  | {
      readonly type: 'account-created';
      readonly body: {
        readonly v: 1;
        readonly name: string;
        readonly roles: readonly Role[];
        /** left out: they sign in through the provider alone */
        readonly passwordHash?: string;
        readonly oneTimeUntil?: string;
        readonly provider?: ProviderIdentity;
      };
    }
  | {
      readonly type: 'password-set';
      readonly body: {
        readonly v: 1;
        readonly passwordHash: string;
        /** ISO 8601: until then it opens the way to one of their own, and nothing else ever */
        readonly oneTimeUntil?: string;
      };
    }
  | { readonly type: 'renamed'; readonly body: { readonly v: 1; readonly name: string } }
  | { readonly type: 'roles-changed'; readonly body: { readonly v: 1; readonly roles: readonly Role[] } }
  | { readonly type: 'account-disabled'; readonly body: { readonly v: 1 } }
  | { readonly type: 'account-enabled'; readonly body: { readonly v: 1 } }
  | {
      readonly type: 'session-started';
      readonly body: {
        readonly v: 1;
        readonly sessionId: string;
        readonly tokenHash: string;
        /** ISO 8601: unless it is renewed before */
        readonly expiresAt: string;
        /** ISO 8601: no renewal reaches beyond */
        readonly endsAt: string;
        /** ISO 8601: when they proved who they are; left out: the provider did not say */
        readonly confirmedAt?: string;
        /** the provider's own session, which may end there */
        readonly providerSession?: string;
      };
    }
  | {
      /** they proved again who they are */
      readonly type: 'session-confirmed';
      readonly body: { readonly v: 1; readonly sessionId: string };
    }
  | {
      /** the session goes on under a new token */
      readonly type: 'session-renewed';
      readonly body: {
        readonly v: 1;
        readonly sessionId: string;
        readonly tokenHash: string;
        readonly expiresAt: string;
      };
    }
  | {
      /** somebody could not prove that they are this user: never what they typed */
      readonly type: 'sign-in-failed';
      readonly body: {
        readonly v: 1;
        /** the network address that it came from */
        readonly from: string;
      };
    }
  | {
      readonly type: 'session-ended';
      readonly body: {
        readonly v: 1;
        readonly sessionId: string;
        readonly cause: 'signed-out' | 'revoked' | 'ended-at-provider';
      };
    };

const KNOWN: readonly string[] = [
  'account-created',
  'password-set',
  'renamed',
  'roles-changed',
  'account-disabled',
  'account-enabled',
  'session-started',
  'session-confirmed',
  'session-renewed',
  'sign-in-failed',
  'session-ended',
];

/**
 * A stored user event in today's shape; undefined when retention erased its body.
 * @throws Error when it was written by a newer Outrider
 */
export function readUserEvent(type: string, body: unknown): UserEvent | undefined {
  if (typeof body === 'object' && body !== null && 'erased' in body) return undefined;
  const { v } = body as { v: number };
  if (!KNOWN.includes(type) || v !== 1) throw new Error(`unknown user event "${type}" version ${v}`);
  return { type, body } as UserEvent;
}

/** An administrator is to be none any more: decided in one stream for all of them, so that one always stays. */
export interface AdministratorLeaving {
  readonly type: 'administrator-leaving';
  readonly body: { readonly v: 1; readonly userId: string };
}

/**
 * A stored event of the administrators in today's shape; undefined when retention erased its body.
 * @throws Error when it was written by a newer Outrider
 */
export function readAdministratorsEvent(type: string, body: unknown): AdministratorLeaving | undefined {
  if (typeof body === 'object' && body !== null && 'erased' in body) return undefined;
  const { v } = body as { v: number };
  if (type !== 'administrator-leaving' || v !== 1) throw new Error(`unknown event "${type}" version ${v}`);
  return { type, body } as AdministratorLeaving;
}
