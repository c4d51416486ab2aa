import type { Alert, Role } from '../../contract/index.js';
import type { IncidentEvent } from '../incident/events.js';
import { audienceOf, type AlertRow, type Audience, type Happened } from './alert-row.js';
import { recentAt, spend, type Interruptions } from './interruptions.js';

/** The most that stands for one person: nobody reads more, and the oldest have been told. */
const MOST_STANDING = 200;
/** So few are never looked through for what has passed. */
const FEW = 256;

/** Who has which role, at the time of the event. */
export interface People {
  readonly withRole: (role: Role) => readonly string[];
}

interface Standing {
  readonly row: AlertRow;
  readonly incidentId: string;
  /** officers one of whom is yet to read the card */
  readonly unread: ReadonlySet<string>;
  /** what it counts as an interruption about */
  readonly event: string | undefined;
  /** what each person is told */
  readonly told: ReadonlyMap<string, Alert>;
}

/** How one person was interrupted. */
export interface Interrupted {
  readonly role: Audience;
  readonly userId: string;
  readonly at: string;
}

/**
 * The alerts that stand, person by person, as a fold of what happened and the table. Nothing here knows a clock: what ends
 * by time carries when (`until`).
 */
export class StandingAlerts {
  #standing = new Map<string, Standing>();
  #ofIncident = new Map<string, Set<string>>();
  #ofPerson = new Map<string, Map<string, Alert>>();
  #changed = new Map<string, number>();
  #interruptions = new Map<string, Interruptions>();
  /** when a person was interrupted by what interrupts once in its time */
  #once = new Map<string, string>();
  #lookAgainAt = FEW;

  constructor(
    private readonly table: readonly AlertRow[],
    private readonly people: People,
    private readonly interrupted: (interruption: Interrupted) => void = () => undefined,
  ) {}

  /** As plain data, rows of the table by what they are called: for a snapshot. */
  save() {
    return {
      standing: new Map([...this.#standing].map(([key, one]) => [key, { ...one, row: one.row.kind }])),
      ofIncident: this.#ofIncident,
      ofPerson: this.#ofPerson,
      changed: this.#changed,
      interruptions: this.#interruptions,
      once: this.#once,
      lookAgainAt: this.#lookAgainAt,
    };
  }

  restore({ standing, ...saved }: ReturnType<StandingAlerts['save']>): void {
    const rows = new Map(this.table.map((row) => [row.kind, row]));
    this.#standing = new Map(
      [...standing].flatMap(([key, { row: kind, ...one }]) => {
        const row = rows.get(kind);
        return row ? [[key, { row, ...one }]] : [];
      }),
    );
    this.#ofIncident = saved.ofIncident;
    this.#ofPerson = saved.ofPerson;
    this.#changed = saved.changed;
    this.#interruptions = saved.interruptions;
    this.#once = saved.once;
    this.#lookAgainAt = saved.lookAgainAt;
  }

  /** One event of an incident on. */
  happened(happened: Happened, position: number): void {
    for (const key of this.#ofIncident.get(happened.after.id) ?? []) {
      const standing = this.#standing.get(key);
      // From here on only those who must know are told of it (R17).
      const apart = happened.event.type === 'restricted';
      const read = apart || readTo(happened.event).some((reader) => standing?.unread.has(reader));
      if (read || standing?.row.ends?.(happened)) this.#end(key, position);
      else this.#leave(key, noLongerToRead(happened.event), position);
    }
    for (const row of this.table) this.#tell(row, happened, position);
  }

  /** An officer has read the card of an incident. */
  acknowledged(incidentId: string, reader: string, position: number): void {
    for (const key of this.#ofIncident.get(incidentId) ?? []) {
      if (this.#standing.get(key)?.unread.has(reader)) this.#end(key, position);
    }
  }

  /** Something that is of no incident: it stands for each of them, in the place of what it said before. */
  say(people: readonly string[], alert: Alert, position: number): void {
    for (const userId of people) {
      const theirs = this.#ofPerson.get(userId) ?? new Map<string, Alert>();
      theirs.delete(alert.id);
      this.#ofPerson.set(userId, theirs.set(alert.id, alert));
      this.#changed.set(userId, position);
    }
  }

  /** A person needs an alert no longer; one that changed since then stays. */
  seen(userId: string, alertId: string, version: number, position: number): void {
    if ((this.#ofPerson.get(userId)?.get(alertId)?.version ?? Infinity) <= version)
      this.#take(userId, alertId, position);
  }

  /** An incident was closed or erased: nothing of it is to be told any more. */
  gone(incidentId: string, position: number): void {
    for (const key of this.#ofIncident.get(incidentId) ?? []) this.#end(key, position);
  }

  /** What stands for a person at an instant, the oldest first. */
  of(userId: string, at: string): readonly Alert[] {
    return [...(this.#ofPerson.get(userId)?.values() ?? [])].filter(({ until }) => until > at);
  }

  /** Those for whom something changed after a position. */
  changedAfter(position: number): readonly string[] {
    return [...this.#changed].flatMap(([userId, at]) => (at > position ? [userId] : []));
  }

  /** How often a person was interrupted in the ten minutes before an instant. */
  interruptionsOf(userId: string, at: string): number {
    return recentAt(this.#interruptions.get(userId) ?? [], at).length;
  }

  #tell(row: AlertRow, happened: Happened, position: number): void {
    const { after, at } = happened;
    const key = `${row.kind}:${row.about?.(happened) ?? after.id}`;
    const told = new Map<string, Alert>();
    for (const audience of row.to) {
      const { people, viewAs } = audienceOf(audience, after, this.people.withRole);
      const card = happened.card(viewAs);
      for (const userId of people) {
        const sentence = told.has(userId) ? undefined : row.says(happened, card, userId);
        if (sentence === undefined) continue;
        const { interrupts, again } = this.#interrupts(row, userId, key, happened);
        if (interrupts && !again) this.interrupted({ role: audience, userId, at });
        told.set(userId, { ...this.#alert(row, happened, key, position), sentence, interrupts, again });
      }
    }
    if (told.size === 0) return;
    this.#forgetPast(at, position);
    const before = this.#standing.get(key)?.told;
    this.#standing.set(key, {
      row,
      incidentId: after.id,
      unread: new Set(row.unread?.(happened) ?? []),
      event: row.event?.(happened),
      told: new Map([...(before ?? []), ...told]),
    });
    this.#ofIncident.set(after.id, (this.#ofIncident.get(after.id) ?? new Set()).add(key));
    for (const [userId, alert] of told) {
      const theirs = this.#ofPerson.get(userId) ?? new Map<string, Alert>();
      theirs.delete(key);
      this.#ofPerson.set(userId, theirs.set(key, alert));
      if (theirs.size > MOST_STANDING) this.#dropOldest(theirs);
      this.#changed.set(userId, position);
    }
  }

  #alert(
    row: AlertRow,
    happened: Happened,
    id: string,
    version: number,
  ): Omit<Alert, 'sentence' | 'interrupts' | 'again'> {
    const { at, after } = happened;
    const spoken = row.spoken?.(happened);
    return {
      id,
      version,
      kind: row.kind,
      at,
      until: new Date(Date.parse(at) + row.minutes * 60_000).toISOString(),
      incidentId: after.id,
      reference: after.reference,
      ...(spoken ? { spoken } : {}),
      lifeRisk: row.lifeRisk,
      toAcknowledge: row.toAcknowledge,
    };
  }

  /** Nobody is interrupted by what they did themselves, nor twice by one alert or about one event, unless it must be. */
  #interrupts(
    row: AlertRow,
    userId: string,
    key: string,
    happened: Happened,
  ): { readonly interrupts: boolean; readonly again: boolean } {
    const { at, by } = happened;
    const before = this.#ofPerson.get(userId)?.get(key);
    const standing = before !== undefined && before.until > at;
    const again = row.interrupts !== 'always' && (standing || this.#wasToldOf(row, userId, key, at));
    const own = userId === by && !row.lifeRisk;
    const { interrupts, recent } = spend(
      this.#interruptions.get(userId) ?? [],
      at,
      again || own || this.#isInterruptedAbout(userId, row, happened) ? 'never' : row.interrupts,
    );
    this.#interruptions.set(userId, recent);
    if (interrupts && row.onceInItsTime) this.#once.set(`${userId} ${key}`, at);
    return again ? { interrupts: before?.interrupts ?? true, again } : { interrupts, again };
  }

  #wasToldOf(row: AlertRow, userId: string, key: string, at: string): boolean {
    const then = this.#once.get(`${userId} ${key}`);
    return then !== undefined && Date.parse(at) - Date.parse(then) < row.minutes * 60_000;
  }

  /** An alert of this kind about another incident of the same event stands, and has interrupted them. */
  #isInterruptedAbout(userId: string, row: AlertRow, happened: Happened): boolean {
    const event = row.event?.(happened);
    if (event === undefined) return false;
    return [...(this.#ofPerson.get(userId) ?? [])].some(([key, { interrupts, until }]) => {
      const other = this.#standing.get(key);
      return other?.row === row && other.event === event && interrupts && until > happened.at;
    });
  }

  /** Some of those who were to read it have, or need not any more. */
  #leave(key: string, readers: readonly string[], position: number): void {
    const standing = this.#standing.get(key);
    if (!standing || !readers.some((reader) => standing.unread.has(reader))) return;
    const unread = new Set([...standing.unread].filter((reader) => !readers.includes(reader)));
    if (unread.size === 0) this.#end(key, position);
    else this.#standing.set(key, { ...standing, unread });
  }

  #end(key: string, position: number): void {
    const standing = this.#standing.get(key);
    if (!standing) return;
    for (const userId of standing.told.keys()) this.#take(userId, key, position);
    this.#standing.delete(key);
    const ofIncident = this.#ofIncident.get(standing.incidentId);
    ofIncident?.delete(key);
    if (ofIncident?.size === 0) this.#ofIncident.delete(standing.incidentId);
  }

  /** What need not be acknowledged goes first: it is on the board and on the cards all the same. */
  #dropOldest(theirs: Map<string, Alert>): void {
    const [oldest] = theirs.keys();
    const passing = [...theirs.values()].find(({ toAcknowledge, lifeRisk }) => !toAcknowledge && !lifeRisk)?.id;
    theirs.delete(passing ?? oldest ?? '');
  }

  #take(userId: string, key: string, position: number): void {
    if (this.#ofPerson.get(userId)?.delete(key)) this.#changed.set(userId, position);
  }

  // Looked at when there are twice as many as were left the last time: each alert is looked at a few times in all.
  #forgetPast(at: string, position: number): void {
    if (this.#standing.size < this.#lookAgainAt) return;
    for (const [key, { told }] of this.#standing) {
      if ([...told.values()].every(({ until }) => until <= at)) this.#end(key, position);
    }
    this.#lookAgainAt = Math.max(FEW, 2 * this.#standing.size);
  }
}

/** Who heard the card: it was read out to them. */
const readTo = (event: IncidentEvent): readonly string[] =>
  event.type === 'read-out' && event.body.freeToSpeak ? event.body.to : [];

/** Who is there, or not sent any more: nobody reads it to them on the way. */
const noLongerToRead = (event: IncidentEvent): readonly string[] =>
  event.type === 'arrived' || event.type === 'stood-down' ? event.body.officers : [];
