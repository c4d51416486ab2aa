import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MANIFESTS } from '../../../server/domain/register/manifests.js';
import { readLines, type ImportRow } from '../../../server/domain/register/read-lines.js';
import { openEmbeddedLog } from '../../../server/platform/log/embedded/open-log.js';
import { InProcessMatcher } from '../../../server/platform/matcher/in-process-matcher.js';
import { openRegisterStore } from '../../../server/platform/registers/register-store.js';
import { Clock, Ids, type EventLog, type Instant, type RegisterStore } from '../../../server/ports.js';
import { Activations } from '../../../server/registers/activations.js';
import type { RegisterPorts } from '../../../server/registers/decide-register.js';
import type { ImportPorts } from '../../../server/registers/import-records.js';
import type { ListPorts } from '../../../server/registers/list-registers.js';
import { RegistersModel } from '../../../server/registers/registers.model.js';

/** Ids `b1`, `b2`, …: a test can name the batch that an import will make. */
class CountedIds extends Ids {
  #last = 0;
  override next(): string {
    this.#last += 1;
    return `b${this.#last}`;
  }
  override secret(bytes: number): string {
    return 's'.repeat(bytes);
  }
}

/** Stands where a test puts it. */
export class SetClock extends Clock {
  constructor(public instant: Instant) {
    super();
  }
  override now(): Instant {
    return this.instant;
  }
}

/** On every record of `line`, so that the matcher can be asked which of them it knows. */
const PHONE = '07700 900000';

/** Registers over a real log and a real store in a folder of their own. */
export interface OpenRegisters {
  readonly ports: ImportPorts & RegisterPorts & ListPorts;
  readonly log: EventLog;
  readonly store: RegisterStore;
  readonly clock: SetClock;
  /** the ids of the records that the matcher finds, in order */
  found(register: string): Promise<string[]>;
  /** the read model, brought up to the log */
  model(): Promise<RegistersModel>;
  /** closes both and opens them again, as a restart does */
  restart(): Promise<OpenRegisters>;
  close(): Promise<void>;
}

export async function openRegisters(): Promise<OpenRegisters> {
  return openIn(await mkdtemp(join(tmpdir(), 'outrider-registers-')), new CountedIds());
}

async function openIn(folder: string, ids: Ids): Promise<OpenRegisters> {
  const log = await openEmbeddedLog(join(folder, 'log'));
  const store = await openRegisterStore(join(folder, 'registers'));
  const matcher = new InProcessMatcher(store);
  const clock = new SetClock('2026-11-23T02:14:00.000Z');
  const manifests = new RegistersModel(MANIFESTS);
  const activations = new Activations(log, store, matcher, manifests);
  const shut = async (): Promise<void> => {
    await store.close();
    await log.close();
  };
  const model = async (): Promise<RegistersModel> => {
    for (const { id } of MANIFESTS) {
      for await (const event of log.read(`register/${id}`)) manifests.apply(event);
    }
    return manifests;
  };
  await matcher.load((await model()).loaded());
  return {
    ports: { log, store, manifests, model: manifests, matcher, remotes: { all: [] }, activations, clock, ids },
    log,
    store,
    clock,
    found: async (register) => {
      const subject = { ref: { kind: 'phone' as const }, phone: PHONE };
      const answer = await matcher.check({ subjects: [subject], at: clock.now(), registers: [register] });
      return answer.subjects.flatMap(({ links }) => links.map(({ recordId }) => recordId)).toSorted();
    },
    model,
    restart: async () => {
      await shut();
      return openIn(folder, ids);
    },
    close: async () => {
      await shut();
      await rm(folder, { recursive: true });
    },
  };
}

/** Lines as an import gets them. */
export const stream = (...lines: string[]): AsyncIterable<ImportRow> => readLines(each(lines));

async function* each(lines: readonly string[]): AsyncGenerator<string> {
  yield* lines;
}

/** A record of the least that one can be, as a line. */
export const line = (recordId: string, more: object = {}): string =>
  JSON.stringify({ recordId, summary: 'Threats', recordedAt: '2026-01-02', phones: [PHONE], ...more });
