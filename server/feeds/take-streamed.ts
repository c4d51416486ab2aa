import { Report } from '../contract/index.js';
import { MAX_LINE_BYTES } from '../domain/lines.js';
import { FeedLine, readFeedLine, type ReadLine } from '../domain/incident/feed-line.js';
import {
  StorageUnavailable,
  type Alarm,
  type Clock,
  type Intake,
  type ReportStream,
  type StreamedReport,
  type StreamState,
} from '../ports.js';

/** How many are asked for at once: what a node that dies leaves to the others. */
const AT_ONCE = 16;
const AGAIN_MS = 1_000;

export interface StreamPorts {
  readonly reports: ReportStream;
  /** hears how the stream stands, whenever there is time to ask */
  readonly told: (state: StreamState) => void;
  /** hears that the stream is worked off again, after it could not be */
  readonly recovered: () => void;
  readonly intake: Intake;
  readonly clock: Clock;
  readonly alarm: Alarm;
}

/**
 * Takes in what other systems put into the shared stream, until it is stopped. A report that cannot be taken is set aside
 * with the reason. One that cannot be taken now, because nothing can be stored, waits; a node that dies leaves what it was
 * given to another, and what was taken twice changes nothing (R8).
 *
 * @param failed hears why the stream cannot be worked off: once, until it can be again or the reason is another
 */
export async function takeStreamed(
  ports: StreamPorts,
  stop: AbortSignal,
  failed: (cause: unknown) => void,
): Promise<void> {
  let trouble: string | undefined;
  while (!stop.aborted) {
    try {
      const reports = await ports.reports.next(AT_ONCE, stop);
      if (trouble !== undefined) ports.recovered();
      trouble = undefined;
      for (const report of reports) await takeOne(ports, report, stop);
      if (reports.length < AT_ONCE) ports.told(await ports.reports.state());
    } catch (cause) {
      if (String(cause) !== trouble) failed(cause);
      trouble = String(cause);
      await later(ports, stop);
    }
  }
}

const later = ({ clock, alarm }: StreamPorts, stop: AbortSignal): Promise<void> =>
  alarm.at(new Date(Date.parse(clock.now()) + AGAIN_MS).toISOString(), stop);

async function takeOne(ports: StreamPorts, streamed: StreamedReport, stop: AbortSignal): Promise<void> {
  const { reports, intake } = ports;
  const read = readStreamed(streamed);
  if (!read.ok) return reports.setAside(streamed, read.reason);
  while (!stop.aborted) {
    try {
      const taken = await intake.take(read.value);
      if (taken.ok) return await reports.taken(streamed);
      return await reports.setAside(streamed, [taken.code, taken.detail].filter(Boolean).join(' '));
    } catch (cause) {
      if (!(cause instanceof StorageUnavailable)) throw cause;
      await later(ports, stop);
    }
  }
}

/** A report as it is, or with its `sourceVersion` beside it, as in a dropped line. */
function readStreamed({ text }: Pick<StreamedReport, 'text'>): ReadLine<FeedLine> {
  if (text === undefined) return { ok: false, reason: 'NO_REPORT: the entry has no field "report"' };
  if (new TextEncoder().encode(text).length > MAX_LINE_BYTES) return { ok: false, reason: 'LINE_TOO_LONG' };
  const line = readFeedLine(FeedLine, text);
  if (line.ok) return line;
  const bare = readFeedLine(Report, text);
  if (bare.ok) return { ok: true, value: { report: bare.value } };
  return text.includes('"source"') && !/^\s*\{\s*"report"/.test(text) ? bare : line;
}
