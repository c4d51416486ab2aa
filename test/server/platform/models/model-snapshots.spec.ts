import { existsSync, readFileSync } from 'node:fs';
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openEmbeddedLog } from '../../../../server/platform/log/embedded/open-log.js';
import { FollowedLog } from '../../../../server/platform/log/followed-log.js';
import { Follower } from '../../../../server/platform/log/follower.js';
import { ModelSnapshots } from '../../../../server/platform/models/model-snapshots.js';
import type { Json, NewEvent, StoredEvent } from '../../../../server/ports.js';
import { inFolder, someFileHolds } from '../../../support/log-folder.js';
import { heldBy, readModels } from '../../../support/read-models.js';

const golden = (name: string): StoredEvent[] =>
  readFileSync(`fixtures/golden/${name}.ndjson`, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as StoredEvent);
const EVENTS = golden('retention');
const AFTER_EVERY = 10;

/** A node: a log in a folder, its read models, and their snapshots. */
class Node {
  private constructor(
    readonly log: FollowedLog,
    readonly follower: Follower,
    readonly snapshots: ModelSnapshots,
    private readonly models: ReturnType<typeof readModels>,
    /** where the snapshot was that it began with, 0: it folded the whole log */
    readonly beganAt: number,
  ) {}

  static async start(folder: string, { made = 'one', shared = undefined as string | undefined } = {}): Promise<Node> {
    const log = new FollowedLog(await openEmbeddedLog(join(folder, 'data')));
    const follower = new Follower(log, (cause) => {
      throw cause;
    });
    const models = readModels();
    for (const model of models) follower.feed(model);
    const places = { own: ownOf(folder), shared };
    const snapshots = new ModelSnapshots(follower, log, places, made, { token: () => 1 }, AFTER_EVERY);
    log.followBy(follower, () => snapshots.remove());
    const beganAt = await snapshots.useNewest();
    await follower.start();
    snapshots.keep();
    return new Node(log, follower, snapshots, models, beganAt);
  }

  async append(events: readonly StoredEvent[]): Promise<void> {
    for (const { stream, type, body, at, by, position } of events)
      await this.log.append({
        stream,
        expected: 'any',
        events: [{ type, body: body as Json } satisfies NewEvent],
        at,
        by,
        command: { id: `${stream}-${position}`, digest: '' },
      });
    await this.snapshots.idle();
  }

  get held(): string {
    return heldBy(this.models);
  }

  async stop(): Promise<void> {
    await this.follower.stop();
    await this.snapshots.close();
    await this.log.close();
  }
}

const ownOf = (folder: string): string => join(folder, 'models', 'models.snapshot');

/** Stops a node and starts it again. */
async function again(node: Node, folder: string, options = {}): Promise<Node> {
  await node.stop();
  return Node.start(folder, options);
}

const withNode = (test: (folder: string, node: Node) => Promise<Node>): Promise<void> =>
  inFolder(async (folder) => {
    const node = await Node.start(folder);
    await node.append(EVENTS.slice(0, 35));
    await (await test(folder, node)).stop();
  });

test('[R8] a node that is started again goes on from its snapshot, and holds what it held', () =>
  withNode(async (folder, node) => {
    const { held } = node;
    const next = await again(node, folder);
    expect(next.beganAt).toBeGreaterThanOrEqual(20);
    expect(next.held).toBe(held);
    return next;
  }));

test('a new node begins with the snapshot that another one left for it', () =>
  withNode(async (folder, node) => {
    const shared = join(folder, 'shared');
    const sharing = await again(node, folder, { shared });
    await sharing.append(EVENTS.slice(35, 40));
    const { held } = sharing;
    await sharing.stop();
    await cp(ownOf(folder), shared);
    await writeFile(ownOf(folder), '');
    const fresh = await Node.start(folder, { shared });
    expect(fresh.beganAt).toBeGreaterThan(0);
    expect(fresh.held).toBe(held);
    return fresh;
  }));

test('a snapshot that is damaged, cut short or made by other code is as good as none', () =>
  withNode(async (folder, node) => {
    const { held } = node;
    await node.stop();
    const intact = await readFile(ownOf(folder));
    for (let part = 0; part < 16; part += 1) {
      const flipped = Buffer.from(intact);
      const at = Math.floor((part / 16) * intact.length);
      flipped.writeUInt8(flipped.readUInt8(at) ^ 1, at);
      for (const spoiled of [flipped, intact.subarray(0, at)]) {
        await writeFile(ownOf(folder), spoiled);
        const next = await Node.start(folder);
        expect([next.beganAt, next.held === held]).toEqual([0, true]);
        await next.snapshots.idle();
        await next.stop();
      }
    }
    await writeFile(ownOf(folder), intact);
    const other = await Node.start(folder, { made: 'two' });
    expect([other.beganAt, other.held === held]).toEqual([0, true]);
    return other;
  }));

test('a snapshot of another log is as good as none, as long as that log may be', () =>
  withNode(async (folder, node) => {
    await node.stop();
    const own = await readFile(ownOf(folder));
    await inFolder(async (elsewhere) => {
      const other = await Node.start(elsewhere);
      await other.append(EVENTS);
      const { held } = other;
      await other.stop();
      await writeFile(ownOf(elsewhere), own);
      const next = await Node.start(elsewhere);
      expect([next.beganAt, next.held === held]).toEqual([0, true]);
      await next.stop();
    });
    return Node.start(folder);
  }));

test('[R7] whoever erases contents removes the snapshot that holds them, and no later one does', () =>
  inFolder(async (folder) => {
    const { stream, version } = EVENTS.find(({ type }) => type === 'contents-erased') as StoredEvent;
    const events = EVENTS.filter((event) => event.stream === stream);
    const word = /"surname":"(\w+)"/.exec(JSON.stringify(events[0]))?.[1] ?? 'none';
    const before = await Node.start(folder);
    await before.append(events.slice(0, version - 1));
    expect(await someFileHolds(join(folder, 'models'), word)).toBe(true);
    await before.append(events.slice(version - 1));
    await before.log.eraseBodies(stream, version - 1);
    expect([existsSync(ownOf(folder)), await someFileHolds(folder, word)]).toEqual([false, false]);
    expect(before.held).not.toContain(word);

    await before.append(golden('accounts'));
    expect(existsSync(ownOf(folder))).toBe(true);
    const after = await again(before, folder);
    expect(after.beganAt).toBeGreaterThan(version);
    expect(await someFileHolds(join(folder, 'models'), word)).toBe(false);
    expect(after.held).not.toContain(word);
    await after.stop();
  }));
