import type { Card, Grade, RulingRecord } from '../contract/index.js';
import { isLower } from '../domain/incident/downgrade.js';
import type { IncidentEvent, IncidentGrade } from '../domain/incident/events.js';
import { readIncidentEvent } from '../domain/incident/upcast.js';
import type { StoredEvent } from '../ports.js';

const INCIDENT = 'incident/';
const READER = 'reader/';
/** Changes since the grade was set that are worth a supervisor's ten seconds. */
const MOST_CHANGES = 30;
const DAY_MS = 86_400_000;

interface Requested {
  readonly incidentId: string;
  readonly to: Grade;
  readonly at: string;
}

interface Ruled {
  readonly incidentId: string;
  readonly by: string;
  readonly name: string;
  readonly approve: boolean;
  /** seconds from the card being on their screen to the ruling; undefined: it never was */
  readonly seconds: number | undefined;
  reRaised: boolean;
}

/** What of an incident's downgrades no single incident knows: whose request it is, what changed since grading, how people rule. */
export class DowngradesModel {
  #requests = new Map<string, Requested>();
  #sinceGrading = new Map<string, readonly string[]>();
  #grades = new Map<string, IncidentGrade>();
  /** the latest card on each reader's screen, by reader and incident: of the last day, the oldest first */
  #shown = new Map<string, { readonly version: number; readonly at: string }>();
  #rulings: Ruled[] = [];
  #position = 0;

  apply(event: StoredEvent): void {
    if (event.position <= this.#position) return;
    this.#position = event.position;
    if (event.stream.startsWith(READER) && event.type === 'shown') return this.#noteShown(event);
    if (!event.stream.startsWith(INCIDENT)) return;
    const incidentId = event.stream.slice(INCIDENT.length);
    const read = readIncidentEvent(event.type, event.body);
    if (read.type === 'erased') return this.#forget(incidentId);
    this.#take(incidentId, read, event);
  }

  /** What was folded, as plain data: for a snapshot. */
  save() {
    return {
      requests: this.#requests,
      sinceGrading: this.#sinceGrading,
      grades: this.#grades,
      shown: this.#shown,
      rulings: this.#rulings,
      position: this.#position,
    };
  }

  restore(saved: ReturnType<DowngradesModel['save']>): void {
    this.#requests = saved.requests;
    this.#sinceGrading = saved.sinceGrading;
    this.#grades = saved.grades;
    this.#shown = saved.shown;
    this.#rulings = saved.rulings;
    this.#position = saved.position;
  }

  /** The incident that a request is about; undefined when there is no such request. */
  incidentOf(downgradeId: string): string | undefined {
    return this.#requests.get(downgradeId)?.incidentId;
  }

  /** What changed on the supervisor's card since the grade was set, in sentences, the oldest first. */
  sinceGrading(incidentId: string): readonly string[] {
    return this.#sinceGrading.get(incidentId) ?? [];
  }

  /** How each supervisor has ruled, by name. */
  rulings(): RulingRecord[] {
    const people = [...new Set(this.#rulings.map(({ by }) => by))];
    return people
      .map((supervisor): RulingRecord => {
        const theirs = this.#rulings.filter(({ by }) => by === supervisor);
        const seconds = theirs.flatMap((ruled) => ruled.seconds ?? []).toSorted((a, b) => a - b);
        return {
          supervisor,
          name: theirs.at(-1)?.name ?? supervisor,
          rulings: theirs.length,
          approved: theirs.filter(({ approve }) => approve).length,
          secondsOnCard: seconds[Math.floor((seconds.length - 1) / 2)] ?? null,
          withoutCard: theirs.length - seconds.length,
          reRaised: theirs.filter(({ reRaised }) => reRaised).length,
        };
      })
      .toSorted((a, b) => a.name.localeCompare(b.name, 'en-GB', { numeric: true }));
  }

  #take(incidentId: string, event: IncidentEvent, { by, at }: StoredEvent): void {
    switch (event.type) {
      case 'reported':
      case 'revised':
        return this.#graded(incidentId, event.body.report.grade ?? null);
      case 'card-issued': {
        const { card, views } = event.body;
        const seen = views.supervisor === undefined || views.supervisor === 'full' ? card : views.supervisor;
        return this.#noteChanges(incidentId, seen);
      }
      case 'downgrade-requested':
        this.#requests.set(event.body.id, { incidentId, to: event.body.to, at });
        return;
      case 'downgrade-ruled': {
        const { id, approve, ruledBy: name, cardVersion } = event.body;
        const request = this.#requests.get(id);
        const seconds = this.#secondsOn({ incidentId, cardVersion, by, at }, request?.at);
        this.#rulings.push({ incidentId, by, name, approve, seconds, reRaised: false });
        if (approve && request) this.#graded(incidentId, request.to);
        return;
      }
      case 'downgrade-lapsed':
        if (event.body.restored) this.#graded(incidentId, event.body.restored);
        return;
      default:
        return;
    }
  }

  #graded(incidentId: string, grade: IncidentGrade): void {
    const before = this.#grades.get(incidentId);
    this.#grades.set(incidentId, grade);
    if (before === grade) return;
    this.#sinceGrading.set(incidentId, []);
    if (before === undefined || !isLower(before, grade)) return;
    for (const ruled of this.#rulings) {
      if (ruled.incidentId === incidentId && ruled.approve) ruled.reRaised = true;
    }
  }

  #noteChanges(incidentId: string, { changes, version }: Card): void {
    if (version === 1) return;
    const known = this.#sinceGrading.get(incidentId) ?? [];
    const news = changes.map(({ sentence }) => sentence).filter((sentence) => !known.includes(sentence));
    this.#sinceGrading.set(incidentId, [...known, ...news].slice(-MOST_CHANGES));
  }

  /** From the card being on the ruler's screen, or the request if that came later; undefined: it never was. */
  #secondsOn(
    { incidentId, cardVersion, by, at }: { incidentId: string; cardVersion: number; by: string; at: string },
    requestedAt = '',
  ): number | undefined {
    const shown = this.#shown.get(`${by} ${incidentId}`);
    if (shown === undefined || shown.version > cardVersion) return undefined;
    const from = shown.at > requestedAt ? shown.at : requestedAt;
    return (Date.parse(at) - Date.parse(from)) / 1000;
  }

  #noteShown({ stream, body, at }: StoredEvent): void {
    if (typeof body !== 'object' || body === null || 'erased' in body) return;
    const { incidentId, version } = body as { readonly incidentId: string; readonly version: number };
    const key = `${stream.slice(READER.length)} ${incidentId}`;
    if ((this.#shown.get(key)?.version ?? 0) >= version) return;
    this.#shown.delete(key);
    this.#shown.set(key, { version, at });
    for (const [old, shown] of this.#shown) {
      if (Date.parse(at) - Date.parse(shown.at) < DAY_MS) return;
      this.#shown.delete(old);
    }
  }

  #forget(incidentId: string): void {
    this.#sinceGrading.delete(incidentId);
    this.#grades.delete(incidentId);
  }
}
