import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Assembly, piecesOf } from '../../../../server/platform/models/pieces.js';
import type { StoredEvent } from '../../../../server/ports.js';
import { heldBy, readModels } from '../../../support/read-models.js';

const FOLDER = 'fixtures/golden';
const LOGS = readdirSync(FOLDER).map((file): [string, readonly StoredEvent[]] => [
  file,
  readFileSync(join(FOLDER, file), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as StoredEvent),
]);
const SEED = Number(process.env['OUTRIDER_SEED'] ?? Date.now() % 1_000_000);

function fold(events: readonly StoredEvent[], models = readModels()) {
  for (const event of events) for (const model of models) model.apply(event);
  return models;
}

/** What models hold that were saved after `cut` events, restored somewhere else, and given the rest. */
function foldedInTwo(events: readonly StoredEvent[], cut: number): string {
  const assembly = new Assembly();
  for (const piece of piecesOf(fold(events.slice(0, cut)).map((model) => model.save?.()))) assembly.add(piece);
  const models = readModels();
  for (const [index, model] of models.entries()) model.restore?.(assembly.states.get(index));
  return heldBy(fold(events.slice(cut), models));
}

/** What begins anew at every start, out of read models or with its first work. */
const NO_READ_MODELS = ['IncidentIndex', 'DeskKeeper', 'LogTimekeeper', 'Rechecks', 'RemoteChecks'];

test('every model that a node feeds is among those that are tried here', () => {
  const modules = readdirSync('server', { recursive: true }).filter((name) => String(name).endsWith('.module.ts'));
  const fed = modules.flatMap((name) =>
    [...readFileSync(join('server', String(name)), 'utf8').matchAll(/follower\.feed\(new (\w+)/g)].map(
      ([, one]) => one,
    ),
  );
  const tried = readModels().map((model) => model.constructor.name);
  expect(new Set(fed)).toEqual(new Set([...tried, ...NO_READ_MODELS]));
});

describe('every read model, from a snapshot and the rest of the log', () => {
  test.each(LOGS)('[R8] [R11] %s comes to the same from any position', (_, events) => {
    const whole = heldBy(fold(events));
    for (let cut = 0; cut <= events.length; cut += 1) expect(foldedInTwo(events, cut)).toBe(whole);
  });

  test(`[R8] [R11] so do logs that run into each other, with bodies erased (seed ${SEED})`, () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray(LOGS, { minLength: 2, maxLength: 4 }),
        fc.array(fc.nat(3), { minLength: 200, maxLength: 200 }),
        fc.array(fc.nat(199), { maxLength: 5 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (logs, turns, erased, where) => {
          const events = interleaved(
            logs.map(([, log]) => log),
            turns,
          ).map((event, index) => (erased.includes(index) ? { ...event, body: { erased: true } as const } : event));
          expect(foldedInTwo(events, Math.floor(where * events.length))).toBe(heldBy(fold(events)));
        },
      ),
      { seed: SEED, numRuns: 60 },
    );
  });
});

/** One log of several, each in its own order, about incidents of its own. */
function interleaved(logs: readonly (readonly StoredEvent[])[], turns: readonly number[]): StoredEvent[] {
  const waiting = logs.map((log) => [...log]);
  const events: StoredEvent[] = [];
  const take = (log: StoredEvent[] | undefined): void => {
    const next = log?.shift();
    if (next) events.push({ ...next, position: events.length + 1 });
  };
  for (const turn of turns) take(waiting[turn % waiting.length]);
  for (const log of waiting) while (log.length > 0) take(log);
  return events;
}
