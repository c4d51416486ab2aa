import { Chain, type Chained } from './chain.js';
import { checkCheckpoints, type Checkpoints } from './checkpoints.js';
import type { Entry } from './entry.js';
import { Findings, type Finding } from './findings.js';

/** A record to verify, wherever it was read from. */
export interface Evidence {
  readonly entries: AsyncIterable<Entry> | Iterable<Entry>;
  /** false: its entries were chosen, so that only each for itself can be verified */
  readonly whole: boolean;
  /** where the record itself says that it ends */
  readonly end: { readonly position: number; readonly link: string } | undefined;
  /** a position that it had reached at least, by another witness of the same folder */
  readonly reached: number;
  /** lines of the file of checkpoints, and of the copy beside the record */
  readonly checkpoints: readonly string[];
  readonly checkpointsCopy: readonly string[];
}

export interface Verdict extends Chained {
  readonly checkpoints: Omit<Checkpoints, 'vouched'>;
  /** the latest checkpoint that the record was found to agree with: what comes after it is vouched for by the chain alone */
  readonly vouchedThrough: { readonly at: string; readonly position: number } | undefined;
  readonly findings: readonly Finding[];
  /** how many findings there are, those that are not listed among them */
  readonly found: number;
}

/**
 * Verifies a record. Shares no code with what writes it: it was written from the formats alone (header.ts, bodies.ts and
 * checkpoint-file.ts say them), so that a mistake of the writer is not made again here.
 * @param trusted fingerprints (SHA-256, hex) of the keys that may have signed checkpoints
 */
export async function verifyRecord(evidence: Evidence, trusted: readonly string[] = []): Promise<Verdict> {
  const findings = new Findings();
  const { checkpoints: lines, checkpointsCopy: copy, whole } = evidence;
  const { vouched, ...checkpoints } = checkCheckpoints(lines, { trusted, copy }, findings);
  const chain = new Chain(findings, new Set(vouched.map(({ position }) => position)), whole);
  for await (const entry of evidence.entries) chain.take(entry);
  const chained = chain.end();
  const agreed = whole ? vouched.filter((one) => agrees(one, chain, chained, findings)) : [];
  if (whole) compareEnds(evidence, chained, findings);
  const last = agreed.at(-1);
  return {
    ...chained,
    checkpoints,
    vouchedThrough: last && { at: last.at, position: last.position },
    findings: findings.kept,
    found: findings.count,
  };
}

type Vouched = Checkpoints['vouched'][number];

function agrees({ number, at, position, link }: Vouched, chain: Chain, end: Chained, findings: Findings): boolean {
  if (position > end.position) {
    findings.add('CUT_SHORT', end.position + 1, `checkpoint ${number} of ${at} saw position ${position}`);
    return false;
  }
  if (chain.linkAt(position) === link) return true;
  findings.add('HISTORY_REPLACED', position, `checkpoint ${number} of ${at} was signed over another history`);
  return false;
}

function compareEnds({ end, reached }: Evidence, chained: Chained, findings: Findings): void {
  if (reached > chained.position)
    findings.add('CUT_SHORT', chained.position + 1, `the record had reached position ${reached}`);
  if (end !== undefined && (end.position !== chained.position || end.link !== chained.link))
    findings.add('END_CHANGED', end.position, `the record says that it ends at position ${end.position}`);
}
