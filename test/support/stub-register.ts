import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import type { RemoteQuestion } from '../../server/contract/index.js';
import { MANIFESTS } from '../../server/domain/register/manifests.js';
import type { RemoteManifest } from '../../server/domain/register/remote.js';
import type { Remote } from '../../server/domain/register/types.js';

/** Answers a question in some way, or never. */
export type Answer = (question: RemoteQuestion, response: ServerResponse) => void;

const MEBIBYTE = 1024 * 1024;

export const says =
  (reply: unknown): Answer =>
  (_question, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(typeof reply === 'string' ? reply : JSON.stringify(reply));
  };

/** Ways to answer badly. */
export const BADLY = {
  hangs: () => undefined,
  'hangs half way': (_question, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.write('{"asOf":');
  },
  'breaks off half way': (_question, response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
    response.write('{"asOf":', () => response.destroy());
  },
  'sends what is not JSON': says('{"asOf": '),
  'sends a page': (_question, response) => {
    response.setHeader('content-type', 'text/html');
    response.end('<h1>Sign in</h1>');
  },
  'sends another form': says({ asOf: 'yesterday', found: [] }),
  'sends a record with a field too many': says({
    asOf: '2026-07-30T12:00:00.000Z',
    complete: true,
    records: [{ recordId: 'X', summary: 'x', recordedAt: '2026-01-01', isAdmin: true }],
  }),
  'sends 100 MB': (_question, response) => {
    response.setHeader('content-type', 'application/json');
    const piece = Buffer.alloc(MEBIBYTE, ' ');
    let left = 100;
    const more = (): void => {
      while (left > 0 && !response.destroyed) {
        left -= 1;
        if (!response.write(piece)) return void response.once('drain', more);
      }
      response.end();
    };
    more();
  },
  'sends a bomb of 64 MB in 64 kB': (_question, response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
    response.end(gzipSync(Buffer.alloc(64 * MEBIBYTE, ' ')));
  },
  'sends the question elsewhere': (_question, response) => {
    response.writeHead(307, { location: 'http://127.0.0.1:9/' });
    response.end();
  },
  'is out of order': (_question, response) => {
    response.statusCode = 503;
    response.end();
  },
} satisfies Record<string, Answer>;

/** A register of another system: a real HTTP server on this machine that answers as a test says. */
export class StubRegister {
  readonly questions: RemoteQuestion[] = [];
  readonly headers: IncomingMessage['headers'][] = [];
  #answer: Answer = BADLY.hangs;
  #heard: (() => void)[] = [];

  private constructor(private readonly server: ReturnType<typeof createServer>) {}

  static async start(answer: Answer = BADLY.hangs): Promise<StubRegister> {
    const server = createServer();
    const stub = new StubRegister(server);
    stub.answers(answer);
    server.on('request', (request, response) => void stub.#take(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return stub;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/ask`;
  }

  /** From now on it answers like this. */
  answers(answer: Answer): void {
    this.#answer = answer;
  }

  /** Resolves when it has been asked so many times. */
  async asked(times: number): Promise<void> {
    while (this.questions.length < times) await new Promise<void>((resolve) => this.#heard.push(resolve));
  }

  /** Its manifest: a register of weapons kept by somebody else. */
  manifest(remote: Partial<Remote> = {}, id = 'national-firearms'): RemoteManifest {
    const firearms = MANIFESTS.find((manifest) => manifest.id === 'firearms')!;
    return { ...firearms, id, title: 'National firearms', remote: { url: this.url, people: 1_000_000, ...remote } };
  }

  /** Hangs up on everybody who waits. */
  dropAll(): void {
    this.server.closeAllConnections();
  }

  async stop(): Promise<void> {
    this.dropAll();
    await new Promise((resolve) => this.server.close(resolve));
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const part of request) body += String(part);
    response.on('error', () => undefined);
    this.questions.push(JSON.parse(body) as RemoteQuestion);
    this.headers.push(request.headers);
    for (const hear of this.#heard.splice(0)) hear();
    this.#answer(this.questions.at(-1)!, response);
  }
}
