/** An error as it is logged. */
export interface LoggedError {
  readonly type: string;
  readonly message: string;
  readonly stack?: string;
  readonly code?: string;
  readonly cause?: LoggedError;
}

/**
 * An error as it is logged: what kind it is and where it was thrown. What its message quotes is left out: a parser quotes
 * what it was given, and that can be about somebody. Whatever else hangs on the error is left out too.
 */
export function errorInLog(thrown: unknown): LoggedError {
  if (!(thrown instanceof Error)) return { type: typeof thrown, message: 'something was thrown that is no error' };
  const { name, message, stack, code, cause } = thrown as NodeJS.ErrnoException;
  const said = message.replace(/".*"/s, '"…"');
  return {
    type: name,
    message: said,
    ...(stack === undefined ? {} : { stack: stack.replace(message, () => said) }),
    ...(code === undefined ? {} : { code }),
    ...(cause === undefined ? {} : { cause: errorInLog(cause) }),
  };
}
