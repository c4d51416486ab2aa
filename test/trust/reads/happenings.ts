import { ChecklistItem } from '../../../server/contract/index.js';
import { PASSWORD } from '../../support/api.js';
import type { App } from '../../support/app.js';
import type { Case } from './expected.js';

/** Where things happen: what there is, chance, and how to ask for something as somebody. */
export interface Room {
  readonly app: App;
  readonly cases: readonly Case[];
  readonly random: () => number;
  readonly of: <T>(choices: readonly T[]) => T;
  /** undefined: it was refused, and nothing has changed */
  readonly post: <T = object>(as: string, path: string, body: object) => Promise<T | undefined>;
  readonly remove: (as: string, path: string) => Promise<boolean>;
}

const GLASS_MS = 15 * 60_000;
const OFFICERS = ['officer1', 'officer2', 'officer3'];
const ANSWERS = ChecklistItem.options.map((item) => ({ item, done: true, note: 'trial' }));

const pathOf = ({ id }: Case, part: string): string => `/api/incidents/${id}/${part}`;

async function dispatch({ cases, random, of, post }: Room): Promise<void> {
  const one = of(cases);
  const officers = OFFICERS.filter((officer) => random() < 0.5 && one.own?.includes(officer) !== true);
  if (officers.length === 0) return;
  const body = { officers, etaMinutes: 8, singleCrewedReason: 'trial' };
  if (!(await post('dispatcher', pathOf(one, 'dispatch'), body))) return;
  if (one.wasSent.size === 0) one.owner = 'dispatcher';
  for (const officer of officers) {
    one.sent.add(officer);
    one.wasSent.add(officer);
  }
}

async function standDown({ cases, of, post }: Room): Promise<void> {
  const one = of(cases);
  const officers = [...one.sent];
  if (officers.length > 0 && (await post('dispatcher', pathOf(one, 'stand-down'), { officers }))) one.sent.clear();
}

async function handOver({ cases, of, post }: Room): Promise<void> {
  const one = of(cases);
  const [from, to] = [one.owner, one.owner === 'handler2' ? 'handler' : 'handler2'];
  if (!from.startsWith('handler')) return;
  const items = [{ kind: 'incident', incidentId: one.id }];
  const made = await post<{ id: string }>(from, '/api/handovers', { to, items });
  if (made && (await post(to, `/api/handovers/${made.id}/acceptance`, { items }))) one.owner = to;
}

async function work({ cases, random, post }: Room): Promise<void> {
  const claimed = await post<{ job: { id: string } }>('analyst', '/api/desk/jobs/next', {});
  for (const one of cases) one.researcher = one.id === claimed?.job.id ? 'analyst' : undefined;
  const job = claimed?.job.id;
  for (const { id, hadJob } of cases) if (id === job) hadJob.add('analyst');
  if (job === undefined || random() < 0.3) return;
  await post('analyst', `/api/desk/jobs/${job}/first-look`, { decisions: [] });
}

async function askForLess({ cases, of, post }: Room): Promise<void> {
  const body = { to: 'scheduled', reason: 'trial', victimRequested: true, noImmediateThreat: true };
  await post('dispatcher', pathOf(of(cases), 'downgrades'), body);
}

async function rule({ app, random, of, post }: Room): Promise<void> {
  const by = of(['supervisor', 'inspector']);
  const { body: waiting } = await (
    await app.as(by)
  ).get<readonly { readonly id: string; readonly cardVersion: number }[]>('/api/downgrades?state=waiting');
  const [first] = waiting;
  if (!first) return;
  const { id, cardVersion } = first;
  await post(by, `/api/downgrades/${id}/ruling`, { approve: random() < 0.5, reason: 'trial', cardVersion });
}

async function breakGlass({ app, cases, of, post }: Room): Promise<void> {
  const one = of(cases);
  const by = of([...OFFICERS, 'handler2', 'sergeant', 'analyst2']);
  await post(by, '/api/session/confirmation', { password: PASSWORD });
  if (await post(by, pathOf(one, 'break-glass'), { reason: 'trial' }))
    one.glass.set(by, Date.parse(app.time.now()) + GLASS_MS);
}

async function letIn({ cases, of, post }: Room): Promise<void> {
  const one = of(cases);
  const body = { letIn: ['dispatcher'], reason: 'sends officers' };
  if (await post('inspector', pathOf(one, 'restriction'), body)) one.letIn.add('dispatcher');
}

/** A call becomes part of another's event, or is said to be a repeat of it, which changes nobody's right to read. */
async function link({ cases, random, of, post }: Room): Promise<void> {
  const [call, other] = [of(cases), of(cases)];
  const kind = random() < 0.8 ? 'same-event' : 'repeat';
  if (!(await post('dispatcher', pathOf(call, 'links'), { to: other.id, kind }))) return;
  if (kind === 'same-event') call.within = other.within ?? other;
}

async function unlink({ cases, of, remove }: Room): Promise<void> {
  const parts = cases.filter(({ within }) => within !== undefined);
  const call = parts.length > 0 ? of(parts) : undefined;
  if (!call?.within || !(await remove('dispatcher', pathOf(call, 'links')))) return;
  call.wasWithin.add(call.within);
  call.within = undefined;
}

/** Officers arrive and leave, three people assess it, and it is closed: from then on nobody is sent or looks at it. */
async function close({ app, cases, of, post }: Room): Promise<void> {
  const attended = cases.filter(({ sent }) => sent.size > 0);
  const one = attended.length > 0 ? of(attended) : undefined;
  const officer = [...(one?.sent ?? [])][0];
  if (!one || officer === undefined) return;
  for (const movement of ['arrival', 'departure']) await post('dispatcher', pathOf(one, movement), { officer });
  const officers = [...one.sent];
  if (await post('dispatcher', pathOf(one, 'stand-down'), { officers })) one.sent.clear();
  for (const signer of [officer, 'sergeant', 'supervisor']) {
    const { version: cardVersion } = app.card(one.id);
    const answers = signer === officer ? ANSWERS : [];
    await post(signer, pathOf(one, 'sign-offs'), { assessment: 'trial', cardVersion, answers });
  }
  if (!(await post('inspector', pathOf(one, 'closure'), { result: 'trial' }))) return;
  one.closed = true;
  one.researcher = undefined;
  one.glass.clear();
}

async function reopen({ cases, of, post }: Room): Promise<void> {
  const closed = cases.filter((one) => one.closed);
  const one = closed.length > 0 ? of(closed) : undefined;
  if (!one || !(await post('inspector', pathOf(one, 'reopening'), { reason: 'trial' }))) return;
  one.closed = false;
  one.owner = 'inspector';
}

/** Everything that can happen to incidents that are there; each says what it means for who may read what. */
export const HAPPENINGS: readonly ((room: Room) => Promise<void>)[] = [
  dispatch,
  standDown,
  handOver,
  work,
  askForLess,
  rule,
  breakGlass,
  letIn,
  link,
  unlink,
  close,
  reopen,
];
