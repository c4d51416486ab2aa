import { accept, refuse, type Keepings, type KeptThing, type KeptWord, type Outcome } from '../contract/index.js';
import { mayKnowOf, type Actor } from '../domain/access/policy.js';
import type { Hold } from '../domain/incident/retention.js';
import { operationsOf } from '../domain/record/operations.js';
import { contentsHeld } from '../domain/record/held.js';
import { batchesHolding } from '../domain/register/evolve.js';
import { incidentStream, type IncidentsModel } from '../incidents/incidents.model.js';
import type { AccessRecord, EventLog, RegisterStore } from '../ports.js';
import { recordRead } from '../ports/record-read.js';
import type { RegistersModel } from '../registers/registers.model.js';
import type { RetentionModel } from '../registers/retention.model.js';
import type { AuditModel } from './audit.model.js';
import { eventsAt } from './events-at.js';
import type { KeepingModel } from './keeping.model.js';

export interface KeepingPorts {
  readonly log: EventLog;
  readonly store: Pick<RegisterStore, 'holding'>;
  readonly access: AccessRecord;
  readonly incidents: IncidentsModel;
  readonly registers: RegistersModel;
  readonly retention: RetentionModel;
  readonly audit: AuditModel;
  readonly keeping: KeepingModel;
}

/** Places of the record that are looked at for who showed a record: the newest. */
const MOST_LOOKED_AT = 500;

/** What is on legal hold and what was erased; that it was read is recorded first (R7). Refuses NOT_ALLOWED. */
export async function listKeepings(ports: KeepingPorts, actor: Actor): Promise<Outcome<Keepings>> {
  const recorded = await recordRead(ports.access, actor, { action: 'keeping.read', what: 'keeping' });
  if (!recorded.ok) return recorded;
  const { incidents, retention, keeping } = ports;
  const ofIncidents = [...incidents.all(), ...incidents.allClosed()].flatMap(({ incident }): KeptWord[] => {
    const { id, reference, hold } = incident;
    return hold && mayKnowOf(incident, actor) ? [wordOf('incident', id, reference, hold)] : [];
  });
  const ofRecords = retention.holds().map((hold) => recordWord(hold.register, hold.recordId, hold));
  const holds = [...ofIncidents, ...ofRecords].toSorted((a, b) => (a.at < b.at ? 1 : -1));
  return accept({ holds, erasures: [...keeping.erasures()] });
}

/**
 * What is held of an incident or of a record, in counts; that it was asked is recorded first (R7). Refuses NOT_ALLOWED and
 * NOT_FOUND, of what somebody may not know of too (R17).
 */
export async function findKept(ports: KeepingPorts, of: string, actor: Actor): Promise<Outcome<KeptThing>> {
  const [register = '', recordId = ''] = splitAt(of, '/');
  const found =
    ports.registers.manifest(register) && recordId !== ''
      ? await recordKept(ports, register, recordId, actor)
      : await incidentKept(ports, of, actor);
  if (!found) return refuse('NOT_FOUND', 'Nothing is held of this, and nothing was erased.');
  const what = found.kind === 'incident' ? `keeping: incident/${found.id}` : 'keeping: a record';
  const records = found.kind === 'record' ? [found.id] : [];
  const recorded = await recordRead(ports.access, actor, { action: 'keeping.read', what, records });
  return recorded.ok ? accept(found) : recorded;
}

async function incidentKept(
  { log, incidents, keeping }: KeepingPorts,
  of: string,
  actor: Actor,
): Promise<KeptThing | undefined> {
  const isMeant = (id: string, reference: string) => id === of || reference.toUpperCase() === of.toUpperCase();
  const known = [...incidents.all(), ...incidents.allClosed()].find(({ incident }) =>
    isMeant(incident.id, incident.reference),
  )?.incident;
  if (!known) {
    const word = keeping.erasures().find(({ kind, id, title }) => kind === 'incident' && isMeant(id, title));
    return word && { kind: 'incident', id: word.id, title: word.title, state: 'erased', word, goes: [], stays: [] };
  }
  if (!mayKnowOf(known, actor)) return undefined;
  const types: string[] = [];
  let operations = 0;
  for await (const event of log.read(incidentStream(known.id))) {
    types.push(event.type);
    operations += operationsOf(event).length;
  }
  const { id, reference, kind, hold } = known;
  return {
    kind: 'incident',
    id,
    title: reference,
    state: hold ? 'held' : 'kept',
    isOpen: kind === 'open',
    ...(hold ? { word: wordOf('incident', id, reference, hold) } : {}),
    goes: contentsHeld(types),
    stays: [{ what: 'entries of the record: who did what, when and why', count: operations }],
  };
}

async function recordKept(
  ports: KeepingPorts,
  register: string,
  recordId: string,
  actor: Actor,
): Promise<KeptThing | undefined> {
  const { store, registers, retention, audit, keeping } = ports;
  const id = `${register}/${recordId}`;
  const batches = batchesHolding(registers.state(register), store.holding(register, recordId), recordId);
  const erased = keeping.erasures().find((one) => one.kind === 'record' && one.id === id);
  if (batches.length === 0 && !erased) return undefined;
  const hold = retention.hold(register, recordId);
  const word = hold ? recordWord(register, recordId, hold) : batches.length === 0 ? erased : undefined;
  const positions = [...audit.positions({ record: id })];
  return {
    kind: 'record',
    id,
    title: id,
    state: hold ? 'held' : batches.length === 0 ? 'erased' : 'kept',
    ...(word ? { word } : {}),
    goes: batches.length === 0 ? [] : [{ what: 'imports that hold it', count: batches.length }],
    stays: [{ what: 'entries of the record: who did what, when and why', count: positions.length }],
    shownBy: await shownBy(ports, positions.slice(0, MOST_LOOKED_AT), id, actor),
  };
}

async function shownBy(
  { log, incidents }: KeepingPorts,
  positions: readonly number[],
  record: string,
  actor: Actor,
): Promise<string[]> {
  const ids = new Set<string>();
  for (const event of await eventsAt(log, positions))
    for (const { incidentId, records = [] } of operationsOf(event))
      if (incidentId !== undefined && records.some((one) => one.startsWith(record))) ids.add(incidentId);
  return [...ids].flatMap((id) => {
    const incident = (incidents.entry(id) ?? incidents.closed(id))?.incident;
    return incident && mayKnowOf(incident, actor) ? [incident.reference] : [];
  });
}

const wordOf = (kind: KeptWord['kind'], id: string, title: string, { at, name, reason }: Hold): KeptWord => ({
  kind,
  id,
  title,
  at,
  name,
  reason,
});
const recordWord = (register: string, recordId: string, hold: Hold): KeptWord =>
  wordOf('record', `${register}/${recordId}`, `${register}/${recordId}`, hold);

function splitAt(text: string, mark: string): readonly string[] {
  const at = text.indexOf(mark);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}
