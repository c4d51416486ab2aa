import type { Attendance, Closing, IncidentSummary } from '../../server/contract/index.js';

/** An incident of which nothing has been done yet. */
export const OPEN: Closing = {
  domesticAbuse: false,
  updates: 0,
  signOffs: [],
  checklist: [],
  missing: [],
  overdue: [],
  offers: [],
};

/** A line of the board with nothing on it, to be filled in where a test needs it. */
export const incident = (id: string, rest: Partial<IncidentSummary> = {}): IncidentSummary => ({
  id,
  reference: id.toUpperCase(),
  version: 1,
  grade: 'priority',
  status: 'open',
  openedAt: '2026-02-03T02:00:00Z',
  firstRingAt: '2026-02-03T02:00:00Z',
  cardVersion: 1,
  level: 'machine-only',
  spoken: '',
  topFlags: [],
  notChecked: [],
  linked: [],
  merged: [],
  sameEvent: [],
  attendance: [],
  clock: { startedAt: '2026-02-03T02:00:00Z' },
  owner: 'dispatcher',
  closing: OPEN,
  ...(rest.attendance?.length ? {} : { unresourced: { since: '2026-02-03T02:00:00Z' } }),
  ...rest,
});

/** An officer who was sent at 02:00. */
export const sent = (officer: string, rest: Partial<Attendance> = {}): Attendance => ({
  officer,
  name: `PC ${officer}`,
  dispatchedAt: '2026-02-03T02:00:00Z',
  ...rest,
});
