import type { Card, IncidentSummary, Role } from '../contract/index.js';
import { decide, relationTo, type Actor } from '../domain/access/policy.js';
import { summaryOf } from '../domain/briefing/summary.js';
import { deskFor, type DeskTold } from '../domain/desk/view.js';
import type { Timings } from '../domain/grade/timings.js';
import { fieldsOf } from '../domain/record/shown.js';
import { consultedTogether } from '../domain/record/together.js';
import type { Line } from '../domain/delivery/line.js';
import type { IncidentEntry, IncidentsModel } from '../incidents/incidents.model.js';
import type { AccessRecord, Timetable } from '../ports.js';
import { textOf } from '../domain/text-of.js';
import { Topic } from './topic.js';

export interface BoardPorts {
  readonly incidents: IncidentsModel;
  readonly access: AccessRecord;
  readonly actor: () => Actor | undefined;
  readonly head: () => number;
  readonly timetable: Timetable;
  readonly desk: () => DeskTold;
}

/** A line of a board, and what it says: the same for everybody who sees the incident through the same role's eyes. */
interface BoardLine {
  readonly summary: IncidentSummary;
  readonly fields: readonly string[];
}

interface Shown extends BoardLine {
  /** the card of this version was issued to this reader in its own append, and so is in the record */
  readonly wasIssued: boolean;
  readonly rule: string;
  readonly reason: string;
  readonly viewAs: Role;
}

/** The lines of each incident as it is now: made for the first reader, and shown to all. */
const lines = new WeakMap<IncidentEntry, Map<Role, BoardLine>>();

function lineOf(entry: IncidentEntry, viewAs: Role, card: Card, timings: Timings): BoardLine {
  const known = lines.get(entry) ?? new Map<Role, BoardLine>();
  lines.set(entry, known);
  const line = known.get(viewAs) ?? asLine(summaryOf(entry.incident, card, timings));
  known.set(viewAs, line);
  return line;
}

const asLine = (summary: IncidentSummary): BoardLine => ({ summary, fields: fieldsOf(summary) });

/**
 * Keeps one connection's board: every open incident that its reader may list, and the desk's service level. A snapshot at
 * first, then what changed. What is lost on the way comes with the next snapshot, at the next connection.
 */
export class Board extends Topic {
  /** card version of each incident on this board, as it was recorded to have been shown */
  readonly #shown = new Map<string, number>();
  #seen = 0;
  #desk = '';

  constructor(
    private readonly line: Line,
    private readonly ports: BoardPorts,
  ) {
    super();
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
    const said = textOf(told);
    if (said === this.#desk) return;
    this.#desk = said;
    this.line.emit('desk', told);
  }

  protected override async send(snapshot: boolean): Promise<void> {
    const actor = this.ports.actor();
    if (!actor) return;
    if (snapshot) this.tellDesk(this.ports.desk());
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

  #shownTo(actor: Actor, entry: IncidentEntry): Shown[] {
    const { incident, views, issuedTo } = entry;
    const relation = relationTo(incident, actor);
    const decision = decide(actor, 'incident.list', relation);
    // A part of an event is the business of whoever took the call; the others have the event.
    if (incident.links?.joined && relation !== 'creator') return [];
    const card = decision.allow ? views.get(decision.viewAs)?.card : undefined;
    if (!decision.allow || !card) return [];
    const { rule, reason, viewAs } = decision;
    const line = lineOf(entry, viewAs, card, this.ports.timetable.timings);
    return [{ ...line, wasIssued: (issuedTo.get(actor.userId) ?? 0) >= card.version, rule, reason, viewAs }];
  }

  /** Whoever was issued the card itself is in the record with it; for the others the line on the board is what they see. */
  async #record(actor: Actor, shown: readonly Shown[]): Promise<void> {
    const news = shown.filter(({ summary }) => this.#shown.get(summary.id) !== summary.cardVersion);
    for (const { summary } of news) this.#shown.set(summary.id, summary.cardVersion);
    const [first, ...rest] = consultedTogether(
      'incident.list',
      news
        .filter(({ wasIssued }) => !wasIssued)
        .map(({ summary: { id: incidentId, cardVersion }, viewAs, rule, reason, fields }) => {
          return { incidentId, cardVersion, viewAs, rule, reason, fields, records: [] };
        }),
    );
    if (first) await this.ports.access.store(actor, [first, ...rest]);
  }
}
