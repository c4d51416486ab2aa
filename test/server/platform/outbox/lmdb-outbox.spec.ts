import fc from 'fast-check';
import { refuse } from '../../../../server/contract/index.js';
import { LmdbOutbox } from '../../../../server/platform/outbox/lmdb-outbox.js';
import {
  selfNamed,
  StorageUnavailable,
  type Append,
  type Appended,
  type KeptRequest,
  type Ran,
} from '../../../../server/ports.js';
import { inFolder } from '../../../support/log-folder.js';
import { TestTime } from '../../../support/test-time.js';

const AT = '2026-03-02T21:00:00.000Z';
const HANDLER = { userId: 'handler', name: 'A. Handler', sessionId: 's', roles: ['handler'] } as const;

/** @param params null: a new report, which depends on nothing before it */
const request = (id: string, params: { id: string } | null = null): KeptRequest => ({
  kind: 'request',
  operation: params === null ? 'report-incident' : 'revise-incident',
  actor: HANDLER,
  params,
  headers: null,
  body: { reference: id },
  command: selfNamed(id),
});

const note = (id: string): Append => ({
  stream: 'reader/handler',
  expected: 'any',
  events: [{ type: 'card-received', body: {} }],
  at: AT,
  by: 'handler',
  command: selfNamed(id),
});

/** The shared log as an outbox knows it, away or there as a test says. */
class SharedLog {
  away = true;
  readonly appended: string[] = [];

  writable(): boolean {
    return !this.away;
  }

  append({ command }: Append): Promise<Appended> {
    if (this.away) return Promise.reject(new StorageUnavailable('away'));
    this.appended.push(command.id);
    return Promise.resolve({ kind: 'appended', first: 1, last: 1, version: 1 });
  }
}

/** A node with its outbox, which starts, dies and starts again over one folder. */
class Node {
  readonly log = new SharedLog();
  readonly time = new TestTime(AT);
  /** in the order in which they took effect */
  readonly ran: string[] = [];
  readonly failures: unknown[] = [];
  /** what becomes of a request; every one is done when left out */
  outcome: (kept: KeptRequest) => Ran = () => 'done';

  constructor(readonly folder: string) {}

  async start(): Promise<LmdbOutbox> {
    return LmdbOutbox.open(this.folder, this.log, this.time, (cause) => this.failures.push(cause));
  }

  readonly run = (kept: KeptRequest): Promise<Ran> => {
    if (this.log.away) return Promise.resolve('later');
    const ran = this.outcome(kept);
    if (ran === 'done') this.ran.push(kept.command.id);
    return Promise.resolve(ran);
  };

  /** Resolves when nothing waits any more. */
  async workedOff(outbox: LmdbOutbox): Promise<void> {
    this.log.away = false;
    const empty = new Promise<void>((resolve) =>
      outbox.onChange(() => void (outbox.since() === undefined && resolve())),
    );
    outbox.runBy(this.run);
    await empty;
  }
}

const onNode = (test: (node: Node) => Promise<void>): Promise<void> => inFolder((folder) => test(new Node(folder)));

test('[R8] what was kept runs in its order, once, and nothing of it stays', () =>
  onNode(async (node) => {
    const outbox = await node.start();
    const kept = [request('new'), request('change-1', { id: 'a' }), request('change-2', { id: 'a' }), request('last')];
    for (const one of kept) await outbox.keep({ ...one, at: AT });
    await outbox.keep({ kind: 'note', append: note('read'), at: AT });
    expect(outbox.of('handler')).toEqual({ waiting: 4, refused: [] });
    expect(outbox.since()).toBe(AT);
    await node.workedOff(outbox);
    expect(node.ran).toEqual(['new', 'change-1', 'change-2', 'last']);
    expect(node.log.appended).toEqual(['read']);
    await outbox.close();
    const again = await node.start();
    expect(again.since()).toBeUndefined();
    await again.close();
    expect(node.failures).toEqual([]);
  }));

test('[R1] a log that goes away again in between leaves the rest waiting, on the disk', () =>
  onNode(async (node) => {
    const outbox = await node.start();
    for (const id of ['first', 'second', 'third']) await outbox.keep({ ...request(id, { id: 'an incident' }), at: AT });
    node.outcome = ({ command }) => {
      if (command.id === 'first') return 'done';
      node.log.away = true;
      return 'later';
    };
    const one = new Promise<void>((resolve) =>
      outbox.onChange(() => void (outbox.of('handler').waiting === 2 && resolve())),
    );
    node.log.away = false;
    outbox.runBy(node.run);
    await one;
    await outbox.close();
    const again = await node.start();
    expect(again.of('handler').waiting).toBe(2);
    node.outcome = () => 'done';
    await node.workedOff(again);
    expect(node.ran).toEqual(['first', 'second', 'third']);
    await again.close();
  }));

test('[R8] who sent what was refused is told why, over a restart, and for a day; what it said is not kept', () =>
  onNode(async (node) => {
    const outbox = await node.start();
    await outbox.keep({ ...request('too-late', { id: 'an incident' }), at: AT });
    await outbox.keep({ ...request('fine'), at: AT });
    node.outcome = ({ params }) => (params === null ? 'done' : refuse('INCIDENT_CLOSED', 'It was closed.'));
    await node.workedOff(outbox);
    const told = {
      waiting: 0,
      refused: [
        {
          number: 1,
          operation: 'revise-incident',
          params: { id: 'an incident' },
          at: AT,
          code: 'INCIDENT_CLOSED',
          detail: 'It was closed.',
        },
      ],
    };
    expect(outbox.of('handler')).toEqual(told);
    expect(outbox.of('supervisor')).toEqual({ waiting: 0, refused: [] });
    await outbox.close();

    const again = await node.start();
    expect(again.of('handler')).toEqual(told);
    expect(again.since()).toBeUndefined();
    await again.keep({ ...request('after'), at: AT });
    await node.workedOff(again);
    expect(node.ran).toEqual(['fine', 'after']);
    await again.close();

    const nextDay = await LmdbOutbox.open(node.folder, node.log, new TestTime('2026-03-03T21:00:00.000Z'), (cause) =>
      node.failures.push(cause),
    );
    expect(nextDay.of('handler')).toEqual({ waiting: 0, refused: [] });
    await nextDay.close();
    expect(node.failures).toEqual([]);
  }));

test('[R1] [R8] whatever is kept, and however often the node dies: everything runs, each in its place', () =>
  fc.assert(
    fc.asyncProperty(fc.array(fc.boolean(), { minLength: 1, maxLength: 12 }), fc.nat(12), (news, dies) =>
      onNode(async (node) => {
        let outbox = await node.start();
        const ids = news.map((_, n) => `command-${n}`);
        for (const [n, isNew] of news.entries()) {
          if (n === dies) {
            await outbox.close();
            outbox = await node.start();
          }
          await outbox.keep({ ...request(ids[n]!, isNew ? null : { id: 'an incident' }), at: AT });
        }
        await node.workedOff(outbox);
        expect(node.ran).toEqual(ids);
        await outbox.close();
      }),
    ),
    { numRuns: 10 },
  ));
