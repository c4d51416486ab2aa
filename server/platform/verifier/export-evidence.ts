import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { fingerprintOf, verifySigned } from './checkpoints.js';
import type { Entry } from './entry.js';
import { checkpointsIn, UnreadableRecord } from './folder-evidence.js';
import type { Evidence } from './verify.js';

/** The first line of an export. */
interface Opening {
  readonly export: 'outrider';
  readonly v: 1;
  /** every entry from the first is in it */
  readonly whole: boolean;
  readonly end: { readonly position: number; readonly link: string };
}

/** Content of one event: with its salt, as what stands for erased content, or left out. */
type ExportedBody = { readonly salt: string; readonly json: string } | { readonly erased: string } | 'withheld';

interface Line {
  readonly header: string;
  readonly bodies: readonly ExportedBody[];
}

function contentOf(body: ExportedBody): Buffer | 'withheld' {
  if (body === 'withheld') return body;
  if ('erased' in body) return Buffer.from(body.erased, 'hex');
  return Buffer.concat([Buffer.from(body.salt, 'hex'), Buffer.from(body.json, 'utf8')]);
}

/** The last line: signed over the SHA-256, in hex, of all lines before it. */
interface Closing {
  readonly lines: number;
  readonly digest: string;
  readonly key: string;
  readonly signature: string;
}

/** What is wrong with the last line of an export; undefined when nothing is. */
function wrongWith(
  { lines, digest, key, signature }: Closing,
  seen: { lines: number; digest: string },
): string | undefined {
  if (lines !== seen.lines) return `it says ${lines} entries and has ${seen.lines}`;
  const signed = verifySigned(key, digest, signature);
  return digest === seen.digest && signed ? undefined : 'a line of it is not what was signed';
}

/**
 * Opens an export for verification; it is read as it is verified.
 * @param trusted fingerprints of the keys that may have signed it; none: any
 * @throws UnreadableRecord, also while its entries are read
 */
export async function exportEvidence(
  file: string,
  checkpointsFolder: string | undefined,
  trusted: readonly string[] = [],
): Promise<Evidence> {
  const lines = createInterface({ input: createReadStream(file), crlfDelay: Infinity })[Symbol.asyncIterator]();
  const hash = createHash('sha256');
  const next = async <T>(): Promise<{ readonly text: string; readonly line: T } | undefined> => {
    const { value: text, done } = await lines.next();
    if (done === true) return undefined;
    try {
      return { text, line: JSON.parse(text) as T };
    } catch {
      throw new UnreadableRecord(`A line of ${file} is not JSON.`);
    }
  };
  const opening = await next<Opening>();
  if (opening?.line.export !== 'outrider' || opening.line.v !== 1)
    throw new UnreadableRecord(`${file} is not an export that "outrider audit export" wrote.`);
  hash.update(`${opening.text}\n`);
  const entries = async function* (): AsyncGenerator<Entry> {
    for (let count = 0; ; count += 1) {
      const read = await next<Line | Closing>();
      if (read === undefined) throw new UnreadableRecord(`${file} was cut short: its last line is missing.`);
      const { text, line } = read;
      if ('lines' in line) {
        const wrong = wrongWith(line, { lines: count, digest: hash.digest('hex') });
        if (wrong !== undefined) throw new UnreadableRecord(`${file} was changed: ${wrong}.`);
        if (trusted.length > 0 && !trusted.includes(fingerprintOf(line.key)))
          throw new UnreadableRecord(`${file} was signed with another key: ${fingerprintOf(line.key)}.`);
        return;
      }
      hash.update(`${text}\n`);
      yield { key: undefined, header: Buffer.from(line.header, 'utf8'), bodies: line.bodies.map(contentOf) };
    }
  };
  return {
    entries: entries(),
    whole: opening.line.whole,
    end: opening.line.end,
    reached: 0,
    checkpoints: checkpointsFolder === undefined ? [] : await checkpointsIn(checkpointsFolder),
    checkpointsCopy: [],
  };
}
