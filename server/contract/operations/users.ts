import { z } from 'zod';
import { NewUser, UserChange, UserReply, UserState } from '../account.js';
import { line } from '../values.js';
import { Idempotency, type Operations } from './operation.js';

const UserId = z.object({ id: line(64).min(1) });

/** Who may sign in, as what. Nobody changes an account of their own, and each change needs a fresh sign-in. */
export const USER_OPERATIONS = {
  listUsers: {
    id: 'listUsers',
    method: 'GET',
    path: '/api/users',
    summary: 'Everyone who has an account',
    status: 200,
    reply: z.array(UserState),
    access: 'signed-in',
    refusals: [],
  },
  createUser: {
    id: 'createUser',
    method: 'POST',
    path: '/api/users',
    summary: 'A new account, with a one-time password',
    headers: Idempotency,
    body: NewUser,
    status: 201,
    reply: UserReply,
    access: 'signed-in',
    refusals: ['SIGN_IN_AGAIN', 'USER_EXISTS', 'IDEMPOTENCY_CONFLICT'],
  },
  changeUser: {
    id: 'changeUser',
    method: 'PATCH',
    path: '/api/users/{id}',
    summary: 'Another name, other roles, or no way in; other roles end their sessions',
    params: UserId,
    headers: Idempotency,
    body: UserChange,
    status: 200,
    reply: UserState,
    access: 'signed-in',
    refusals: ['SIGN_IN_AGAIN', 'NOT_FOUND', 'OWN_ACCOUNT', 'KEPT_BY_PROVIDER', 'IDEMPOTENCY_CONFLICT'],
  },
  resetPassword: {
    id: 'resetPassword',
    method: 'POST',
    path: '/api/users/{id}/password',
    summary: 'A one-time password in the place of theirs; ends their sessions',
    params: UserId,
    headers: Idempotency,
    status: 201,
    reply: UserReply,
    access: 'signed-in',
    refusals: ['SIGN_IN_AGAIN', 'NOT_FOUND', 'OWN_ACCOUNT', 'KEPT_BY_PROVIDER', 'IDEMPOTENCY_CONFLICT'],
  },
  endUserSessions: {
    id: 'endUserSessions',
    method: 'DELETE',
    path: '/api/users/{id}/sessions',
    summary: 'Sign somebody out everywhere',
    params: UserId,
    headers: Idempotency,
    status: 204,
    access: 'signed-in',
    refusals: ['NOT_FOUND', 'IDEMPOTENCY_CONFLICT'],
  },
} as const satisfies Operations;
