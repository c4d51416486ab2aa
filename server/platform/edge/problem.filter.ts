import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { refuse, type Refusal } from '../../contract/index.js';
import { refusalOf } from './ack.js';
import { problemOf, Refused } from './problem.js';

/** Errors that Fastify gives before a handler runs, as refusals. */
const FROM_FASTIFY: Readonly<Record<string, Refusal>> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: refuse('UNSUPPORTED_MEDIA_TYPE', 'Send application/json.'),
  FST_ERR_CTP_BODY_TOO_LARGE: refuse('BODY_TOO_LARGE', 'A body may have 64 KiB; records are imported as a stream.'),
  FST_ERR_CTP_EMPTY_JSON_BODY: refuse('MALFORMED_JSON', 'The body is empty.'),
  FST_ERR_CTP_INVALID_JSON_BODY: refuse('MALFORMED_JSON', 'The body cannot be read as JSON.'),
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: refuse('INVALID_INPUT', 'Content-Length does not fit the body.'),
};

/** The one place where a failure becomes an answer: `application/problem+json`, never a stack, never what was sent. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(cause: unknown, host: ArgumentsHost): void {
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const problem = problemOf(this.#refusal(cause));
    if (cause instanceof Refused && cause.retryAfterSeconds !== undefined) {
      void reply.header('retry-after', cause.retryAfterSeconds);
    }
    if (problem.status === 401) void reply.header('www-authenticate', 'Bearer');
    void reply.status(problem.status).type('application/problem+json').send(problem);
  }

  #refusal(cause: unknown): Refusal {
    const { code, name, statusCode } = cause as { code?: string; name?: string; statusCode?: number };
    const fromFastify = code === undefined ? undefined : FROM_FASTIFY[code];
    if (fromFastify) return fromFastify;
    if (name === 'SyntaxError' && statusCode === 400)
      return refuse('MALFORMED_JSON', 'The body cannot be read as JSON.');
    if (cause instanceof HttpException) {
      const status = cause.getStatus();
      if (status === 404) return refuse('NOT_FOUND', 'There is no such address.');
      if (status === 413) return refuse('BODY_TOO_LARGE');
      if (status < 500) return refuse('INVALID_INPUT', 'The request cannot be read.');
    }
    if (statusCode !== undefined && statusCode < 500) return refuse('INVALID_INPUT', 'The request cannot be read.');
    return refusalOf(cause);
  }
}
