import { once } from 'node:events';
import { Readable } from 'node:stream';
import { BatchReply, Problem, refuse, RegisterState, type Outcome } from '../../contract/index.js';
import type { ImportRow } from '../../domain/register/read-lines.js';
import type { BatchMode, Manifest } from '../../domain/register/types.js';
import { Activations } from '../../registers/activations.js';
import { importRecords } from '../../registers/import-records.js';
import { RegistersModel } from '../../registers/registers.model.js';
import { undoBatch } from '../../registers/undo-batch.js';
import { RandomIds, SystemClock } from '../identity/adapters.js';
import { openRegisterStore } from '../registers/register-store.js';
import { openLogIn } from './data-folder.js';
import { NoAnswer, type RunningServer } from './running-server.js';

/** Where an import goes to. */
export interface Target {
  /** @param rows good ones alone */
  importRows(register: string, mode: BatchMode, rows: AsyncIterable<ImportRow>): Promise<Outcome<BatchReply>>;
  /** @param register the one that the batch is in; found by itself when left out */
  undo(batch: string, register?: string): Promise<Outcome<RegisterState>>;
  close(): Promise<void>;
}

/** A running server, asked by a session whose role may import. */
export function serverTarget(server: RunningServer): Target {
  const path = (register: string, rest: string) => `/api/registers/${encodeURIComponent(register)}/${rest}`;
  return {
    importRows: async (register, mode, rows) => {
      const body = Readable.from(asLines(rows), { objectMode: false });
      const init = {
        method: 'POST',
        headers: { 'content-type': 'application/x-ndjson' },
        body: Readable.toWeb(body) as ReadableStream,
        duplex: 'half',
      };
      try {
        return outcome(BatchReply, await server.askJson(path(register, `records?mode=${mode}`), init));
      } finally {
        // The rows are read on by nobody once this is answered, well or badly.
        body.destroy();
        if (!body.closed) await once(body, 'close');
      }
    },
    undo: async (batch, register) => {
      const within = register ?? (await findBatch(batch, await server.askJson('/api/registers')));
      if (within === undefined) return refuse('NOT_FOUND', `No register shows a batch ${batch}`);
      const undone = await server.askJson(path(within, `batches/${encodeURIComponent(batch)}`), { method: 'DELETE' });
      return outcome(RegisterState, undone);
    },
    close: async () => {},
  };
}

/**
 * A data folder that no server is using.
 * @param manifests the registers that are declared in it
 * @throws DataFolderError when it cannot be opened, above all because a server has it
 */
export async function folderTarget(folder: string, manifests: readonly Manifest[]): Promise<Target> {
  const log = await openLogIn(folder);
  const store = await openRegisterStore(folder);
  const model = new RegistersModel(manifests);
  for (const { id } of manifests) {
    for await (const event of log.read(`register/${id}`)) model.apply(event);
  }
  // Nobody asks here: a server loads its matcher from the log when it starts.
  const nobody = { activate: async () => {}, check: async () => ({ subjects: [], searched: [], model: 'none' }) };
  const activations = new Activations(log, store, nobody, model);
  const clock = new SystemClock();
  const ports = { log, store, manifests: model, activations, matcher: nobody, clock, ids: new RandomIds() };
  return {
    importRows: (register, mode, rows) => importRecords(ports, { register, mode, rows }, 'outrider'),
    undo: async (batch, register) => {
      const holds = (id: string) => model.state(id).batches.some((known) => known.batch === batch);
      const within = register ?? manifests.find(({ id }) => holds(id))?.id;
      if (within === undefined) return refuse('NOT_FOUND', `No register has a batch ${batch}`);
      return undoBatch(ports, { register: within, batch }, 'outrider');
    },
    close: async () => {
      await store.close();
      await log.close();
    },
  };
}

/** As much as is sent at once, in characters. */
const CHUNK = 65_536;

/**
 * Rows as NDJSON, each on the line that it has in the file: the lines between are blank, so that the server, when it
 * refuses one more, names the right one.
 */
async function* asLines(rows: AsyncIterable<ImportRow>): AsyncGenerator<string, void, undefined> {
  let at = 1;
  let chunk = '';
  for await (const { line, read } of rows) {
    if (!read.ok) continue;
    chunk += `${'\n'.repeat(Math.max(0, line - at))}${JSON.stringify(read.record)}\n`;
    at = Math.max(at, line) + 1;
    if (chunk.length < CHUNK) continue;
    yield chunk;
    chunk = '';
  }
  yield chunk;
}

async function findBatch(batch: string, registers: unknown): Promise<string | undefined> {
  const known = RegisterState.array().safeParse(registers);
  return known.data?.find(({ batches }) => batches.some((one) => one.batch === batch))?.id;
}

/** What the server said, as the use case said it there. */
function outcome<T>(schema: { safeParse(value: unknown): { data?: T | undefined } }, answer: unknown): Outcome<T> {
  const value = schema.safeParse(answer).data;
  if (value !== undefined) return { ok: true, value };
  const problem = Problem.safeParse(answer).data;
  if (problem === undefined) throw new NoAnswer('The server answered something that this Outrider does not know.');
  return refuse(problem.code, problem.detail, problem.errors);
}
