import { MAX_LINE_BYTES } from '../domain/lines.js';
import { FeedLine, readFeedLine } from '../domain/incident/feed-line.js';
import type { DroppedFile, DropFolder, Intake } from '../ports.js';

export interface DropPorts {
  readonly drop: DropFolder;
  readonly intake: Intake;
}

/**
 * Takes in the files that wait in the drop folder, line by line. A line that cannot be taken is set aside with its number
 * and the reason; the others count. A file that was gone through is put away; one that a crash or a full disk left half done
 * is gone through again, and what was taken before changes nothing (R8).
 *
 * @param stop ends it after the line that it is at
 * @throws StorageUnavailable when nothing can be stored: the file stays
 */
export async function takeDropped({ drop, intake }: DropPorts, stop: AbortSignal): Promise<void> {
  for (const file of await drop.waiting()) {
    await takeFile(file, intake, stop);
    if (stop.aborted) return;
    await file.finish();
  }
}

async function takeFile(file: DroppedFile, intake: Intake, stop: AbortSignal): Promise<void> {
  let number = 0;
  for await (const text of file.lines()) {
    if (stop.aborted) return;
    number += 1;
    if (text.trim() === '') continue;
    const reason = await takeLine(text, intake);
    if (reason !== undefined) await file.setAside({ number, reason, text });
  }
}

/** @returns why the line could not be taken; undefined when it was */
async function takeLine(text: string, intake: Intake): Promise<string | undefined> {
  if (text.length > MAX_LINE_BYTES || new TextEncoder().encode(text).length > MAX_LINE_BYTES) return 'LINE_TOO_LONG';
  if (text.includes('\uFFFD')) return 'NOT_UTF8';
  const read = readFeedLine(FeedLine, text);
  if (!read.ok) return read.reason;
  const taken = await intake.take(read.value);
  return taken.ok ? undefined : [taken.code, taken.detail].filter(Boolean).join(' ');
}
