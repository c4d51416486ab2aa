import type { RegisterRecord } from '../../contract/index.js';
import type { ErasedRecord } from '../../domain/register/evolve.js';
import { BatchWriter, RegisterStore, StorageUnavailable, type ActiveBatches } from '../../ports.js';
import type { LmdbRegisterStore } from '../registers/register-store.js';
import type { RedisLink } from '../redis/link.js';
import type { NodeSeed } from './node-seed.js';
import { FileRewrite } from '../redis/rewrite-file.js';
import {
  batchKey,
  eraseFromBatch,
  pack,
  PART_CHARS,
  readPart,
  sealOf,
  UNTOLD_SECONDS,
  type Sealed,
} from './shared-batch.js';

/**
 * The registers' contents on every node. Each node searches a store of its own; what is imported on one goes, compressed and
 * in parts, into Redis before its activation goes into the log, and the others fetch it when the log tells of it.
 */
export class SharedRegisterStore extends RegisterStore {
  readonly #rewrite: FileRewrite;

  constructor(
    private readonly own: LmdbRegisterStore,
    private readonly link: RedisLink,
    private readonly force: string,
    private readonly seed?: NodeSeed,
  ) {
    super();
    this.#rewrite = new FileRewrite(link);
  }

  override async begin(register: string, batch: string): Promise<BatchWriter> {
    return new SharedBatchWriter(await this.own.begin(register, batch), this.link, this.#keyOf(register, batch));
  }

  /** @throws Error when a batch cannot be fetched now, or is not what was imported: then nothing of it is visible */
  override async bring(register: string, active: ActiveBatches): Promise<void> {
    for (const { batch } of active) {
      if (this.own.has(register, batch)) await this.#keep(register, batch);
      else await this.#fetch(register, batch);
    }
  }

  override get(...which: Parameters<RegisterStore['get']>): RegisterRecord | undefined {
    return this.own.get(...which);
  }
  override records(...which: Parameters<RegisterStore['records']>): Iterable<RegisterRecord> {
    return this.own.records(...which);
  }
  override recordIds(...which: Parameters<RegisterStore['recordIds']>): Iterable<string> {
    return this.own.recordIds(...which);
  }
  override holding(...which: Parameters<RegisterStore['holding']>): readonly string[] {
    return this.own.holding(...which);
  }

  /** First where others fetch it from, then here. @throws StorageUnavailable when Redis cannot be reached */
  override async erase(register: string, erased: readonly ErasedRecord[]): Promise<void> {
    const batches = new Map<string, Set<string>>();
    for (const { recordId, batches: from } of erased)
      for (const batch of from) batches.set(batch, (batches.get(batch) ?? new Set()).add(recordId));
    let isChanged = false;
    await reached(async () => {
      for (const [batch, recordIds] of batches)
        if (await eraseFromBatch(this.link, this.#keyOf(register, batch), recordIds)) isChanged = true;
    });
    if (isChanged) this.#rewrite.ask();
    await this.own.erase(register, erased);
    await this.seed?.erased(register, erased.length);
  }
  override sweep(keep: ReadonlySet<string>): Promise<void> {
    return this.own.sweep(keep);
  }
  override close(): Promise<void> {
    this.#rewrite.close();
    return this.own.close();
  }

  #keyOf(register: string, batch: string): string {
    return batchKey(this.force, register, batch);
  }

  /** The log tells of it: it stays. */
  async #keep(register: string, batch: string): Promise<void> {
    const key = this.#keyOf(register, batch);
    await Promise.all([key, sealOf(key)].map((one) => this.link.client.persist(one)));
  }

  async #fetch(register: string, batch: string): Promise<void> {
    const key = this.#keyOf(register, batch);
    const seal = await this.link.client.get(sealOf(key));
    if (seal === null) throw new Error(`Batch ${batch} of register ${register} is not in the shared store`);
    const sealed = JSON.parse(seal) as Sealed;
    const writer = await this.own.begin(register, batch);
    let isStill: boolean;
    try {
      for (let part = 0; part < sealed.parts; part += 1)
        for (const line of await readPart(this.link, key, part)) await writer.put(JSON.parse(line) as RegisterRecord);
      isStill = (await this.link.client.get(sealOf(key))) === seal;
      const { records, digest } = await writer.seal();
      if (isStill && (records !== sealed.records || digest !== sealed.digest))
        throw new Error(`Batch ${batch} of register ${register} did not arrive as it was imported`);
    } catch (cause) {
      await writer.discard();
      throw cause;
    }
    if (isStill) return this.#keep(register, batch);
    // Something was erased from it meanwhile.
    await writer.discard();
    return this.#fetch(register, batch);
  }
}

async function reached(write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (cause) {
    throw new StorageUnavailable('What the nodes share of the registers cannot be written now', { cause });
  }
}

/** Writes a batch here and into Redis, part by part; it is sealed when both have all of it. */
class SharedBatchWriter extends BatchWriter {
  #lines: string[] = [];
  #chars = 0;
  #parts = 0;
  #sending: Promise<void> = Promise.resolve();

  constructor(
    private readonly own: BatchWriter,
    private readonly link: RedisLink,
    private readonly key: string,
  ) {
    super();
  }

  override async put(record: RegisterRecord): Promise<void> {
    await this.own.put(record);
    const line = JSON.stringify(record);
    this.#lines.push(line);
    this.#chars += line.length + 1;
    if (this.#chars >= PART_CHARS) await this.#send();
  }

  /** @throws StorageUnavailable when Redis cannot be reached: the other nodes could never fetch it */
  override async seal(): Promise<{ readonly records: number; readonly digest: string }> {
    if (this.#lines.length > 0) await this.#send();
    await reached(() => this.#sending);
    const sealed = await this.own.seal();
    const told: Sealed = { ...sealed, parts: this.#parts };
    await reached(async () => {
      const expiration = { type: 'EX', value: UNTOLD_SECONDS } as const;
      await this.link.client.set(sealOf(this.key), JSON.stringify(told), { expiration });
    });
    return sealed;
  }

  override async discard(): Promise<void> {
    await this.#sending.catch(() => undefined);
    // What cannot be removed now goes by itself.
    if (this.link.state === 'ready') await this.link.client.del([this.key, sealOf(this.key)]).catch(() => 0);
    await this.own.discard();
  }

  /** One part on its way while the next is gathered. */
  async #send(): Promise<void> {
    const text = `${this.#lines.join('\n')}\n`;
    this.#lines = [];
    this.#chars = 0;
    this.#parts += 1;
    await reached(() => this.#sending);
    this.#sending = this.#push(text);
    // Whoever waits for it next hears of its failure.
    this.#sending.catch(() => undefined);
  }

  async #push(text: string): Promise<void> {
    const bytes = await pack(text);
    const { client } = this.link;
    await client.rPush(this.key, bytes);
    await client.expire(this.key, UNTOLD_SECONDS);
  }
}
