import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip as gunzipWithCallback, gzip as gzipWithCallback } from 'node:zlib';
import type { RegisterRecord } from '../../contract/index.js';
import { prefixOf } from '../log/redis/keys.js';
import { BYTES } from '../redis/client.js';
import type { RedisLink } from '../redis/link.js';
import { nothingOf } from '../registers/record-eraser.js';

const gzip = promisify(gzipWithCallback);
const gunzip = promisify(gunzipWithCallback);

/** Text that goes into one part of a batch, before it is compressed. */
export const PART_CHARS = 1 << 20;
/** How long a batch that nothing in the log tells of is kept: its import is under way, or ended in the middle. */
export const UNTOLD_SECONDS = 24 * 3600;

/** What is stored of a batch when all of its parts are there. */
export interface Sealed {
  readonly records: number;
  readonly digest: string;
  readonly parts: number;
  /** how many of its records were erased; left out: none */
  readonly erased?: number;
}

/** Where a batch is in Redis: a list of parts, each lines of JSON under gzip. */
export const batchKey = (force: string, register: string, batch: string): string =>
  `${prefixOf(force)}batch:${register}:${batch}`;
/** Beside it, what says that it is whole. */
export const sealOf = (key: string): string => `${key}:sealed`;

export const pack = (text: string): Promise<Buffer> => gzip(text, { level: 1 });

/** The lines of one part. @throws Error when it is not there */
export async function readPart({ client }: RedisLink, key: string, part: number): Promise<readonly string[]> {
  const bytes = await client.withTypeMapping(BYTES.typeMapping).lIndex(key, part);
  if (bytes === null) throw new Error(`Part ${part} of ${key} is missing`);
  return (await gunzip(bytes)).toString('utf8').split('\n').slice(0, -1);
}

/**
 * Puts other parts in the place of some, if the batch still is what it was read as.
 * KEYS parts, seal. ARGV seal as it must be, seal as it will be, (index, part)…
 */
const REPLACE = `
if redis.call('GET', KEYS[2]) ~= ARGV[1] then return 0 end
for i = 3, #ARGV, 2 do redis.call('LSET', KEYS[1], ARGV[i], ARGV[i + 1]) end
redis.call('SET', KEYS[2], ARGV[2], 'KEEPTTL')
return 1`;

/**
 * Overwrites records of one batch in Redis, whoever else does the same.
 * @param recordIds all that were ever erased from it
 * @returns whether there was anything to do
 */
export async function eraseFromBatch(link: RedisLink, key: string, recordIds: ReadonlySet<string>): Promise<boolean> {
  for (;;) {
    const seal = await link.client.get(sealOf(key));
    const sealed = seal === null ? undefined : (JSON.parse(seal) as Sealed);
    if (seal === null || sealed === undefined || (sealed.erased ?? 0) >= recordIds.size) return false;
    const changed: (string | Buffer)[] = [];
    const digest = createHash('sha256');
    for (let part = 0; part < sealed.parts; part += 1) {
      const lines = await readPart(link, key, part);
      const rest = lines.map((line) => withoutErased(line, recordIds));
      const text = `${rest.join('\n')}\n`;
      digest.update(text);
      if (rest.some((line, at) => line !== lines[at])) changed.push(String(part), await pack(text));
    }
    const told: Sealed = { ...sealed, digest: digest.digest('hex'), erased: recordIds.size };
    const arguments_ = [seal, JSON.stringify(told), ...changed];
    if ((await link.client.eval(REPLACE, { keys: [key, sealOf(key)], arguments: arguments_ as string[] })) === 1)
      return true;
  }
}

function withoutErased(line: string, recordIds: ReadonlySet<string>): string {
  const { recordId } = JSON.parse(line) as RegisterRecord;
  return recordIds.has(recordId) ? nothingOf(recordId) : line;
}
