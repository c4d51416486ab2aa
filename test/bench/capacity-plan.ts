/** What a force needs, from what one of everything costs. Pure: docs/capacity.md has the same formulas in words. */

/** What was measured, each of one; CPU in ms of one core. */
export interface Costs {
  /** on the node that takes it */
  readonly reportMs: number;
  readonly changeMs: number;
  readonly draftMs: number;
  readonly cardMs: number;
  /** of an idle connection, ms in a second */
  readonly socketMs: number;
  /** on each node that follows, an event */
  readonly followMs: number;
  /** in Redis, an event */
  readonly redisMs: number;
  readonly eventsPerReport: number;
  readonly eventsPerChange: number;
  readonly eventsPerDraft: number;
  /** memory of Redis, and its file before that is rewritten, an event */
  readonly redisBytes: number;
  readonly fileBytes: number;
}

/** What is planned for. */
export interface Load {
  readonly reportsPerDay: number;
  /** the busiest minutes, as times the average of the day */
  readonly peak: number;
  /** changes of a report until it is closed */
  readonly changes: number;
  /** drafts that are checked while a report is typed */
  readonly drafts: number;
  /** who is sent each version of a card */
  readonly readers: number;
  readonly sockets: number;
  readonly nodes: number;
}

export interface Plan {
  /** of all nodes together at the peak, in cores */
  readonly nodeCores: number;
  readonly redisCores: number;
  readonly eventsPerYear: number;
  /** GB (10⁹ bytes) that a year adds */
  readonly redisGBPerYear: number;
  readonly fileGBPerYear: number;
}

/** A force of the size that Outrider is built for: 2,000 calls a day; the other figures are assumptions, to be replaced. */
export const ONE_FORCE: Load = {
  reportsPerDay: 2_000,
  peak: 10,
  changes: 5,
  drafts: 20,
  readers: 10,
  sockets: 2_000,
  nodes: 2,
};

const DAY_S = 86_400;
const YEAR_DAYS = 365;

export function planFor(costs: Costs, load: Load): Plan {
  const { reportsPerDay, peak, changes, drafts, readers, sockets, nodes } = load;
  const reportsPerSecond = (reportsPerDay / DAY_S) * peak;
  const events = costs.eventsPerReport + changes * costs.eventsPerChange + drafts * costs.eventsPerDraft;
  const incidentMs =
    costs.reportMs + changes * costs.changeMs + drafts * costs.draftMs + (1 + changes) * readers * costs.cardMs;
  const followMs = (nodes - 1) * events * costs.followMs;
  const eventsPerYear = reportsPerDay * YEAR_DAYS * events;
  return {
    nodeCores: (reportsPerSecond * (incidentMs + followMs) + sockets * costs.socketMs) / 1_000,
    redisCores: (reportsPerSecond * events * costs.redisMs) / 1_000,
    eventsPerYear,
    redisGBPerYear: (eventsPerYear * costs.redisBytes) / 1e9,
    fileGBPerYear: (eventsPerYear * costs.fileBytes) / 1e9,
  };
}
