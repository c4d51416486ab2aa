import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { refuse, type Refusal, type RefusalCode } from '../../contract/index.js';
import { FRESH_MINUTES } from '../../domain/account/account.js';
import { refusalOf } from './ack.js';
import { problemOf, Refused } from './problem.js';

/** In so many seconds the reports that wait have gone down. */
const TRY_AGAIN_SECONDS = 5;

/** The one place where a failure becomes an answer: `application/problem+json`, never a stack, never what was sent. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(cause: unknown, host: ArgumentsHost): void {
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const problem = problemOf(this.#refusal(cause));
    if (cause instanceof Refused && cause.retryAfterSeconds !== undefined) {
      void reply.header('retry-after', cause.retryAfterSeconds);
    }
    if (problem.code === 'TOO_BUSY') void reply.header('retry-after', TRY_AGAIN_SECONDS);
    if (problem.status === 401) void reply.header('www-authenticate', challengeOf(problem.code));
    void reply.status(problem.status).type('application/problem+json').send(problem);
  }

  #refusal(cause: unknown): Refusal {
    if (cause instanceof Refused || !(cause instanceof HttpException)) return refusalOf(cause);
    // Nest's and Fastify's own: a route that is not there, a request that cannot be read.
    const status = cause.getStatus();
    if (status === 404) return refuse('NOT_FOUND', 'There is no such address.');
    if (status === 413) return refuse('BODY_TOO_LARGE');
    if (status === 415) return refuse('UNSUPPORTED_MEDIA_TYPE', 'Send application/json.');
    return status < 500 ? refuse('INVALID_INPUT', 'The request cannot be read.') : refusalOf(cause);
  }
}

/** RFC 6750 and RFC 9470: which credentials are missing. */
const challengeOf = (code: RefusalCode): string =>
  code === 'SIGN_IN_AGAIN'
    ? `Bearer error="insufficient_user_authentication", max_age="${FRESH_MINUTES * 60}"`
    : 'Bearer';
