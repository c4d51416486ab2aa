import { generateKeyPairSync } from 'node:crypto';
import { readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { runAuditExport } from '../../../../server/platform/cli/audit-export.js';
import { runAuditVerify } from '../../../../server/platform/cli/audit-verify.js';
import { openEmbeddedLog } from '../../../../server/platform/log/embedded/open-log.js';
import { verifySigned } from '../../../../server/platform/verifier/checkpoints.js';
import { verifyRecord } from '../../../../server/platform/verifier/verify.js';
import { inFolder } from '../../../support/log-folder.js';
import { request } from '../../../support/log-requests.js';
import { readRecord, secondPlaceOf, writeRecord } from '../../../support/written-record.js';
import { arbitraryTampering, TAMPERINGS } from '../../../trust/tampering.js';

/** A command’s environment, and what it said. */
const terminalIn = (folder: string) => {
  const said: string[] = [];
  const line = (text: string): void => void said.push(text);
  return {
    said,
    out: line,
    error: line,
    interactive: false,
    env: { OUTRIDER_DATA: folder, OUTRIDER_CHECKPOINTS: secondPlaceOf(folder) },
  };
};

describe('the verifier of the record', () => {
  test('[R7] finds nothing wrong with what the log wrote, and says what was erased', () =>
    inFolder(async (folder) => {
      const fingerprint = await writeRecord(folder);
      const verdict = await verifyRecord({ ...(await readRecord(folder)), whole: true }, [fingerprint]);
      expect(verdict).toMatchObject({ headers: 41, events: 81, erased: 20, findings: [], found: 0 });
      expect(verdict).toMatchObject({ vouchedThrough: { position: 81 }, checkpoints: { count: 6 } });
    }));

  test('[R7] a checkpoint whose key is bent into one that cannot sign is forged, and ends no verification', () => {
    const { publicKey } = generateKeyPairSync('x25519');
    const key = publicKey.export({ format: 'der', type: 'spki' }).toString('base64url');
    expect(verifySigned(key, 'what was signed', 'c2lnbmF0dXJl')).toBe(false);
  });

  test('[R7] finds every tampering, by whoever can write every file of the data folder', () =>
    inFolder(async (folder) => {
      const fingerprint = await writeRecord(folder);
      const record = await readRecord(folder);
      const names = new Set<string>();
      await fc.assert(
        fc.asyncProperty(arbitraryTampering(record), async ({ name, after }) => {
          names.add(name);
          const { found } = await verifyRecord({ ...after, whole: true }, [fingerprint]);
          expect({ name, found: found > 0 }).toEqual({ name, found: true });
        }),
        { numRuns: 600 },
      );
      expect(names.size).toBe(Object.keys(TAMPERINGS).length);
    }));

  test('says what and where, from the command line, while a log is open and growing', () =>
    inFolder(async (folder) => {
      await writeRecord(folder);
      const log = await openEmbeddedLog(folder);
      await log.append(request({ command: 'more' }));
      const open = terminalIn(folder);
      expect(await runAuditVerify({}, open)).toBe(0);
      expect(open.said.at(-1)).toBe('The record is whole.');
      await log.close();
      const place = join(secondPlaceOf(folder), 'checkpoints');
      const lines = (await readFile(place, 'utf8')).split('\n');
      await writeFile(place, lines.toSpliced(2, 1).join('\n'));
      const cut = terminalIn(folder);
      expect(await runAuditVerify({}, cut)).toBe(1);
      expect(cut.said.join('\n')).toMatch(/CHECKPOINT_FORGED at 3: .*[\s\S]*THE RECORD IS NOT WHOLE/);
      await truncate(join(folder, 'log', 'data.mdb'), 4 * 8192);
      const short = terminalIn(folder);
      expect(await runAuditVerify({}, short)).toBe(1);
      expect(short.said).toEqual([expect.stringContaining('was cut short')]);
    }));

  test('verifies an export, which leaves contents out unless it is told otherwise, and is recorded itself', () =>
    inFolder(async (folder) => {
      await writeRecord(folder);
      const out = join(folder, 'export.ndjson');
      const terminal = terminalIn(folder);
      expect(await runAuditExport({ out }, terminal)).toBe(0);
      const text = await readFile(out, 'utf8');
      expect(text).not.toContain('"number":2');
      expect(text).toContain('audit/export');
      expect(await runAuditVerify({ export: out }, terminal)).toBe(0);
      await writeFile(out, text.replace('"by":"handler"', '"by":"nobody"'));
      expect(await runAuditVerify({ export: out }, terminal)).toBe(1);
      await writeFile(out, text.slice(0, -20));
      expect(await runAuditVerify({ export: out }, terminal)).toBe(1);
      expect(terminal.said.at(-1)).toMatch(/cut short|not JSON/);
      expect(await runAuditExport({ out, contents: true }, terminal)).toBe(0);
      expect(await readFile(out, 'utf8')).toContain('\\"number\\":2');
      expect(await runAuditExport({ from: 'yesterday' }, terminal)).toBe(2);
    }));
});
