import type { FeedReport, Alarm, Clock, DayOfCalls, Intake, Instant } from '../ports.js';
import { londonDay, londonMidnight, nextLondonMidnight } from '../domain/london.js';

export interface ReplayPorts {
  readonly day: DayOfCalls;
  readonly intake: Intake;
  readonly clock: Clock;
  readonly alarm: Alarm;
}

export interface Replay {
  /** times real time */
  readonly speed: number;
  /** calls of this long before the start come at once, so that a room does not begin empty; in ms */
  readonly leadMs: number;
  readonly stop: AbortSignal;
  /** hears of a call that could not be taken; the next one comes all the same */
  readonly failed: (cause: unknown) => void;
}

/**
 * Lets the calls of a recorded day come in, from the time of day that it is now, day after day until it is stopped; those of
 * shortly before come first, at once.
 * Calls that are due while others are still being taken in come as soon as they can: the feed falls behind, it leaves
 * nothing out.
 */
export async function replayDay(ports: ReplayPorts, { speed, leadMs, stop, failed }: Replay): Promise<void> {
  const start = Date.parse(ports.clock.now());
  let midnight: Instant = londonMidnight(londonDay(ports.clock.now()));
  for (let calls = 1; calls > 0 && !stop.aborted; midnight = nextLondonMidnight(midnight)) {
    calls = 0;
    for await (const call of ports.day.calls()) {
      calls += 1;
      const due = Date.parse(midnight) + call.at * 1000;
      if (due < start - leadMs) continue;
      const comes = start + Math.max(0, due - start) / speed;
      await ports.alarm.at(new Date(comes).toISOString(), stop);
      if (stop.aborted) return;
      await takeIn(ports, asOfToday(call, londonDay(midnight)), failed);
    }
  }
}

async function takeIn({ intake }: ReplayPorts, said: FeedReport, failed: Replay['failed']): Promise<void> {
  try {
    const taken = await intake.take(said);
    if (!taken.ok) failed(new Error(`a recorded call was refused: ${taken.code}`));
  } catch (cause) {
    failed(cause);
  }
}

/** A recorded call as one of this day: an incident of its own, whose clocks start when it comes in. */
function asOfToday({ report, sourceVersion }: FeedReport, day: string): FeedReport {
  const { openedAt: _, firstRingAt: __, ...rest } = report;
  return { report: { ...rest, reference: ofDay(report.reference ?? '', day.replaceAll('-', '')) }, sourceVersion };
}

/** `CAD-20261123-00001` → that of another day; a reference without a date is given one. */
const ofDay = (reference: string, day: string): string =>
  /\d{8}/.test(reference) ? reference.replace(/\d{8}/, day) : `${day}-${reference}`;
