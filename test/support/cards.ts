import type { Card, Flag, Match } from '../../server/contract/index.js';

/** A card with nothing on it, to be filled in where a test needs it. */
export const card = (incidentId: string, version: number, rest: Partial<Card> = {}): Card => ({
  incidentId,
  version,
  issuedAt: '2026-02-03T02:14:00Z',
  level: 'machine-only',
  review: 'unreviewed',
  situation: { reference: incidentId.toUpperCase(), openedAt: '2026-02-03T02:13:00Z', source: '999', people: [] },
  spoken: '',
  flags: [],
  matches: [],
  checks: [],
  prompts: [],
  linked: [],
  changes: [],
  ...rest,
});

export const match = (id: string, rest: Partial<Match> = {}): Match => ({
  id,
  register: 'critical-marker',
  recordId: `record-of-${id}`,
  subject: { kind: 'person', id: 'row-1' },
  tier: 'probable',
  probability: 0.93,
  weight: 9,
  evidence: [],
  standing: 'unreviewed',
  record: { summary: 'High risk', people: [], recordedAt: '2025-02-11', sensitivity: 'normal' },
  ...rest,
});

export const flag = (headline: string, rest: Partial<Flag> = {}): Flag => ({
  kind: 'critical-marker',
  severity: 'high',
  headline,
  source: 'register',
  standing: 'unreviewed',
  tier: 'probable',
  matchIds: [],
  ...rest,
});
