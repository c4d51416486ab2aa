import type { LoggerService } from '@nestjs/common';
import { pino } from 'pino';
import { errorInLog } from './error-in-log.js';

/** Structured log on standard error. Bodies, headers, tokens and what an error quotes never reach it; a stack stands here alone. */
export const logger = pino(
  {
    name: 'outrider',
    level: process.env['NODE_ENV'] === 'test' ? 'silent' : 'warn',
    serializers: { err: errorInLog },
  },
  pino.destination(2),
);

/** Nest's own messages, through the same log. */
export const nestLogger: LoggerService = {
  log: (message: unknown) => logger.debug(message),
  warn: (message: unknown) => logger.warn(message),
  // What Nest could not start with is thrown as well, and told in words by whoever started it.
  error: (message: unknown, ...rest: unknown[]) =>
    rest.includes('NestApplication') ? logger.debug(message) : logger.error({ rest }, String(message)),
};
