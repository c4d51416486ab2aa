import { createHash } from 'node:crypto';
import { operationsOf, type Operation } from '../../domain/record/operations.js';
import { isSought, type Sought } from '../../domain/record/sought.js';
import type { Json } from '../../ports.js';
import type { Content } from '../log/bodies.js';
import type { ToExport } from '../../ports/record.js';
import type { Sealed, SealedLog } from '../log/sealed.js';
import type { SigningKey } from './signing-key.js';

/** Streams whose bodies are the record of reads: they name, and hold no contents. */
const HOLDS_NO_CONTENTS = /^reader\//;

const NOTHING_HIDDEN: ReadonlySet<string> = new Set();

/**
 * The record as NDJSON, a line an entry of the log: its header as it is stored, the operations that it is (s.62), and what
 * its commitments are made of, so that another program can verify it. Contents are left out unless they are asked for:
 * their commitments stay. A first line says what was sought. The last says how many lines there are, and signs the SHA-256 of
 * all lines before it, each with its end: what a person reads in it is as good as what a program verifies.
 */
export async function* exportRecord(
  { head, entries }: SealedLog,
  key: SigningKey,
  { sought, contents, hidden = NOTHING_HIDDEN }: ToExport,
): AsyncGenerator<string> {
  const digest = createHash('sha256');
  const told = (line: object): string => {
    const text = JSON.stringify(line);
    digest.update(text).update('\n');
    return text;
  };
  const whole = hidden.size === 0 && Object.values(sought).every((value) => value === undefined);
  const { epoch, position, link } = head;
  yield told({ export: 'outrider', v: 1, epoch, end: { position, link }, whole, sought, contents });
  let lines = 0;
  for await (const batch of entries) {
    for (const entry of batch) {
      if (hidden.has(entry.header.stream)) continue;
      const operations = operationsIn(entry, sought);
      if (operations.some(({ incidentId = '' }) => hidden.has(incidentId))) continue;
      if (!whole && operations.length === 0) continue;
      lines += 1;
      yield told(lineOf(entry, operations, contents));
    }
  }
  const sum = digest.digest('hex');
  yield JSON.stringify({ lines, digest: sum, key: key.publicKey, signature: key.sign(sum) });
}

const bodyOf = (content: Content): Json =>
  'erased' in content ? { erased: true } : (JSON.parse(content.json) as Json);

function operationsIn({ header, contents }: Sealed, sought: Sought): Operation[] {
  const { stream, at, by, events } = header;
  return events.flatMap(({ type }, index) =>
    operationsOf({ stream, type, by, body: bodyOf(contents[index] as Content) })
      .map(({ originally, ...operation }) => ({ at, by, ...originally, ...operation }))
      .filter((operation) => isSought(sought, operation, operation)),
  );
}

function lineOf({ header, contents }: Sealed, operations: readonly object[], withContents: boolean): object {
  const { link, ...stored } = header;
  const told = withContents || HOLDS_NO_CONTENTS.test(header.stream);
  const bodies = contents.map((content) => (told || 'erased' in content ? content : 'withheld'));
  return { operations, header: `${link}${JSON.stringify(stored)}`, bodies };
}
