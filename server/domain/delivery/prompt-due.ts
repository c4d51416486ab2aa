import type { PromptCause } from '../incident/briefing-events.js';

/** By then a card must have reached somebody, in ms after the dispatch. */
const RECEIVED_WITHIN_MS = 15_000;
/** By then somebody must have acknowledged it, in ms after the dispatch, or half the way there if that is sooner. */
const ACKNOWLEDGED_WITHIN_MS = 60_000;
/** Who is that near cannot be expected to read, in minutes. */
const SHORT_ETA_MINUTES = 1;

/** Officers who were sent together: one of them who has read the card can tell the others. */
export interface Crew {
  /** ISO 8601 */
  readonly dispatchedAt: string;
  /** undefined: nobody said */
  readonly etaMinutes: number | undefined;
  /** a device of one of them has a card */
  readonly received: boolean;
  /** one of them acknowledged a card, or one was read out to them */
  readonly informed: boolean;
}

/**
 * When the dispatcher is prompted to read the card to a crew (R10), as things stand now: at once when their ETA is short,
 * unknown or zero, or when nothing has reached them in 15 s; otherwise at the smaller of 60 s and half the ETA. Undefined:
 * somebody is informed.
 */
export function promptDue(crew: Crew): { readonly at: string; readonly cause: PromptCause } | undefined {
  const { dispatchedAt, etaMinutes, received, informed } = crew;
  if (informed) return undefined;
  const after = (ms: number): string => new Date(Date.parse(dispatchedAt) + ms).toISOString();
  if (etaMinutes === undefined || etaMinutes <= SHORT_ETA_MINUTES) return { at: dispatchedAt, cause: 'eta' };
  const acknowledged = Math.min(ACKNOWLEDGED_WITHIN_MS, (etaMinutes * 60_000) / 2);
  return received || acknowledged <= RECEIVED_WITHIN_MS
    ? { at: after(acknowledged), cause: 'not-acknowledged' }
    : { at: after(RECEIVED_WITHIN_MS), cause: 'not-received' };
}

/** A crew that had read the card before something dangerous came onto it. */
export interface CrewToTell {
  /** ISO 8601: when the danger came */
  readonly since: string;
  /** ISO 8601: when they are expected at the door; undefined: nobody said. Past: they are there */
  readonly expectedAt: string | undefined;
  /** one of them has acknowledged the card that says so, or heard it */
  readonly informed: boolean;
}

/**
 * When the dispatcher is prompted to read the card again, because of a new danger: by the same measure, from when it came.
 * Officers at the door get the time of those who are far: their own screen has interrupted them. Undefined: somebody knows.
 */
export function readAgainDue({ since, expectedAt, informed }: CrewToTell): ReturnType<typeof promptDue> {
  if (informed) return undefined;
  const left = expectedAt === undefined ? 0 : Date.parse(expectedAt) - Date.parse(since);
  const wait =
    left <= 0 && expectedAt !== undefined ? ACKNOWLEDGED_WITHIN_MS : Math.min(ACKNOWLEDGED_WITHIN_MS, left / 2);
  const soon = left > 0 && left <= SHORT_ETA_MINUTES * 60_000;
  return { at: new Date(Date.parse(since) + (soon ? 0 : wait)).toISOString(), cause: 'new-danger' };
}
