import type {
  AbandonedDraft,
  BrokenGlass,
  Finding,
  GlassReply,
  OwnNotice,
  RecordDue,
  Restriction,
  SearchHit,
} from '../../server/contract/index.js';
import type { Commands } from './commands.js';
import type { Reply } from './http.js';

export const findIncidents = (commands: Commands, text: string): Promise<Reply<SearchHit[]>> =>
  commands.get(`/api/search?q=${encodeURIComponent(text)}`);

/** @param incident its id, or its reference as it is said over the radio */
export const breakGlass = (commands: Commands, incident: string, reason: string): Promise<Reply<GlassReply>> =>
  commands.post(`/api/incidents/${encodeURIComponent(incident)}/break-glass`, { reason });

export const readBrokenGlass = (commands: Commands): Promise<Reply<BrokenGlass[]>> => commands.get('/api/break-glass');

export const readDrafts = (commands: Commands): Promise<Reply<AbandonedDraft[]>> => commands.get('/api/drafts');

export const readNotices = (commands: Commands): Promise<Reply<OwnNotice[]>> => commands.get('/api/workforce/notices');

export interface Review {
  readonly finding: Finding;
  readonly note: string;
}

/** @param list where it stands: in the list of broken glass or of drafts */
export const review = (
  commands: Commands,
  list: 'break-glass' | 'drafts',
  id: string,
  found: Review,
): Promise<Reply<unknown>> => commands.post(`/api/${list}/${encodeURIComponent(id)}/review`, found);

export const liftRestriction = (commands: Commands, incidentId: string, reason: string): Promise<Reply<Restriction>> =>
  commands.post(`/api/incidents/${incidentId}/restriction`, { lift: true, reason });

export const letIn = (
  commands: Commands,
  incidentId: string,
  who: string,
  reason: string,
): Promise<Reply<Restriction>> => commands.post(`/api/incidents/${incidentId}/restriction`, { letIn: [who], reason });

export const readRecordsDue = (commands: Commands): Promise<Reply<RecordDue[]>> =>
  commands.get('/api/registers/reviews');

/** @param reviewBy ISO 8601: kept until it is looked at again; left out: its contents are erased in seven days */
export function reviewRecord(
  commands: Commands,
  { register, recordId }: RecordDue,
  { reason, reviewBy }: { readonly reason: string; readonly reviewBy?: string },
): Promise<Reply<RecordDue | undefined>> {
  const path = `/api/registers/${register}/records/${encodeURIComponent(recordId)}/review`;
  return commands.post(
    path,
    reviewBy === undefined ? { outcome: 'erase', reason } : { outcome: 'keep', reviewBy, reason },
  );
}

/** What waits for somebody to look at it: the rest was looked at. */
export function parted<T extends { readonly reviewed?: unknown }>(lines: readonly T[]): readonly [T[], T[]] {
  return [
    lines.filter(({ reviewed }) => reviewed === undefined),
    lines.filter(({ reviewed }) => reviewed !== undefined),
  ];
}
