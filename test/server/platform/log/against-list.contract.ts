import fc from 'fast-check';
import type { Append, Appended, EventLog, Json } from '../../../../server/ports.js';
import { request, tailed, upTo } from '../../../support/log-requests.js';
import type { LogUnderTest } from './log-under-test.js';

/** A log as a plain list: what each append must come to when they are decided in the order of their calls. */
class ListLog {
  #position: number;
  readonly #versions = new Map<string, number>();
  readonly #commands = new Map<string, { digest: string; first: number; last: number; version: number }>();

  constructor(start: number) {
    this.#position = start;
  }

  append({ stream, expected, events, command }: Append): Appended {
    const earlier = this.#commands.get(command.id);
    if (earlier !== undefined) {
      const { digest, ...where } = earlier;
      return digest === command.digest ? { kind: 'repeated', ...where } : { kind: 'command-reused' };
    }
    const version = this.#versions.get(stream) ?? 0;
    if (expected !== 'any' && expected !== version) return { kind: 'conflict', version };
    const first = this.#position + 1;
    this.#position += events.length;
    const where = { first, last: this.#position, version: version + events.length };
    this.#versions.set(stream, where.version);
    this.#commands.set(command.id, { digest: command.digest, ...where });
    return { kind: 'appended', ...where };
  }
}

/** Part of the event log's contract: whatever is asked of it at once, it does what a plain list would do. */
export const describeAgainstList = (open: () => Promise<LogUnderTest>): void => {
  describe('against a plain list', () => {
    let subject: LogUnderTest;
    let log: EventLog;
    beforeEach(async () => {
      subject = await open();
      log = subject.log;
    });
    afterEach(() => subject.dispose());

    test('[R8] [R9] random commands, repeats, conflicts and tails agree with a plain list', async () => {
      const step = fc.oneof(
        {
          weight: 8,
          arbitrary: fc.record({
            kind: fc.constant('append' as const),
            command: fc.integer({ min: 0, max: 60 }),
            stream: fc.integer({ min: 0, max: 4 }),
            guess: fc.option(fc.integer({ min: 0, max: 12 }), { nil: undefined }),
            count: fc.integer({ min: 1, max: 4 }),
          }),
        },
        {
          weight: 2,
          arbitrary: fc.record({
            kind: fc.constant('tail' as const),
            share: fc.double({ min: 0, max: 1, noNaN: true }),
          }),
        },
        { weight: 1, arbitrary: fc.record({ kind: fc.constant('pause' as const) }) },
      );
      let run = 0;
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 80 }), async (steps) => {
          // One log for all runs: each has streams and commands of its own, and begins where the last one ended.
          run += 1;
          const label = `run${run}`;
          const { position: start } = await log.head();
          const list = new ListLog(start);
          const pending: Promise<{ appended: Appended; expected: Appended }>[] = [];
          const bodies = new Map<number, Json>();
          const tails: Promise<void>[] = [];
          for (const one of steps) {
            if (one.kind === 'pause') await Promise.all(pending);
            else if (one.kind === 'tail') {
              const after = start + Math.floor(one.share * ((await log.head()).position - start));
              tails.push(followed(after, `${label}/end`));
            } else {
              const { command, stream, guess = 'any' as const, count } = one;
              const [first = '', ...rest] = upTo(count).map((n) => `${label}/${command}/${n}`);
              const wish = { command: `${label}/${command}`, stream: `incident/${label}-${stream}` as const };
              const append = request({ ...wish, expected: guess, bodies: [first, ...rest] });
              const expected = list.append(append);
              if (expected.kind === 'appended')
                for (const [index, { body }] of append.events.entries()) bodies.set(expected.first + index, body);
              pending.push(log.append(append).then((appended) => ({ appended, expected })));
            }
          }
          for (const { appended, expected } of await Promise.all(pending)) expect(appended).toEqual(expected);
          const { position: end } = await log.head();
          const events = await tailed(log, start, end);
          await log.append(request({ command: `${label}/end` }));
          await Promise.all(tails);
          expect(events.map(({ position }) => position)).toEqual(upTo(end, start + 1));
          expect(new Map(events.map(({ position, body }) => [position, body]))).toEqual(bodies);
        }),
        { numRuns: 40 },
      );
      await subject.verify();

      async function followed(after: number, lastCommand: string): Promise<void> {
        let position = after;
        for await (const batch of log.tail(after, new AbortController().signal))
          for (const event of batch) {
            position += 1;
            expect(event.position).toBe(position);
            if (event.commandId === lastCommand) return;
          }
      }
    });
  });
};
