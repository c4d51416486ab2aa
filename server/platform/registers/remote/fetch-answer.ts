import { RemoteReply, shaped, type RemoteQuestion } from '../../../contract/index.js';
import { readBounded, TooLong } from './bounded-body.js';

/** Fifty records of the longest kind fit in. */
const MOST_BYTES = 1024 * 1024;

/** Why a register gave no answer that can be used, in words without a word of what it said. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}

/**
 * Asks a register over HTTP, once. It is sent nowhere else, whatever it says, and read to a bound.
 * @throws NoAnswer; or what `stop` was aborted with
 */
export async function fetchAnswer(
  { url, authorization }: { readonly url: string; readonly authorization: string | undefined },
  question: RemoteQuestion,
  stop: AbortSignal,
): Promise<RemoteReply> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        'accept-encoding': 'identity',
        ...(authorization === undefined ? {} : { authorization }),
      },
      body: JSON.stringify(question),
      redirect: 'manual',
      signal: stop,
    });
    return await readReply(response);
  } catch (cause) {
    if (cause instanceof NoAnswer || stop.aborted) throw cause;
    throw new NoAnswer(inWords(cause), { cause });
  }
}

async function readReply(response: Response): Promise<RemoteReply> {
  const { status } = response;
  const wrong =
    status >= 300 && status < 400
      ? 'it sent the question elsewhere'
      : status !== 200
        ? `it answered with status ${status}`
        : !isJson(response)
          ? 'its answer was not JSON'
          : undefined;
  if (wrong !== undefined) {
    await response.body?.cancel();
    throw new NoAnswer(wrong);
  }
  const parsed = shaped(RemoteReply, parse(await readBounded(response, MOST_BYTES)));
  if (!parsed.success) throw new NoAnswer('its answer was not in the agreed form');
  return parsed.data;
}

const isJson = (response: Response): boolean =>
  /^application\/(.+\+)?json\b/.test(response.headers.get('content-type') ?? '');

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new NoAnswer('its answer was not JSON', { cause });
  }
}

/** What went wrong on the way, without addresses: they stand in the log of the machine. */
function inWords(cause: unknown): string {
  if (cause instanceof TooLong) return 'its answer was too long';
  switch ((cause as { cause?: { code?: string } }).cause?.code) {
    case 'ECONNREFUSED':
      return 'it took no connection';
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return 'it could not be reached';
    default:
      return 'it broke off its answer';
  }
}
