import type {
  ChecklistAnswer,
  Closing,
  Handover,
  IncidentSummary,
  Item,
  LogLine,
  Role,
  ShiftState,
  SignOffStage,
} from '../../server/contract/index.js';
import type { Commands } from './commands.js';
import type { Reply } from './http.js';

/** What a person can do on the way to closing an incident. */
export type ClosingAction = 'update' | 'suspect' | 'sign' | 'close-incident' | 'review';

const STAGES: readonly SignOffStage[] = ['officer', 'sergeant', 'supervisor'];

/** Whose assessment comes next; undefined when all have been made. */
export const nextStage = ({ signOffs }: Closing): SignOffStage | undefined =>
  STAGES.find((stage) => !signOffs.some((signed) => signed.stage === stage));

/**
 * What somebody can do about an incident, so that a screen leaves out what cannot work; what anybody may do is decided by
 * the server.
 */
export function actionsOn(
  { closing, attendance }: Pick<IncidentSummary, 'closing' | 'attendance'>,
  { id, roles }: { readonly id: string; readonly roles: readonly Role[] },
): readonly ClosingAction[] {
  const stage = nextStage(closing);
  const has = (...some: Role[]) => some.some((role) => roles.includes(role));
  const gaveUpdate =
    attendance.length === 0 ? has('handler', 'dispatcher') : attendance.some(({ officer }) => officer === id);
  const isTurn = stage === 'officer' ? gaveUpdate : stage !== undefined && roles.includes(stage);
  const signed = closing.signOffs.some(({ by }) => by === id);
  return [
    'update',
    'suspect',
    ...(isTurn && !signed ? (['sign'] as const) : []),
    ...(has('dispatcher', 'sergeant', 'supervisor', 'inspector') ? (['close-incident'] as const) : []),
    ...(has('inspector') ? (['review'] as const) : []),
  ];
}

const path = (id: string, what: string) => `/api/incidents/${encodeURIComponent(id)}/${what}`;

export const readLog = (commands: Commands, id: string): Promise<Reply<LogLine[]>> => commands.get(path(id, 'log'));

export const updateLog = (commands: Commands, id: string, text: string): Promise<Reply<LogLine>> =>
  commands.post(path(id, 'log'), { text });

export const recordSuspect = (
  commands: Commands,
  id: string,
  suspect: { readonly outstanding: boolean; readonly attempt?: string },
): Promise<Reply<Closing>> => commands.post(path(id, 'suspect'), suspect);

export const signOff = (
  commands: Commands,
  id: string,
  signed: { readonly assessment: string; readonly cardVersion: number; readonly answers: readonly ChecklistAnswer[] },
): Promise<Reply<Closing>> => commands.post(path(id, 'sign-offs'), signed);

export const closeIncident = (commands: Commands, id: string, result: string): Promise<Reply<Closing>> =>
  commands.post(path(id, 'closure'), result === '' ? {} : { result });

export const reviewIncident = (
  commands: Commands,
  id: string,
  review: { readonly finding: string; readonly nextReviewAt?: string },
): Promise<Reply<Closing>> => commands.post(path(id, 'reviews'), review);

export const readClosed = (commands: Commands): Promise<Reply<IncidentSummary[]>> =>
  commands.get('/api/incidents?status=closed');

export const readShift = (commands: Commands): Promise<Reply<ShiftState>> => commands.get('/api/shift');

/** Hands items, or everything that is one's own, to a named person. */
export const handOver = (commands: Commands, to: string, items?: readonly Item[]): Promise<Reply<Handover>> =>
  commands.post('/api/handovers', { to, ...(items === undefined ? {} : { items }) });

/** Accepts what was handed over, or some of it. */
export const acceptHandover = (commands: Commands, id: string, items?: readonly Item[]): Promise<Reply<Handover>> =>
  commands.post(`/api/handovers/${encodeURIComponent(id)}/acceptance`, items === undefined ? {} : { items });

/** The incidents that an inspector looks at: open domestic abuse, those past their review first, then the oldest. */
export function reviewQueue(incidents: readonly IncidentSummary[], now: number): readonly IncidentSummary[] {
  const due = ({ closing }: IncidentSummary) =>
    closing.reviewDueAt === undefined ? Number.POSITIVE_INFINITY : Date.parse(closing.reviewDueAt);
  const late = (incident: IncidentSummary) => Number(due(incident) > now);
  return incidents
    .filter(({ closing }) => closing.domesticAbuse)
    .toSorted((a, b) => late(a) - late(b) || due(a) - due(b) || Date.parse(a.firstRingAt) - Date.parse(b.firstRingAt));
}

/** The incidents that wait for this stage's assessment, those signed first. */
export const waitingFor = (stage: SignOffStage, incidents: readonly IncidentSummary[]): readonly IncidentSummary[] =>
  incidents
    .filter(({ closing }) => nextStage(closing) === stage && closing.signOffs.length > 0)
    .toSorted((a, b) => ((a.closing.signOffs.at(-1)?.at ?? '') < (b.closing.signOffs.at(-1)?.at ?? '') ? -1 : 1));

/** The incidents whose suspect is at large, the one whose attempt is due first of all. */
export const withSuspects = (incidents: readonly IncidentSummary[]): readonly IncidentSummary[] =>
  incidents
    .filter(({ closing }) => closing.suspect !== undefined)
    .toSorted((a, b) => ((a.closing.suspect?.attemptDueAt ?? '') < (b.closing.suspect?.attemptDueAt ?? '') ? -1 : 1));

/** The closures that an inspector has not reviewed. */
export const unreviewed = (closed: readonly IncidentSummary[]): readonly IncidentSummary[] =>
  closed.filter(({ closing }) => closing.reviewDueAt !== undefined);
