import type { FastifyInstance, FastifyReply } from 'fastify';
import { refuse, type Refusal } from '../../contract/index.js';
import { isAllowedOrigin } from '../sockets/io-adapter.js';
import { problemOf } from './problem.js';

/**
 * What every request goes through before it is read: a page from elsewhere is sent away, whatever it asks for, and no
 * answer of the API is kept on its way.
 */
export function guardRequests(fastify: FastifyInstance, origins: readonly string[]): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    if (request.url.startsWith('/api')) void reply.header('cache-control', 'no-store');
    const { origin, host } = request.headers;
    if (isAllowedOrigin(origin, host, origins)) return done();
    send(reply, refuse('ORIGIN_NOT_ALLOWED'));
  });
}

/** An address that is none, or too long: refused before any route is looked for, and not said again. */
export function unreadable(_error: Error, _request: unknown, reply: FastifyReply): void {
  send(reply, refuse('INVALID_INPUT', 'The address cannot be read.'));
}

function send(reply: FastifyReply, refusal: Refusal): void {
  const problem = problemOf(refusal);
  void reply.status(problem.status).type('application/problem+json').send(problem);
}
