import { counted } from '../../domain/count.js';
import { exportEvidence } from '../verifier/export-evidence.js';
import { folderEvidence, UnreadableRecord } from '../verifier/folder-evidence.js';
import { verifyRecord, type Verdict } from '../verifier/verify.js';
import { dataFolderOf } from './data-folder.js';
import { inWords } from './in-words.js';
import type { Terminal } from './terminal.js';

export interface AuditVerifyOptions {
  readonly export?: string;
  readonly checkpoints?: string;
  readonly fingerprint?: readonly string[];
  readonly json?: boolean;
}

/** Runs the command. Resolves to its exit code: 0 the record is whole, 1 it is not, or cannot be read. */
export async function runAuditVerify(options: AuditVerifyOptions, { out, error, env }: Terminal): Promise<number> {
  return inWords({ error }, [UnreadableRecord], async () => {
    const checkpoints = options.checkpoints ?? env['OUTRIDER_CHECKPOINTS'];
    const verdict = await verdictOn(options, checkpoints, dataFolderOf({ env }));
    if (options.json === true) out(JSON.stringify(verdict));
    else for (const line of verdictInWords(verdict)) out(line);
    return verdict.found === 0 ? 0 : 1;
  });
}

async function verdictOn(
  options: AuditVerifyOptions,
  checkpoints: string | undefined,
  dataFolder: string,
): Promise<Verdict> {
  if (options.export !== undefined)
    return verifyRecord(await exportEvidence(options.export, checkpoints, options.fingerprint), options.fingerprint);
  const evidence = await folderEvidence(dataFolder, checkpoints);
  try {
    return await verifyRecord(evidence, options.fingerprint);
  } finally {
    await evidence.close();
  }
}

function verdictInWords({ findings, found, ...verdict }: Verdict): string[] {
  const { headers, events, erased, withheld, checkpoints, vouchedThrough } = verdict;
  const through =
    vouchedThrough === undefined
      ? 'no checkpoint vouches for it'
      : `vouched for through position ${vouchedThrough.position} by a checkpoint of ${vouchedThrough.at}`;
  return [
    `${counted(events, 'event')} in ${counted(headers, 'entry', 'entries')}; ${erased} erased, ${withheld} withheld`,
    `${counted(checkpoints.count, 'checkpoint')}; ${through}`,
    ...checkpoints.fingerprints.map((fingerprint) => `signed with ${fingerprint}`),
    ...findings.map(({ code, at, detail }) => `${code} at ${at}: ${detail}`),
    ...(found > findings.length ? [`and ${found - findings.length} more`] : []),
    found === 0 ? 'The record is whole.' : `THE RECORD IS NOT WHOLE: ${counted(found, 'finding')}.`,
  ];
}
