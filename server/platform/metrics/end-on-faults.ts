import { logger } from './logger.js';

/**
 * What nobody caught ends the process, which is in no state that anybody knows; whatever keeps it running starts it again.
 * It is told in the log as every error is: Node by itself would print the error with all that hangs on it.
 */
export function endOnFaults(): void {
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(event, (thrown: unknown) => {
      logger.fatal({ err: thrown }, 'it ends: nobody caught a fault of its own');
      process.exit(1);
    });
  }
}
