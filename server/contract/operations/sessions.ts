import { SessionReply, SignIn } from '../http.js';
import type { Operations } from './operation.js';

/** Signing in and out. */
export const SESSION_OPERATIONS = {
  signIn: {
    id: 'signIn',
    method: 'POST',
    path: '/api/session',
    summary: 'Sign in',
    body: SignIn,
    status: 201,
    reply: SessionReply,
    access: 'public',
    refusals: ['SIGN_IN_FAILED'],
  },
  renewSession: {
    id: 'renewSession',
    method: 'POST',
    path: '/api/session/renewal',
    summary: 'A new token for the old one, which ends',
    status: 201,
    reply: SessionReply,
    access: 'signed-in',
    refusals: [],
  },
  signOut: {
    id: 'signOut',
    method: 'DELETE',
    path: '/api/session',
    summary: 'End this session',
    status: 204,
    access: 'signed-in',
    refusals: [],
  },
} as const satisfies Operations;
