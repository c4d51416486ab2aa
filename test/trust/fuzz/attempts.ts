import fc from 'fast-check';
import { generateSync, type JsonSchema } from 'json-schema-faker';
import { Hostile } from './hostile.js';

type Schema = Readonly<Record<string, unknown>>;

interface OpenApiOperation {
  readonly operationId: string;
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly schema: Schema }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
}
/** What of the generated documents is read. */
export interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, OpenApiOperation>>>>;
  readonly components?: { readonly schemas?: Readonly<Record<string, Schema>> };
}
export interface AsyncApi {
  readonly operations: Readonly<Record<string, { readonly action: 'send' | 'receive' }>>;
  readonly components: { readonly messages: Readonly<Record<string, { readonly payload: Schema }>> };
}

export interface HttpAttempt {
  readonly operation: string;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}
export interface SocketAttempt {
  readonly event: string;
  readonly payload: unknown;
}

/** So many nearly right values are made of each schema; everything else comes of changing them. */
const MADE = 12;
const TYPES = [
  'application/json',
  'application/json; charset=utf-16',
  'application/merge-patch+json',
  'application/x-ndjson',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'text/plain',
  'text/html',
  'application/octet-stream',
  'nothing at all',
  '',
];
/** They hash a password, which is slow on purpose. */
const SLOW = new Set(['signIn', 'confirmSession', 'createUser', 'resetPassword']);
/** They take away what the next attempts need, by themselves or by a lucky guess. */
const ENDS_SESSIONS = new Set(
  'signIn signOut endSession endUserSessions changeUser resetPassword renewSession'.split(' '),
);

interface Shape {
  readonly operation: string;
  readonly method: string;
  readonly path: string;
  readonly parameters: NonNullable<OpenApiOperation['parameters']>;
  readonly type: string | undefined;
  readonly bodies: readonly unknown[];
}

/** Every operation of the OpenAPI document and every event of the AsyncAPI one, tried in ways that nobody thought of. */
export class Attempts {
  readonly #hostile: Hostile;
  readonly #shapes: readonly Shape[];
  readonly #events: readonly { readonly event: string; readonly payloads: readonly unknown[] }[];

  constructor(
    openApi: OpenApi,
    asyncApi: AsyncApi,
    seed: number,
    private readonly random: () => number,
    /** ids that there are, so that not every attempt ends at the door */
    private readonly ids: readonly string[],
  ) {
    this.#hostile = new Hostile(random, fc.sample(fc.json({ maxDepth: 4 }), { seed, numRuns: 400 }));
    const named = openApi.components?.schemas ?? {};
    const made = (schema: Schema): unknown[] =>
      Array.from({ length: MADE }, (_, index) =>
        generateSync(inline(schema, named) as JsonSchema, { seed: seed + index, optionalsProbability: 0.6 }),
      );
    this.#shapes = Object.entries(openApi.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { operationId, parameters = [], requestBody }]): Shape => {
        const [type, content] = Object.entries(requestBody?.content ?? {})[0] ?? [];
        return {
          operation: operationId,
          method: method.toUpperCase(),
          path,
          parameters: parameters.map((one) => ({ ...one, schema: inline(one.schema, named) as Schema })),
          type,
          bodies: content ? made(content.schema) : [],
        };
      }),
    );
    this.#events = Object.entries(asyncApi.operations)
      .filter(([, { action }]) => action === 'receive')
      .map(([event]) => ({ event, payloads: made(asyncApi.components.messages[event]?.payload ?? {}) }));
  }

  get operations(): readonly string[] {
    return this.#shapes.map(({ operation }) => operation);
  }
  get events(): readonly string[] {
    return this.#events.map(({ event }) => event);
  }

  /** @param token of somebody who is signed in */
  http(token: string): HttpAttempt {
    const { pick, chance } = this.#bound;
    const shape = pick(this.#shapes);
    if (SLOW.has(shape.operation) && !chance(0.1)) return this.http(token);
    const { operation, method, path, parameters, type, bodies } = shape;
    const stranger = ENDS_SESSIONS.has(operation) || chance(0.05);
    const query = parameters.filter((parameter) => parameter.in === 'query' && chance(0.7));
    const search = new URLSearchParams(
      query.map(({ name, schema }): [string, string] => [name, this.#parameter(schema)]),
    );
    if (chance(0.1)) search.append(this.#hostile.text(), this.#hostile.text());
    const text = [...search].length > 0 ? `?${search.toString()}` : '';
    const headers: Record<string, string> = {};
    if (chance(0.97)) headers['authorization'] = `Bearer ${stranger ? header(this.#hostile.text()) : token}`;
    for (const parameter of parameters) {
      if (parameter.in === 'header' && chance(0.7)) headers[parameter.name] = header(this.#parameter(parameter.schema));
    }
    const bodyless = bodies.length === 0 && chance(0.8);
    if (!bodyless) headers['content-type'] = chance(0.9) ? (type ?? 'application/json') : pick(TYPES);
    return {
      operation,
      method: chance(0.98) ? method : pick(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']),
      url: path.replaceAll(/\{\w+\}/g, () => this.#segment()) + text,
      headers,
      ...(bodyless ? {} : { body: this.#body(type, bodies) }),
    };
  }

  socket(): SocketAttempt {
    const { pick, chance } = this.#bound;
    const { event, payloads } = pick(this.#events);
    return {
      event: chance(0.97) ? event : this.#hostile.text() || 'x',
      payload: this.#hostile.changed(pick(payloads)),
    };
  }

  /** Bytes that are almost, or not at all, what a socket expects. */
  frame(): Buffer {
    const { pick, chance } = this.#bound;
    const { event, payload } = this.socket();
    const text = pick([
      `42${pick(['', '0', '9'.repeat(30)])}${JSON.stringify([event, payload])}`,
      `40{"token":"${this.#hostile.text()}"}`,
      `42["${event}"`,
      '45-["draft",{"_placeholder":true,"num":0}]',
      '451-["draft",{"_placeholder":true,"num":99999999}]',
      '41',
      '3probe',
      '6',
      '',
      this.#hostile.body(payload),
    ]);
    const bytes = Buffer.from(text);
    if (chance(0.4) && bytes.length > 0)
      bytes[Math.floor(this.random() * bytes.length)] = Math.floor(this.random() * 256);
    return bytes;
  }

  /** What a register that lies answers: nearly in the agreed form, and then not. */
  reply(nearly: unknown): string {
    return this.#hostile.body(nearly);
  }

  readonly #bound = {
    pick: <T>(list: readonly T[]): T => this.#hostile.pick(list),
    chance: (share: number): boolean => this.random() < share,
  };

  #parameter(schema: Schema): string {
    const { chance, pick } = this.#bound;
    if (chance(0.3)) return this.#hostile.text();
    if (chance(0.3)) return pick(this.ids);
    const value = generateSync(schema as JsonSchema, { seed: Math.floor(this.random() * 2 ** 31) });
    return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  }

  #segment(): string {
    const { chance, pick } = this.#bound;
    if (chance(0.6)) return encodeURIComponent(pick(this.ids));
    // Half a letter cannot be written into an address.
    const text = this.#hostile.text().replaceAll(/\p{Surrogate}/gu, '?');
    return chance(0.9)
      ? encodeURIComponent(text).slice(0, 500) || '-'
      : pick(['%', '%zz', '%00', '..', '%2e%2e%2f', '%c0%af']);
  }

  #body(type: string | undefined, bodies: readonly unknown[]): string {
    const one = (): string => this.#hostile.body(bodies.length > 0 ? this.#bound.pick(bodies) : {});
    if (type !== 'application/x-ndjson') return one();
    return Array.from({ length: Math.floor(this.random() * 4) }, () => one().replaceAll('\n', ' ')).join('\n');
  }
}

/** What can stand in a header: the rest would be cut off on the way already. */
const header = (text: string): string => text.replaceAll(/[^\t\x20-\x7e\x80-\xff]/g, '?').trim();

/** A schema with what it refers to put in; what refers to itself is left open. */
function inline(schema: unknown, named: Readonly<Record<string, Schema>>, within: readonly string[] = []): unknown {
  if (Array.isArray(schema)) return schema.map((part) => inline(part, named, within));
  if (typeof schema !== 'object' || schema === null) return schema;
  const reference = (schema as { $ref?: unknown }).$ref;
  if (typeof reference === 'string') {
    const name = reference.split('/').at(-1) ?? '';
    return within.includes(name) ? {} : inline(named[name] ?? {}, named, [...within, name]);
  }
  return Object.fromEntries(Object.entries(schema).map(([key, part]) => [key, inline(part, named, within)]));
}
