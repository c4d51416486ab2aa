import { RecordExport, type ToExport } from '../../ports/record.js';
import type { SealedLog } from '../log/sealed.js';
import { exportRecord } from './export-record.js';
import type { SigningKey } from './signing-key.js';

/** The record of the log that this node has open. */
export class LogExport extends RecordExport {
  constructor(
    private readonly sealed: () => SealedLog,
    private readonly key: SigningKey,
  ) {
    super();
  }

  override lines(what: ToExport): AsyncIterable<string> {
    return exportRecord(this.sealed(), this.key, what);
  }
}
