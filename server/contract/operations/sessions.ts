import { z } from 'zod';
import { Confirmation, Confirmed, SessionState, SignIn } from '../account.js';
import { SessionReply } from '../http.js';
import { line } from '../values.js';
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
    refusals: ['SIGN_IN_FAILED', 'PASSWORD_CHANGE_NEEDED', 'NOT_ALLOWED'],
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
  confirmSession: {
    id: 'confirmSession',
    method: 'POST',
    path: '/api/session/confirmation',
    summary: 'Prove again who is signed in, for what needs a fresh sign-in',
    body: Confirmation,
    status: 201,
    reply: Confirmed,
    access: 'signed-in',
    refusals: ['SIGN_IN_FAILED', 'KEPT_BY_PROVIDER'],
  },
  listSessions: {
    id: 'listSessions',
    method: 'GET',
    path: '/api/sessions',
    summary: 'Where the person who asks is signed in',
    status: 200,
    reply: z.array(SessionState),
    access: 'signed-in',
    refusals: [],
  },
  endSession: {
    id: 'endSession',
    method: 'DELETE',
    path: '/api/sessions/{id}',
    summary: 'Sign out somewhere else',
    params: z.object({ id: line(64).min(1) }),
    status: 204,
    access: 'signed-in',
    refusals: ['NOT_FOUND'],
  },
} as const satisfies Operations;
