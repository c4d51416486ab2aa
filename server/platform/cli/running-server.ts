import type { Command } from 'commander';
import { Problem, REFUSALS, type Refusal } from '../../contract/index.js';
import { WronglyUsed } from './in-words.js';
import type { Terminal } from './terminal.js';

export interface ServerOptions {
  readonly url?: string;
  readonly token?: string;
}

/** A server that did not answer as Outrider does: the message says what came instead. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}

/** Adds `--url` and `--token` to a command. @param otherwise what it does without `--url` */
export const withServer = (command: Command, otherwise: string): Command =>
  command
    .option('--url <address>', `of the server that runs, such as http://localhost:3000; ${otherwise}`)
    .option('--token <token>', 'of a session that may do this; better in OUTRIDER_TOKEN, which others cannot see');

/**
 * The server that was named; undefined: none was.
 * @throws WronglyUsed when the address is none, or nobody says who asks
 */
export function serverNamed({ url, token }: ServerOptions, { env }: Pick<Terminal, 'env'>): RunningServer | undefined {
  if (url === undefined) return undefined;
  if (!URL.canParse(url)) throw new WronglyUsed(`--url wants an address such as http://localhost:3000, not "${url}".`);
  const given = token ?? env['OUTRIDER_TOKEN'] ?? '';
  if (given === '') throw new WronglyUsed('A server wants to know who asks: --token or OUTRIDER_TOKEN.');
  return new RunningServer(url, given);
}

/** A server that runs, and the session that it is asked by. */
export class RunningServer {
  /**
   * @param url its address, e.g. `http://localhost:3000`
   * @param token of a session
   */
  constructor(
    private readonly url: string,
    private readonly token: string,
  ) {}

  /** Asks for a path of the API. @throws NoAnswer when nobody listens there */
  async ask(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set('authorization', `Bearer ${this.token}`);
    return fetch(new URL(path, this.url), { ...init, headers }).catch((cause: unknown) => {
      throw new NoAnswer(`No answer from ${this.#origin}: is Outrider running there?`, { cause });
    });
  }

  /** Asks for a path of the API and reads the answer, a refusal too. @throws NoAnswer when that is no JSON */
  async askJson(path: string, init?: RequestInit): Promise<unknown> {
    const response = await this.ask(path, init);
    return response.json().catch((cause: unknown) => {
      throw new NoAnswer(`${this.#origin} answered ${response.status}, but not as Outrider does.`, { cause });
    });
  }

  get #origin(): string {
    return new URL(this.url).origin;
  }
}

/** A refusal of the server's as a line. @throws NoAnswer when it is none that this Outrider knows */
export function refusalInWords(answer: unknown): string {
  const problem = Problem.safeParse(answer).data;
  if (problem === undefined) throw new NoAnswer('The server answered something that this Outrider does not know.');
  return problemInWords(problem);
}

/** Why something was not done, with its code. */
export const problemInWords = ({ code, detail }: Pick<Refusal, 'code' | 'detail'>): string =>
  `${code}: ${detail ?? REFUSALS[code].title}`;
