import type { Role } from '../../contract/index.js';

/** What happens to a user: events of the stream `user/<id>`. Tokens and passwords are kept as hashes alone. */
export type UserEvent =
  | {
      readonly type: 'account-created';
      readonly body: {
        readonly v: 1;
        readonly name: string;
        readonly roles: readonly Role[];
        readonly passwordHash: string;
      };
    }
  | { readonly type: 'password-set'; readonly body: { readonly v: 1; readonly passwordHash: string } }
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
      };
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
      readonly type: 'session-ended';
      readonly body: { readonly v: 1; readonly sessionId: string; readonly cause: 'signed-out' | 'revoked' };
    };

const KNOWN: readonly string[] = [
  'account-created',
  'password-set',
  'session-started',
  'session-renewed',
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
