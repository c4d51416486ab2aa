import { OwnCounts } from '../../../../server/platform/nodes/alone.js';
import { NoOutbox } from '../../../../server/platform/outbox/no-outbox.js';
import { Controller, Get, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { Test } from '@nestjs/testing';
import { WebSocketGateway, SubscribeMessage } from '@nestjs/websockets';
import fc from 'fast-check';
import { z } from 'zod';
import { REFUSALS, Report, Draft } from '../../../../server/contract/index.js';
import { Edge } from '../../../../server/platform/edge/edge.js';
import { assertEveryHandlerIsDeclared } from '../../../../server/platform/edge/every-handler-is-declared.js';
import { fieldErrors, problemOf, Refused } from '../../../../server/platform/edge/problem.js';
import { RandomIds, SystemClock } from '../../../../server/platform/identity/adapters.js';
import { isAllowedOrigin } from '../../../../server/platform/sockets/io-adapter.js';
import { SignedIn } from '../../../../server/ports.js';

class Nobody extends SignedIn {
  override byToken(): undefined {
    return undefined;
  }
  override bySession(): undefined {
    return undefined;
  }
}
const edge = new Edge(new Nobody(), new SystemClock(), new RandomIds(), {
  outbox: new NoOutbox(),
  counts: new OwnCounts(),
  caughtUp: async () => {},
  newer: () => new Map(),
});

const refusal = (run: () => unknown): Refused['refusal'] | undefined => {
  try {
    run();
  } catch (cause) {
    if (cause instanceof Refused) return cause.refusal;
    throw cause;
  }
  return undefined;
};

describe('what every handler goes through', () => {
  test('[R7] start-up refuses a route or a socket event that does not declare schema, policy and limit', async () => {
    @Controller()
    class Bare {
      @Get('open-door')
      read(): string {
        return 'everything';
      }
    }
    @WebSocketGateway()
    class BareGateway {
      @SubscribeMessage('open-door')
      listen(): string {
        return 'everything';
      }
    }
    @Module({ imports: [DiscoveryModule], controllers: [Bare], providers: [BareGateway] })
    class Leaky {}
    const module = await Test.createTestingModule({ imports: [Leaky] }).compile();
    expect(() => assertEveryHandlerIsDeclared(module)).toThrow(/Bare\.read, BareGateway\.listen/);
  });

  test('[R7] without a session there is no actor', async () => {
    for (const token of [undefined, 'made-up'])
      await expect(edge.actorOfToken(token)).rejects.toMatchObject({ refusal: { code: 'NOT_SIGNED_IN' } });
    expect(refusal(() => edge.actorOfSession('made-up'))).toMatchObject({ code: 'NOT_SIGNED_IN' });
  });

  test('more than the limit is refused, with when to come back', async () => {
    const limit = { points: 2, seconds: 60 };
    await edge.limit('test', 'somebody', limit);
    await edge.limit('test', 'somebody', limit);
    await expect(edge.limit('test', 'somebody', limit)).rejects.toMatchObject({
      refusal: { code: 'TOO_MANY_REQUESTS' },
      retryAfterSeconds: expect.any(Number) as number,
    });
    await expect(edge.limit('test', 'somebody else', limit)).resolves.toBeUndefined();
  });

  test('a refusal names the field and what to do, and never what was sent', () => {
    const secret = 'Ada Byron of 12 High Street';
    const wrong = { source: '999', people: [{ role: 'victim', dateOfBirth: secret }], [secret]: 1, narrative: 7 };
    const found = refusal(() => edge.parse(Report, wrong));
    expect(found?.errors?.map((e) => e.path)).toEqual(
      expect.arrayContaining(['people.0.dateOfBirth', 'narrative', '']),
    );
    expect(JSON.stringify(found)).not.toContain('Ada');
  });

  test('whatever is sent, a schema answers with fields and words, never with the input', () => {
    const canary = 'canary-7f3a';
    const anything = fc.oneof(
      fc.anything(),
      fc.dictionary(fc.constantFrom('source', 'people', 'location', 'call', canary), fc.anything()),
    );
    fc.assert(
      fc.property(anything, fc.constantFrom<z.ZodType>(Report, Draft), (value, schema) => {
        const poisoned = typeof value === 'object' && value !== null ? { ...value, narrative: [canary] } : canary;
        const parsed = schema.safeParse(poisoned);
        expect(parsed.success).toBe(false);
        if (!parsed.success) expect(JSON.stringify(fieldErrors(parsed.error))).not.toContain(canary);
      }),
    );
  });

  test('[R8] the same key and the same request make the same command, whatever the order of its fields', () => {
    const one = edge.command('u1', 'key', { a: 1, b: { c: 2, d: 3 } });
    const other = edge.command('u1', 'key', { b: { d: 3, c: 2 }, a: 1 });
    expect(other).toEqual(one);
    expect(edge.command('u2', 'key', { a: 1, b: { c: 2, d: 3 } }).id).not.toBe(one.id);
    expect(edge.command('u1', 'key', { a: 2 }).digest).not.toBe(one.digest);
  });

  test('every refusal code has a status, a title and a stable type', () => {
    for (const code of Object.keys(REFUSALS) as (keyof typeof REFUSALS)[]) {
      const problem = problemOf({ code });
      expect(problem).toMatchObject({
        code,
        status: REFUSALS[code].status,
        title: expect.stringMatching(/\w+/) as string,
      });
      expect(problem.type).toMatch(/^urn:outrider:problem:[a-z-]+$/);
    }
  });

  test.each([
    [undefined, true],
    ['http://control.example', true],
    ['http://outrider.local:3000', true],
    ['http://evil.example', false],
    ['null', false],
  ])('a web page from %s may connect: %s', (origin, allowed) => {
    expect(isAllowedOrigin(origin, 'outrider.local:3000', ['http://control.example'])).toBe(allowed);
  });
});
