import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { IncomingMessage } from 'node:http';
import { refuse } from '../../contract/index.js';
import { isTooDeep } from './nesting.js';
import { Refused } from './problem.js';

const MAX_BODY_BYTES = 64 * 1024;
/** So much of a body that is too large is read on and thrown away, so that its sender hears the answer. */
const MAX_DRAINED_BYTES = 64 * 1024 * 1024;

/** A body that came as a form: an operation that does not declare one never sees it. */
export class Form {
  readonly fields: Readonly<Record<string, string>>;
  constructor(text: string) {
    this.fields = Object.fromEntries(new URLSearchParams(text));
  }
}

/** What bodies Outrider takes: small JSON, a form where one is declared, and NDJSON as a stream that is handed on as it comes. */
export function acceptBodies(fastify: FastifyInstance): void {
  fastify.removeContentTypeParser('text/plain');
  // Keys that would reach into prototypes are an error, not an object.
  const parse = fastify.getDefaultJsonParser('error', 'error');
  fastify.addContentTypeParser(
    ['application/json', 'application/merge-patch+json'],
    async (request: FastifyRequest, payload: IncomingMessage) => {
      const text = await readBounded(payload);
      if (isTooDeep(text)) throw new Refused(refuse('INVALID_INPUT', 'The body is nested too deeply.'));
      return new Promise((resolve, reject) => {
        void parse(request, text, (error, value) => {
          if (error) reject(new Refused(refuse('MALFORMED_JSON', 'The body cannot be read as JSON.')));
          else if (MAY_BE_ENDLESS.test(text) && holdsEndless(value))
            reject(new Refused(refuse('INVALID_INPUT', 'A number in the body is too large.')));
          else resolve(value);
        });
      });
    },
  );
  fastify.addContentTypeParser(
    'application/x-www-form-urlencoded',
    async (_request: FastifyRequest, payload: IncomingMessage) => new Form(await readBounded(payload)),
  );
  fastify.addContentTypeParser('application/x-ndjson', (_request, payload, done) => done(null, payload));
}

/** Three digits of an exponent, or hundreds of them before it: without these no number is too large. */
const MAY_BE_ENDLESS = /e\+?0*[1-9]\d\d|\d{200}/i;

/** JSON can write `1e999`, which is read as infinite and can be written by nobody again. */
function holdsEndless(value: unknown): boolean {
  if (typeof value === 'number') return !Number.isFinite(value);
  return typeof value === 'object' && value !== null && Object.values(value).some(holdsEndless);
}

async function readBounded(payload: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of payload as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= MAX_BODY_BYTES) chunks.push(chunk);
    else chunks.length = 0;
    if (bytes > MAX_DRAINED_BYTES) break;
  }
  if (bytes > MAX_BODY_BYTES) {
    throw new Refused(refuse('BODY_TOO_LARGE', 'A body may have 64 KiB; records are imported as a stream.'));
  }
  return Buffer.concat(chunks).toString('utf8');
}
