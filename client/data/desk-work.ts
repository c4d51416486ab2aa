import type {
  Card,
  DeskState,
  HandReceipt,
  Job,
  JobForm,
  JobReply,
  Match,
  QueueLine,
  Severity,
} from '../../server/contract/index.js';
import type { Commands } from './commands.js';
import type { Reply } from './http.js';

export const EMPTY_FORM: JobForm = { decisions: [], receipts: [], findings: [], note: '' };

/** A record that was found, with every match that led to it, the strongest first: it is decided on once. */
export interface FoundRecord {
  readonly matches: readonly [Match, ...Match[]];
}

/** What a researcher says of a record. */
export type Ruling = Omit<JobForm['decisions'][number], 'matchId'>;

/** A researcher decides on a record, and so on all its matches; the same decision again takes it back. */
export function decideOn(form: JobForm, record: FoundRecord, ruling: Ruling): JobForm {
  const ids = record.matches.map(({ id }) => id);
  const before = rulingOn(form, record);
  const others = form.decisions.filter(({ matchId }) => !ids.includes(matchId));
  const takenBack = before?.decision === ruling.decision && before.note === ruling.note;
  return { ...form, decisions: takenBack ? others : [...others, ...ids.map((matchId) => ({ matchId, ...ruling }))] };
}

/** What the form says of a record; undefined: nothing, or not of every match of it. */
export function rulingOn({ decisions }: Pick<JobForm, 'decisions'>, { matches }: FoundRecord): Ruling | undefined {
  const [first, ...rest] = matches.map(({ id }) => decisions.find(({ matchId }) => matchId === id));
  if (first === undefined || rest.some((one) => one?.decision !== first.decision)) return undefined;
  const { matchId: _, ...ruling } = first;
  return ruling;
}

/** Nobody has decided on all of it, and neither has this form. */
export const isUndecided = (form: JobForm, record: FoundRecord): boolean =>
  record.matches.some(({ standing }) => standing === 'unreviewed') && rulingOn(form, record) === undefined;

/** What was found by hand in a register; undefined takes it back. */
export const receiptOf = (form: JobForm, register: string): HandReceipt | undefined =>
  form.receipts.find((receipt) => receipt.register === register);

export const withReceipt = (form: JobForm, register: string, receipt: HandReceipt | undefined): JobForm => ({
  ...form,
  receipts: [...form.receipts.filter((one) => one.register !== register), ...(receipt ? [receipt] : [])],
});

/** What stops a form from being sent, in words; undefined: it can be sent. */
export function missingIn(form: JobForm): string | undefined {
  const bare = form.receipts.find(({ status, text }) => status === 'hit' && !text?.trim());
  return bare === undefined ? undefined : `say what was found in ${bare.register}`;
}

/** The form as it is sent: empty lines are not findings. */
const asLook = ({ decisions, receipts, findings, note }: JobForm) => ({
  decisions,
  receipts,
  findings: findings.filter(({ text }) => text.trim() !== ''),
  ...(note.trim() === '' ? {} : { note }),
});

const ABOUT: readonly Match['subject']['kind'][] = ['person', 'phone', 'location'];
const AS_DANGEROUS: readonly Severity[] = ['life-risk', 'high', 'medium', 'info'];

/** The records to decide on, each once, in the order of the work. */
export function toDecide(card: Pick<Card, 'matches' | 'flags'>): FoundRecord[] {
  const records = new Map<string, [Match, ...Match[]]>();
  for (const match of inOrder(card)) {
    const key = `${match.register}/${match.recordId}`;
    const known = records.get(key);
    if (known) known.push(match);
    else records.set(key, [match]);
  }
  return [...records.values()].map((matches) => ({ matches }));
}

/**
 * The matches in the order of the work: what nobody has decided, what is disputed first; the people
 * themselves before numbers, addresses and people beside them; the most dangerous first, then the most certain.
 */
function inOrder({ matches, flags }: Pick<Card, 'matches' | 'flags'>): Match[] {
  const danger = ({ id }: Match): number => {
    const ranks = flags
      .filter(({ matchIds }) => matchIds.includes(id))
      .map((flag) => AS_DANGEROUS.indexOf(flag.severity));
    return Math.min(AS_DANGEROUS.length, ...ranks);
  };
  return matches.toSorted(
    (a, b) =>
      Number(a.standing !== 'unreviewed') - Number(b.standing !== 'unreviewed') ||
      Number(b.disputed !== undefined) - Number(a.disputed !== undefined) ||
      Number(a.via !== undefined) - Number(b.via !== undefined) ||
      ABOUT.indexOf(a.subject.kind) - ABOUT.indexOf(b.subject.kind) ||
      danger(a) - danger(b) ||
      b.probability - a.probability,
  );
}

/** The newer of the card that came with the job and the one that was pushed since. */
export const latestCard = (job: Job, pushed: Card | undefined): Card =>
  pushed !== undefined && pushed.version > job.card.version ? pushed : job.card;

/** The line of the job that somebody has, as the queue tells it. */
export const lineOf = (desk: DeskState | undefined, userId: string): QueueLine | undefined =>
  desk?.jobs?.find(({ claimedBy }) => claimedBy?.id === userId);

const job = (id: string, what: string): string => `/api/desk/jobs/${encodeURIComponent(id)}/${what}`;

export const changeShift = (commands: Commands, onDuty: boolean): Promise<Reply<DeskState>> =>
  commands.post('/api/desk/shift', { onDuty });

/** Undefined: nothing waits. */
export const nextJob = (commands: Commands): Promise<Reply<JobReply | undefined>> =>
  commands.post('/api/desk/jobs/next', undefined);

export const readJob = (commands: Commands, id: string): Promise<Reply<JobReply>> =>
  commands.get(`/api/desk/jobs/${encodeURIComponent(id)}`);

export const finishLook = (commands: Commands, id: string, what: 'first-look' | 'complete', form: JobForm) =>
  commands.post<JobReply>(job(id, what), asLook(form));

export const returnJob = (commands: Commands, id: string): Promise<Reply<DeskState>> =>
  commands.post(job(id, 'return'), {});

export const keepForm = (commands: Commands, id: string, form: JobForm): Promise<Reply<undefined>> =>
  commands.put(job(id, 'form'), form);

export const acknowledgeLevel = (commands: Commands): Promise<Reply<DeskState>> =>
  commands.post('/api/desk/level/acknowledgement', undefined);

export const askDesk = (commands: Commands, incidentId: string, text: string): Promise<Reply<unknown>> =>
  commands.post(`/api/incidents/${encodeURIComponent(incidentId)}/requests`, { text });
