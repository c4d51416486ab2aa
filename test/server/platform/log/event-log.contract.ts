/** What every event log must do, whatever it stores in. Run by each adapter's own spec. */
import type { Appended, EventLog, Json, StoredEvent, StreamId } from '../../../../server/ports.js';
import { collect, everything, request, tailed, upTo } from '../../../support/log-requests.js';
import { describeAgainstList } from './against-list.contract.js';
import type { LogUnderTest } from './log-under-test.js';

const placed = (appended: Appended): { first: number; last: number; version: number } => {
  if (!('first' in appended)) throw new Error(`expected positions, got ${appended.kind}`);
  return { first: appended.first, last: appended.last, version: appended.version };
};

const positionsOf = (events: readonly StoredEvent[]): number[] => events.map((event) => event.position);

export const describeEventLog = (name: string, open: () => Promise<LogUnderTest>): void => {
  describe(`${name} as an event log`, () => {
    let subject: LogUnderTest;
    let log: EventLog;
    beforeEach(async () => {
      subject = await open();
      log = subject.log;
    });
    afterEach(() => subject.dispose());
    const reopen = async (): Promise<void> => {
      log = await subject.reopen();
    };

    test('an empty log has a head at 0, no events, and nothing in a stream', async () => {
      expect(await log.head()).toMatchObject({ position: 0 });
      expect(await collect(log.read('incident/none'))).toEqual([]);
      expect(log.writable()).toBe(true);
    });

    test('gives dense positions and versions, and reads back what was appended', async () => {
      const bodies: [Json, ...Json[]] = [{ b: 1, a: [true, null, 'é\u2028', 1e21] }, 'text', null];
      const first = await log.append(request({ command: 'c1', stream: 'incident/1', bodies }));
      expect(first).toEqual({ kind: 'appended', first: 1, last: 3, version: 3 });
      const second = await log.append(request({ command: 'c2', stream: 'desk/main' }));
      expect(second).toEqual({ kind: 'appended', first: 4, last: 4, version: 1 });
      const events = await everything(log);
      expect(positionsOf(events)).toEqual([1, 2, 3, 4]);
      expect(events.slice(0, 3).map(({ body }) => body)).toEqual(bodies);
      expect(events[1]).toEqual({
        position: 2,
        stream: 'incident/1',
        version: 2,
        commandId: 'c1',
        type: 'noted',
        at: '2026-03-01T02:14:00.000Z',
        by: 'handler',
        commitment: expect.stringMatching(/^[0-9a-f]{64}$/),
        body: 'text',
      });
    });

    test('commits to the same body differently each time: a commitment tells nothing without its salt', async () => {
      await log.append(request({ command: 'c1', bodies: ['same', 'same'] }));
      const [one, two] = await everything(log);
      expect(one?.commitment).not.toBe(two?.commitment);
    });

    test('reads one stream, from a version on, in the middle of an append too', async () => {
      await log.append(request({ command: 'c1', stream: 'incident/a', bodies: ['a1', 'a2', 'a3'] }));
      await log.append(request({ command: 'c2', stream: 'incident/b', bodies: ['b1'] }));
      await log.append(request({ command: 'c3', stream: 'incident/a', bodies: ['a4', 'a5'] }));
      const read = async (stream: StreamId, from?: number): Promise<unknown[]> =>
        (await collect(log.read(stream, from))).map(({ body }) => body);
      expect(await read('incident/a')).toEqual(['a1', 'a2', 'a3', 'a4', 'a5']);
      expect(await read('incident/a', 2)).toEqual(['a2', 'a3', 'a4', 'a5']);
      expect(await read('incident/a', 5)).toEqual(['a5']);
      expect(await read('incident/a', 6)).toEqual([]);
      expect(await read('incident/b')).toEqual(['b1']);
    });

    test('a read is as of its call', async () => {
      await log.append(request({ command: 'c1' }));
      const reading = log.read('incident/1');
      await log.append(request({ command: 'c2' }));
      expect(await collect(reading)).toHaveLength(1);
    });

    test('refuses an append on another version than the decision was made on, and changes nothing', async () => {
      await log.append(request({ command: 'c1', expected: 0, bodies: ['x', 'y'] }));
      expect(await log.append(request({ command: 'c2', expected: 0 }))).toEqual({ kind: 'conflict', version: 2 });
      expect(await log.append(request({ command: 'c3', expected: 3 }))).toEqual({ kind: 'conflict', version: 2 });
      expect(await log.append(request({ command: 'c4', expected: 2 }))).toMatchObject({ kind: 'appended', version: 3 });
      expect(await log.head()).toMatchObject({ position: 3 });
    });

    test('of many appends on one version at once, exactly one is taken', async () => {
      const race = await Promise.all(upTo(40).map((n) => log.append(request({ command: `c${n}`, expected: 0 }))));
      expect(race.filter(({ kind }) => kind === 'appended')).toHaveLength(1);
      expect(race.filter(({ kind }) => kind === 'conflict')).toHaveLength(39);
      expect(await log.head()).toMatchObject({ position: 1 });
    });

    test('[R8] the same command again is told its first positions, though the stream has moved on', async () => {
      const command = request({ command: 'c1', expected: 0, bodies: ['x', 'y'] });
      const first = await log.append(command);
      await log.append(request({ command: 'c2' }));
      expect(await log.append(command)).toEqual({ kind: 'repeated', ...placed(first) });
      expect(await log.seen(command.command)).toEqual({ kind: 'repeated', ...placed(first) });
      expect(await log.head()).toMatchObject({ position: 3 });
    });

    test('[R8] the same command twice at once takes effect once', async () => {
      const command = request({ command: 'c1' });
      const kinds = (await Promise.all([log.append(command), log.append(command)])).map(({ kind }) => kind);
      expect(kinds.toSorted()).toEqual(['appended', 'repeated']);
      expect(await log.head()).toMatchObject({ position: 1 });
    });

    test('[R8] a command id that comes back with another request is refused, at once or later', async () => {
      const one = request({ command: 'c1', bodies: ['x'] });
      const other = request({ command: 'c1', bodies: ['y'] });
      const together = await Promise.all([log.append(one), log.append(other)]);
      expect(together.map(({ kind }) => kind)).toEqual(['appended', 'command-reused']);
      expect(await log.append(other)).toEqual({ kind: 'command-reused' });
      expect(await log.seen(other.command)).toEqual({ kind: 'command-reused' });
    });

    test('a command that conflicted may be decided again under the same id', async () => {
      await log.append(request({ command: 'c1' }));
      expect(await log.append(request({ command: 'c2', expected: 0 }))).toMatchObject({ kind: 'conflict' });
      expect(await log.seen(request({ command: 'c2' }).command)).toBeUndefined();
      expect(await log.append(request({ command: 'c2', expected: 1 }))).toMatchObject({ kind: 'appended' });
    });

    test('rejects a body that is not JSON, and takes the next append', async () => {
      const broken = request({ command: 'c1', bodies: [{ n: Number.NaN }] });
      await expect(log.append(broken)).rejects.toThrow();
      expect(await log.append(request({ command: 'c2' }))).toMatchObject({ first: 1 });
    });

    test('[R1] all of it is there after a restart: events, versions, commands, epoch', async () => {
      const command = request({ command: 'c1', expected: 0, bodies: [{ a: 1 }, { b: 2 }] });
      const first = await log.append(command);
      const before = await everything(log);
      const { epoch } = await log.head();
      await reopen();
      expect(await everything(log)).toEqual(before);
      expect(await log.head()).toMatchObject({ epoch, position: 2, link: expect.stringMatching(/^[0-9a-f]{64}$/) });
      expect(await log.append(command)).toEqual({ kind: 'repeated', ...placed(first) });
      expect(await log.append(request({ command: 'c2', expected: 2 }))).toMatchObject({ first: 3, version: 3 });
      await subject.verify();
    });

    test('[R9] a tail gives history, then what comes, without a gap, from any position', async () => {
      await log.append(request({ command: 'c1', bodies: ['1', '2', '3'] }));
      const later = Promise.all([0, 1, 3].map((after) => tailed(log, after, 6)));
      await log.append(request({ command: 'c2', bodies: ['4', '5'] }));
      await log.append(request({ command: 'c3', bodies: ['6'] }));
      const [fromStart, fromInside, fromEnd] = await later;
      expect(positionsOf(fromStart ?? [])).toEqual(upTo(6));
      expect(positionsOf(fromInside ?? [])).toEqual(upTo(6, 2));
      expect(positionsOf(fromEnd ?? [])).toEqual(upTo(6, 4));
      expect(fromStart?.map(({ body }) => body)).toEqual(['1', '2', '3', '4', '5', '6']);
    });

    test('a tail ends when it is stopped: before it begins, while it waits, between batches', async () => {
      expect(await collect(log.tail(0, AbortSignal.abort()))).toEqual([]);
      const stop = new AbortController();
      const waiting = collect(log.tail(0, stop.signal));
      stop.abort();
      expect(await waiting).toEqual([]);
      await log.append(request({ command: 'c1' }));
      expect(positionsOf(await tailed(log, 0, 1))).toEqual([1]);
    });

    test('a tail ends when the log is closed', async () => {
      const waiting = collect(log.tail(0, new AbortController().signal));
      await log.close();
      expect(await waiting).toEqual([]);
    });

    test('a tail from beyond the end is refused: it holds a position of another log', async () => {
      await expect(collect(log.tail(1, new AbortController().signal))).rejects.toThrow(RangeError);
    });

    test('batches of a tail are bounded, in history and live', async () => {
      await Promise.all(upTo(3000).map((n) => log.append(request({ command: `c${n}`, stream: `incident/${n % 7}` }))));
      for (const after of [0, 1500]) {
        const stop = new AbortController();
        let last = after;
        for await (const batch of log.tail(after, stop.signal)) {
          expect(batch.length).toBeLessThanOrEqual(1024);
          last = batch.at(-1)?.position ?? last;
          if (last === 3000) stop.abort();
        }
        expect(last).toBe(3000);
      }
    });

    test('refuses appends once it is closed', async () => {
      await log.close();
      await expect(log.append(request({ command: 'c1' }))).rejects.toMatchObject({ name: 'StorageUnavailable' });
      expect(log.writable()).toBe(false);
    });

    describe('erasure', () => {
      const texts = (events: readonly StoredEvent[]): unknown[] => events.map(({ body }) => body);
      const gone = { erased: true };

      test('erases bodies through a version; the rest, the headers and the chain stay', async () => {
        await log.append(request({ command: 'c1', stream: 'incident/a', bodies: ['a1', 'a2', 'a3'] }));
        await log.append(request({ command: 'c2', stream: 'incident/b', bodies: ['b1'] }));
        await log.append(request({ command: 'c3', stream: 'incident/a', bodies: ['a4'] }));
        const before = await everything(log);
        await log.eraseBodies('incident/a', 2);
        const expected = [gone, gone, 'a3', 'b1', 'a4'];
        expect(texts(await everything(log))).toEqual(expected);
        expect(texts(await collect(log.read('incident/a')))).toEqual([gone, gone, 'a3', 'a4']);
        await subject.verify();
        await reopen();
        const after = await everything(log);
        expect(after).toEqual(before.map((event, index) => ({ ...event, body: expected[index] })));
        await subject.verify();
      });

      test('[R8] erasing again, or further, or what never was, is harmless', async () => {
        await log.append(request({ command: 'c1', bodies: ['1', '2', '3'] }));
        await log.eraseBodies('incident/none', 5);
        await log.eraseBodies('incident/1', 0);
        await log.eraseBodies('incident/1', 1);
        await log.eraseBodies('incident/1', 1);
        expect(texts(await everything(log))).toEqual([gone, '2', '3']);
        await log.eraseBodies('incident/1', 99);
        expect(texts(await everything(log))).toEqual([gone, gone, gone]);
        await subject.verify();
      });

      test('a body that looks like an erasure is not one', async () => {
        await log.append(request({ command: 'c1', bodies: [{ erased: true }, 'x'.repeat(14)] }));
        await log.eraseBodies('incident/1', 1);
        expect(texts(await everything(log))).toEqual([gone, 'x'.repeat(14)]);
      });
    });

    describeAgainstList(open);
  });
};
