import type { IncidentSummary } from '../contract/index.js';
import { decide, relationTo, type Actor } from '../domain/access/policy.js';
import { summaryOf } from '../domain/briefing/summary.js';
import { deskFor, type DeskTold } from '../domain/desk/view.js';
import { fieldsOf } from '../domain/record/shown.js';
import type { Line } from '../domain/delivery/line.js';
import type { IncidentEntry, IncidentsModel } from '../incidents/incidents.model.js';
import type { AccessRecord, Timetable } from '../ports.js';

export interface BoardPorts {
  readonly incidents: IncidentsModel;
  readonly access: AccessRecord;
  readonly actor: () => Actor | undefined;
  readonly head: () => number;
  readonly timetable: Timetable;
  readonly desk: () => DeskTold;
}

type Shown = {
  readonly summary: IncidentSummary;
  /** the card of this version was issued to this reader in its own append, and so is in the record */
  readonly wasIssued: boolean;
  readonly rule: string;
  readonly reason: string;
};

/**
 * Keeps one connection's board: every open incident that its reader may list, and the desk's service level. A snapshot at
 * first, then what changed. What is lost on the way comes with the next snapshot, at the next connection.
 */
export class Board {
  /** card version of each incident on this board, as it was recorded to have been shown */
  readonly #shown = new Map<string, number>();
  #seen = 0;
  #desk = '';
  #turn: Promise<void> = Promise.resolve();

  constructor(
    private readonly line: Line,
    private readonly ports: BoardPorts,
  ) {}

  /** Sends everything; called once, when the reader connects. */
  open(): Promise<void> {
    return this.#inTurn(() => this.#send(true));
  }

  /** Sends what changed since the last call, if anything did that this reader may see. */
  moved(): Promise<void> {
    return this.#inTurn(() => this.#send(false));
  }

  /** Sends the desk as this reader is told of it, when it is another one than was sent before. */
  tellDesk(desk: DeskTold): void {
    const actor = this.ports.actor();
    if (!actor) return;
    const mayRead = (incidentId: string): boolean => {
      const entry = this.ports.incidents.entry(incidentId);
      return entry !== undefined && decide(actor, 'card.read', relationTo(entry.incident, actor)).allow;
    };
    const told = deskFor(desk, actor.roles, mayRead);
    const said = JSON.stringify(told);
    if (said === this.#desk) return;
    this.#desk = said;
    this.line.emit('desk', told);
  }

  async #send(snapshot: boolean): Promise<void> {
    const actor = this.ports.actor();
    if (!actor) return;
    this.tellDesk(this.ports.desk());
    const head = this.ports.head();
    const { incidents } = this.ports;
    const changed = snapshot ? [] : [...incidents.changedAfter(this.#seen)];
    const entries = snapshot ? [...incidents.all()] : changed.flatMap((id) => incidents.entry(id) ?? []);
    this.#seen = head;
    if (!decide(actor, 'incident.list').allow) return;
    const shown = entries.flatMap((entry) => this.#shownTo(actor, entry));
    const gone = changed.filter((id) => this.#shown.has(id) && !shown.some((s) => s.summary.id === id));
    if (!snapshot && shown.length === 0 && gone.length === 0) return;
    await this.#record(actor, shown);
    await this.line.ready();
    for (const id of gone) this.#shown.delete(id);
    this.line.emit('incident', { version: head, snapshot, incidents: shown.map((s) => s.summary), gone });
  }

  #shownTo(actor: Actor, { incident, views, issuedTo }: IncidentEntry): Shown[] {
    const relation = relationTo(incident, actor);
    const decision = decide(actor, 'incident.list', relation);
    // A part of an event is the business of whoever took the call; the others have the event.
    if (incident.links?.joined && relation !== 'creator') return [];
    const view = decision.allow ? views.get(decision.viewAs) : undefined;
    if (!decision.allow || !view) return [];
    return [
      {
        summary: summaryOf(incident, view.card, this.ports.timetable.timings),
        wasIssued: (issuedTo.get(actor.userId) ?? 0) >= view.card.version,
        rule: decision.rule,
        reason: decision.reason,
      },
    ];
  }

  /** Whoever was issued the card itself is in the record with it; for the others the line on the board is what they see. */
  async #record(actor: Actor, shown: readonly Shown[]): Promise<void> {
    const news = shown.filter(({ summary }) => this.#shown.get(summary.id) !== summary.cardVersion);
    for (const { summary } of news) this.#shown.set(summary.id, summary.cardVersion);
    const entries = news
      .filter(({ wasIssued }) => !wasIssued)
      .map(({ summary, rule, reason }) => ({
        type: 'consulted' as const,
        body: {
          v: 1 as const,
          action: 'incident.list' as const,
          what: `incident/${summary.id}/card/${summary.cardVersion}`,
          rule,
          reason,
          fields: fieldsOf(summary),
        },
      }));
    const [first, ...rest] = entries;
    if (first) await this.ports.access.store(actor, [first, ...rest]);
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.#turn.then(work);
    this.#turn = done.catch(() => undefined);
    return done;
  }
}
