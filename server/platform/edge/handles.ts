import { Req, RequestMapping, RequestMethod, Res } from '@nestjs/common';
import { ConnectedSocket, MessageBody, SubscribeMessage } from '@nestjs/websockets';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Readable } from 'node:stream';
import type { Socket } from 'socket.io';
import type { z } from 'zod';
import {
  accept,
  refuse,
  type Operation,
  type Outcome,
  type Refusal,
  type RefusalCode,
  type SocketMessage,
} from '../../contract/index.js';
import type { Action, Actor } from '../../domain/access/policy.js';
import { connectionOf } from '../sockets/connection.js';
import { ackOf } from './ack.js';
import { Form } from './bodies.js';
import type { Command, Edge, Limit } from './edge.js';
import { Kept, runOrKeep, waiting, type Foretold } from './delay.js';
import { Refused } from './problem.js';

/** What a handler must declare besides its schema. */
export interface Rules {
  /** the function that the policy is asked for; `public` operations have none */
  readonly action: Action | 'public';
  readonly limit: Limit;
  /** what somebody is refused with who has no role for it; NOT_ALLOWED when left out */
  readonly otherwise?: RefusalCode;
  /** only for somebody who proved a moment ago who they are: SIGN_IN_AGAIN otherwise */
  readonly freshSignIn?: true;
  /** of an operation that is kept while the shared log is away: the method that says what can be said already; nothing when left out */
  readonly foretell?: string;
}

/** What is known of a handler at run time: `handler` is its own code, behind all checks. */
export interface Handled extends Rules {
  readonly what: Operation | SocketMessage;
  readonly handler: (this: Handlers, request: unknown) => Promise<Outcome<unknown>>;
}

/** A class with handlers: it has the edge that its handlers go through. */
export interface Handlers {
  readonly edge: Edge;
}

type Parsed<S> = S extends z.ZodType ? z.output<S> : undefined;
type Part<O, K extends string> = O extends Record<K, infer S> ? Parsed<S> : undefined;

/** A request as its handler gets it: signed in, allowed, within the limit, and of the contract's shape. */
export interface HttpRequest<O extends Operation> {
  readonly actor: O['access'] extends 'public' ? undefined : Actor;
  readonly params: Part<O, 'params'>;
  readonly query: Part<O, 'query'>;
  readonly headers: Part<O, 'headers'>;
  readonly body: Part<O, 'body'>;
  /** the body of an operation that streams */
  readonly stream: Readable;
  readonly token: string | undefined;
  readonly command: Command;
  /** the caller's network address */
  readonly remote: string;
}

export type HttpReply<O extends Operation> =
  Part<O, 'reply'> | (O extends { readonly mayBeEmpty: true } ? undefined : never);

export interface SocketRequest<M extends SocketMessage> {
  readonly actor: Actor;
  readonly message: z.output<M['payload']>;
  readonly socket: Socket;
}

export const HANDLES = Symbol('outrider: handler rules');

type HttpMethod<O extends Operation> = (request: HttpRequest<O>) => Promise<Outcome<HttpReply<O>>>;
type SocketMethod<M extends SocketMessage> = (request: SocketRequest<M>) => Promise<Outcome<object>>;
// Only what is read of the descriptor, so that a handler may leave out the request and answer more than is asked.
type Decorator<F> = (target: Handlers, key: string, descriptor: { readonly value?: F | undefined }) => void;

/**
 * The one decorator for every handler, REST or socket: it routes, and puts sign-in, policy, limit and schema before the
 * handler's own code. Start-up refuses a handler that does not carry it.
 */
export function Handles<O extends Operation>(operation: O, rules: Rules): Decorator<HttpMethod<O>>;
export function Handles<M extends SocketMessage>(message: M, rules: Rules): Decorator<SocketMethod<M>>;
export function Handles(
  what: Operation | SocketMessage,
  rules: Rules,
): (target: Handlers, key: string, descriptor: PropertyDescriptor) => void {
  return (target, key, descriptor) => {
    const handler = descriptor.value as (this: Handlers, request: unknown) => Promise<Outcome<unknown>>;
    descriptor.value = 'event' in what ? onMessage(what, rules, handler) : onRequest(what, rules, handler);
    Reflect.defineMetadata(HANDLES, { ...rules, what, handler } satisfies Handled, descriptor.value as object);
    if ('event' in what) {
      SubscribeMessage(what.event)(target, key, descriptor);
      ConnectedSocket()(target, key, 0);
      MessageBody()(target, key, 1);
    } else {
      const path = what.path.replaceAll(/\{(\w+)\}/g, ':$1');
      RequestMapping({ path, method: RequestMethod[what.method] })(target, key, descriptor);
      Req()(target, key, 0);
      Res({ passthrough: true })(target, key, 1);
    }
  };
}

const bearer = (header: string | undefined): string | undefined => /^Bearer (\S+)$/.exec(header ?? '')?.[1];

function onRequest(
  operation: Operation,
  { action, limit, otherwise, freshSignIn, foretell }: Rules,
  handler: (this: Handlers, request: unknown) => Promise<Outcome<unknown>>,
): (this: Handlers, request: FastifyRequest, reply: FastifyReply) => Promise<unknown> {
  return async function (request, reply) {
    const { edge } = this;
    const token = bearer(request.headers.authorization);
    const actor = action === 'public' ? undefined : await edge.actorOfToken(token);
    await edge.limit(operation.id, actor?.userId ?? request.ip, limit);
    if (actor && action !== 'public') edge.allow(actor, action, otherwise);
    if (actor && freshSignIn) edge.needFreshSignIn(actor);
    const sent = bodyOf(operation, request.body);
    const params = operation.params && edge.parse(operation.params, request.params);
    const query = operation.query && edge.parse(operation.query, request.query);
    const headers = operation.headers && edge.parse(operation.headers, request.headers);
    const body = operation.body && edge.parse(operation.body, sent);
    const key = headers?.['idempotency-key'] as string | undefined;
    const command = edge.command(actor?.userId ?? 'anonymous', key, [
      operation.id,
      params ?? null,
      query ?? null,
      (headers?.['if-match'] as string | undefined) ?? null,
      body ?? null,
    ]);
    const stream = request.body as Readable;
    const given = { actor, params, query, headers, body, stream, token, command, remote: request.ip };
    const run = (): Promise<Outcome<unknown>> => handler.call(this, given);
    const outcome =
      operation.delays && actor
        ? await runOrKeep(
            { outbox: edge.shared.outbox, clock: edge.clock },
            operation.id,
            { ...given, actor },
            run,
            () => foretellBy(this, foretell, given),
          )
        : await waiting(edge.shared.outbox, run);
    if (outcome instanceof Kept) {
      void reply.status(202);
      return outcome.reply;
    }
    if (!outcome.ok) throw new Refused(isNewer(edge, outcome, params) ? refuse('NEWER_VERSION') : outcome);
    void reply.status(operation.mayBeEmpty && outcome.value === undefined ? 204 : operation.status);
    if (operation.mediaType) void reply.type(operation.mediaType);
    return outcome.value;
  };
}

/** It is not that there is no such incident: this node, which is being upgraded after others, cannot read it. */
function isNewer({ shared }: Edge, { code }: Refusal, params: unknown): boolean {
  const { id } = (params ?? {}) as { readonly id?: string };
  return code === 'NOT_FOUND' && id !== undefined && shared.newer().has(`incident/${id}`);
}

function foretellBy(handlers: Handlers, method: string | undefined, given: unknown): Promise<Outcome<Foretold>> {
  if (method === undefined) return Promise.resolve(accept({ reply: {} }));
  const foretell = (handlers as unknown as Record<string, (request: unknown) => Promise<Outcome<Foretold>>>)[method];
  if (foretell === undefined) throw new Error(`there is no ${method} to foretell by`);
  return foretell.call(handlers, given);
}

/** @throws Refused UNSUPPORTED_MEDIA_TYPE: another kind of body than the operation takes */
function bodyOf(operation: Operation, body: unknown): unknown {
  const [streams, form] = [operation.streams === true, operation.form === true];
  if (streams === isStream(body) && form === body instanceof Form) return body instanceof Form ? body.fields : body;
  const wanted = streams ? 'x-ndjson: one record a line' : form ? 'x-www-form-urlencoded' : 'json';
  throw new Refused(refuse('UNSUPPORTED_MEDIA_TYPE', `Send application/${wanted}.`));
}

const isStream = (body: unknown): boolean => typeof (body as { pipe?: unknown } | null)?.pipe === 'function';

function onMessage(
  message: SocketMessage,
  { action, limit }: Rules,
  handler: (this: Handlers, request: unknown) => Promise<Outcome<unknown>>,
): (this: Handlers, socket: Socket, payload: unknown) => Promise<object> {
  return async function (socket, payload) {
    return ackOf(async () => {
      const actor = this.edge.actorOfSession(connectionOf(socket).sessionId);
      await this.edge.limit(message.event, actor.userId, limit);
      if (action !== 'public') this.edge.allow(actor, action);
      const parsed = this.edge.parse(message.payload, payload);
      return handler.call(this, { actor, message: parsed, socket });
    });
  };
}
