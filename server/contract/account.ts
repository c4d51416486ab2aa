import { z } from 'zod';
import { Instant, line, Role } from './values.js';

/** A password that somebody chooses: length makes it strong. */
export const NewPassword = z
  .string()
  .min(12, 'at least 12 characters')
  .max(200)
  .meta({ id: 'NewPassword', format: 'password' });

export const SignIn = z
  .strictObject({
    username: line(80).min(1),
    password: z.string().min(1).max(200).meta({ format: 'password' }),
    newPassword: NewPassword.optional().meta({ description: 'takes the place of `password`; a one-time one needs it' }),
  })
  .meta({ id: 'SignIn' });
export type SignIn = z.infer<typeof SignIn>;

export const Confirmation = z
  .strictObject({ password: z.string().min(1).max(200).meta({ format: 'password' }) })
  .meta({ id: 'Confirmation' });
export type Confirmation = z.infer<typeof Confirmation>;

export const Confirmed = z.object({ confirmedAt: Instant }).meta({ id: 'Confirmed' });
export type Confirmed = z.infer<typeof Confirmed>;

export const SessionState = z
  .object({
    id: z.string(),
    current: z.boolean().meta({ description: 'the one that asks' }),
    confirmedAt: Instant.optional().meta({ description: 'when its user last proved who they are' }),
    expiresAt: Instant,
    endsAt: Instant,
  })
  .meta({ id: 'SessionState' });
export type SessionState = z.infer<typeof SessionState>;

export const UserState = z
  .object({
    id: z.string(),
    name: z.string(),
    roles: z.array(Role),
    disabled: z.boolean(),
    signsInBy: z.enum(['password', 'provider']),
    oneTimePassword: z.boolean().meta({ description: 'they have not chosen a password of their own yet' }),
    sessions: z.int().meta({ description: 'how many are live' }),
    failedSignIns: z
      .object({ count: z.int().min(1), lastAt: Instant })
      .optional()
      .meta({ description: 'since the last sign-in that did not fail; left out: none' }),
    changed: z
      .object({ at: Instant, by: z.string() })
      .meta({ description: 'when and by whom the account was last changed, its sessions aside' }),
  })
  .meta({ id: 'UserState' });
export type UserState = z.infer<typeof UserState>;

const name = line(80).min(1);
const roles = z
  .array(Role)
  .min(1)
  .max(Role.options.length)
  .refine((list) => new Set(list).size === list.length, 'each role once');

export const NewUser = z
  .strictObject({
    username: line(64).regex(/^[a-z0-9][a-z0-9._-]*$/, 'small letters, digits, dots, hyphens and underscores'),
    name,
    roles,
  })
  .meta({ id: 'NewUser' });
export type NewUser = z.infer<typeof NewUser>;

export const UserChange = z
  .strictObject({ name: name.optional(), roles: roles.optional(), disabled: z.boolean().optional() })
  .refine((change) => Object.keys(change).length > 0, 'say what is to change')
  .meta({ id: 'UserChange' });
export type UserChange = z.infer<typeof UserChange>;

export const UserReply = z
  .object({
    user: UserState,
    password: z.string().optional().meta({
      description: 'a one-time password, said once: the same request again is answered without it',
    }),
  })
  .meta({ id: 'UserReply' });
export type UserReply = z.infer<typeof UserReply>;

export const SignInWays = z
  .object({
    password: z.boolean().meta({ description: 'with a user name and a password of Outrider’s own' }),
    provider: z.boolean().meta({ description: 'through the force’s sign-in provider' }),
    coverAfterMinutes: z.number().meta({ description: 'of a screen that nobody touches, until it covers itself' }),
    demonstration: z.literal(true).optional().meta({ description: 'everything here is invented, to be tried' }),
  })
  .meta({ id: 'SignInWays' });
export type SignInWays = z.infer<typeof SignInWays>;

export const ProviderSignIn = z
  .object({
    location: z.url().meta({ description: 'where the browser goes' }),
    pending: z.string().meta({ description: 'to be sent with the answer that it comes back with' }),
  })
  .meta({ id: 'ProviderSignIn' });
export type ProviderSignIn = z.infer<typeof ProviderSignIn>;

export const ProviderAnswer = z
  .strictObject({
    query: z.string().min(1).max(8_000).meta({ description: 'of the address that the browser came back to' }),
    pending: z.string().min(1).max(4_000),
  })
  .meta({ id: 'ProviderAnswer' });
export type ProviderAnswer = z.infer<typeof ProviderAnswer>;

/** OpenID Connect Back-Channel Logout 1.0, 2.5: a form, from the provider itself. */
export const LogoutForm = z.object({ logout_token: z.string().min(1).max(16_000) }).meta({ id: 'LogoutForm' });
export type LogoutForm = z.infer<typeof LogoutForm>;
