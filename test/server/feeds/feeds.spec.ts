import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { accept, type Outcome } from '../../../server/contract/index.js';
import { Feeds } from '../../../server/feeds/feeds.js';
import { replayDay } from '../../../server/feeds/replay-day.js';
import { takeDropped } from '../../../server/feeds/take-dropped.js';
import { FeedIntake } from '../../../server/incidents/feed-intake.js';
import { FileDayOfCalls, FORCE_FOLDER } from '../../../server/platform/feeds/file-day-of-calls.js';
import { FileDropFolder } from '../../../server/platform/feeds/file-drop-folder.js';
import { Intake, StorageUnavailable, type FeedReport, type FeedTaken } from '../../../server/ports.js';
import { openIncidents, type OpenIncidents } from '../../support/open-incidents.js';
import { TestTime } from '../../support/test-time.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'outrider-feed-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** Takes everything, and tells what it took. */
class Listening extends Intake {
  readonly heard: FeedReport[] = [];
  readonly references = (): (string | undefined)[] => this.heard.map(({ report }) => report.reference);
  override async take(said: FeedReport): Promise<Outcome<FeedTaken>> {
    this.heard.push(said);
    return accept('reported');
  }
}

const line = (reference: string, more: object = {}): string =>
  JSON.stringify({ report: { source: 'cad', reference }, ...more });

describe('a recorded day', () => {
  const NOON = '2026-11-23T12:00:00.000Z';
  const calls = [11 * 3600, 12 * 3600 + 60, 12 * 3600 + 120].map((at, index) =>
    line(`CAD-20260101-C${index + 1}`, { at, sourceVersion: 1 }),
  );
  const record = async (lines: readonly string[]): Promise<FileDayOfCalls> => {
    await mkdir(join(folder, FORCE_FOLDER));
    await writeFile(join(folder, FORCE_FOLDER, 'calls.ndjson'), lines.join('\n'));
    return new FileDayOfCalls(folder);
  };
  const replay = async (speed: number, passTo: readonly string[], leadMs = 0): Promise<(string | undefined)[][]> => {
    const [time, intake, stop] = [new TestTime(NOON), new Listening(), new AbortController()];
    const ports = { day: await record(calls), intake, clock: time, alarm: time.alarm };
    const failed = (cause: unknown): void => {
      throw cause;
    };
    const replaying = replayDay(ports, { speed, leadMs, stop: stop.signal, failed });
    const heard: (string | undefined)[][] = [];
    for (const instant of passTo) {
      await time.settled();
      await time.passTo(instant);
      await time.settled();
      heard.push(intake.references());
    }
    stop.abort();
    await replaying;
    return heard;
  };

  it('comes in from the time of day that it is, in real time', async () => {
    expect(
      await replay(1, ['2026-11-23T12:00:59.999Z', '2026-11-23T12:01:00.000Z', '2026-11-23T12:02:00.000Z']),
    ).toEqual([[], ['CAD-20261123-C2'], ['CAD-20261123-C2', 'CAD-20261123-C3']]);
  });

  it('begins with what came in shortly before, at once, so that a room is not empty', async () => {
    const [first, later] = await replay(1, [NOON, '2026-11-23T12:01:00.000Z'], 3_600_000);
    expect(first).toEqual(['CAD-20261123-C1']);
    expect(later).toEqual(['CAD-20261123-C1', 'CAD-20261123-C2']);
  });

  it('comes in faster when it is told to, and begins anew on the next day, with incidents of its own', async () => {
    const [soon, , nextDay] = await replay(60, [
      '2026-11-23T12:00:01.000Z',
      '2026-11-23T12:00:02.000Z',
      '2026-11-23T12:23:00.000Z',
    ]);
    expect(soon).toEqual(['CAD-20261123-C2']);
    expect(nextDay).toEqual(['CAD-20261123-C2', 'CAD-20261123-C3', 'CAD-20261124-C1']);
  });

  it('ends when it has no calls, and is told when it cannot be read', async () => {
    const time = new TestTime(NOON);
    /** @returns what failed first; undefined when the feed ended by itself */
    const run = (day: FileDayOfCalls): Promise<unknown> =>
      new Promise((resolve) => {
        const replay = { day, speed: 1 };
        const ports = {
          intake: new Listening(),
          clock: time,
          alarm: time.alarm,
          replay,
          drop: undefined,
          reports: undefined,
        };
        const feeds = new Feeds(ports, resolve);
        feeds.start();
        void feeds.ended().then(() => resolve(undefined));
      });
    expect(await run(await record([]))).toBeUndefined();
    await writeFile(join(folder, FORCE_FOLDER, 'calls.ndjson'), '{"at":1}');
    expect(String(await run(new FileDayOfCalls(folder)))).toMatch(/calls\.ndjson: line 1: INVALID_INPUT report/);
  });
});

describe('the drop folder', () => {
  let open: OpenIncidents;
  beforeEach(async () => {
    open = await openIncidents();
  });
  afterEach(() => open.close());

  const put = (name: string, ...lines: string[]): Promise<void> =>
    writeFile(join(folder, name), lines.map((text) => `${text}\n`).join(''));
  const stop = new AbortController().signal;
  const look = (drop: FileDropFolder, intake: Intake = new FeedIntake(open.ports)): Promise<void> =>
    takeDropped({ drop, intake }, stop);
  const references = (): string[] =>
    [...open.ports.incidents.all()].map(({ incident }) => incident.reference).toSorted();
  const read = (...path: string[]): Promise<string> => readFile(join(folder, ...path), 'utf8');

  it('takes a file in once it has stopped growing, and puts it away', async () => {
    const drop = new FileDropFolder(folder);
    await put('a.ndjson', line('A'));
    await look(drop);
    await put('a.ndjson', line('A'), line('B', { sourceVersion: 1 }));
    await look(drop);
    expect(references()).toEqual([]);
    await look(drop);
    expect(references()).toEqual(['A', 'B']);
    expect((await readdir(folder)).toSorted()).toEqual(['done']);
    expect(await readdir(join(folder, 'done'))).toEqual(['a.ndjson']);
  });

  it('leaves half-written files alone until they have their name', async () => {
    const drop = new FileDropFolder(folder);
    await Promise.all([put('b.ndjson.part', line('A')), put('.b.ndjson', line('A'))]);
    await look(drop);
    await look(drop);
    expect(references()).toEqual([]);
    await rename(join(folder, 'b.ndjson.part'), join(folder, 'b.ndjson'));
    await look(drop);
    await look(drop);
    expect(references()).toEqual(['A']);
  });

  it('sets aside the lines that it cannot take, with number and reason, and takes the others', async () => {
    const drop = new FileDropFolder(folder);
    const bad = ['{broken', '{"report":{"source":"pigeon"}}', '{"report":{"source":"cad"}}', `"${'x'.repeat(70_000)}"`];
    await put('c.ndjson', line('A'), '', ...bad, line('B'));
    await look(drop);
    await look(drop);
    expect(references()).toEqual(['A', 'B']);
    const aside = (await read('poison', 'c.ndjson'))
      .trim()
      .split('\n')
      .map((text) => JSON.parse(text) as { line: number; reason: string; text: string });
    expect(aside.map((entry) => `${entry.line} ${entry.reason.split(' ').slice(0, 2).join(' ')}`)).toEqual([
      '3 MALFORMED_JSON',
      '4 INVALID_INPUT report.source:',
      '5 INVALID_INPUT reference:',
      '6 LINE_TOO_LONG',
    ]);
    expect(aside[0]?.text).toBe('{broken');
  });

  it('keeps files of one name apart', async () => {
    const drop = new FileDropFolder(folder);
    for (const reference of ['A', 'B']) {
      await put('d.ndjson', line(reference), '{broken');
      await look(drop);
      await look(drop);
    }
    expect((await readdir(join(folder, 'done'))).toSorted()).toEqual(['d.2.ndjson', 'd.ndjson']);
    expect((await readdir(join(folder, 'poison'))).toSorted()).toEqual(['d.2.ndjson', 'd.ndjson']);
  });

  it('[R8] goes on after a crash anywhere in a file, and doubles nothing', async () => {
    const lines = ['{broken', line('A', { sourceVersion: 1 }), line('B'), line('A', { sourceVersion: 2 }), line('C')];
    const intake = new FeedIntake(open.ports);
    for (let crash = 0; crash <= lines.length; crash += 1) {
      const drop = new FileDropFolder(folder);
      await put('e.ndjson', ...lines);
      let taken = 0;
      const crashing = new (class extends Intake {
        override async take(said: FeedReport): Promise<Outcome<FeedTaken>> {
          if (taken === crash) throw new StorageUnavailable('the disk is full');
          taken += 1;
          return intake.take(said);
        }
      })();
      await look(drop, crashing);
      await look(drop, crashing).catch(() => undefined);
      const again = new FileDropFolder(folder);
      await look(again);
      await look(again);
    }
    expect(references()).toEqual(['A', 'B', 'C']);
    const events = await Promise.all([...open.ports.incidents.all()].map(({ incident }) => open.events(incident.id)));
    expect(events.flat().filter(({ type }) => type === 'fed')).toHaveLength(4);
    for (const name of await readdir(join(folder, 'poison'))) {
      expect((await read('poison', name)).trim().split('\n')).toHaveLength(1);
    }
  });

  it('is looked at again and again, and made when it is not there', async () => {
    const below = join(folder, 'drop');
    const time = new TestTime('2026-11-23T12:00:00.000Z');
    const failures: unknown[] = [];
    const feeds = new Feeds(
      {
        intake: new FeedIntake(open.ports),
        clock: time,
        alarm: time.alarm,
        replay: undefined,
        drop: new FileDropFolder(below),
        reports: undefined,
      },
      (cause) => failures.push(cause),
    );
    feeds.start();
    await time.settled();
    await writeFile(join(below, 'f.ndjson'), line('A'));
    for (const second of ['01', '02', '03']) {
      await time.passTo(`2026-11-23T12:00:${second}.000Z`);
      await time.settled();
    }
    await feeds.stop();
    expect(failures).toEqual([]);
    expect(references()).toEqual(['A']);
  });
});
