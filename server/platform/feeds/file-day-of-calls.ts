import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { RecordedLine, readFeedLine } from '../../domain/incident/feed-line.js';
import { splitLines } from '../../domain/lines.js';
import { DayOfCalls, type RecordedCall } from '../../ports.js';

/** Where the demonstration's force is, below the data folder. */
export const FORCE_FOLDER = 'force';

/** The day of calls of the demonstration's force: NDJSON, `{at, report, sourceVersion}` a line, in the order of the day. */
export class FileDayOfCalls extends DayOfCalls {
  private readonly file: string;

  constructor(dataFolder: string) {
    super();
    this.file = join(dataFolder, FORCE_FOLDER, 'calls.ndjson');
  }

  /** @throws Error for a line that is not a call: the file is Outrider's own */
  override async *calls(): AsyncGenerator<RecordedCall, void, undefined> {
    let number = 0;
    for await (const text of splitLines(createReadStream(this.file))) {
      number += 1;
      const read = readFeedLine(RecordedLine, text);
      if (!read.ok) throw new Error(`${this.file}: line ${number}: ${read.reason}`);
      yield read.value;
    }
  }
}
