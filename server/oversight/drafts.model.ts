import type { AbandonedDraft, Reviewed } from '../contract/index.js';
import { readReviewEvent, reviewedBy } from '../domain/access/review.js';
import { readIncidentEvent } from '../domain/incident/upcast.js';
import type { StoredEvent } from '../ports.js';
import { REVIEWS_STREAM } from './glass.model.js';

const INCIDENT = 'incident/';
const READER = 'reader/';
/** A form that is left alone for so long was given up. */
const GIVEN_UP_MINUTES = 15;
/** So many are kept, the latest of them. */
const MOST = 1_000;
const MOST_RECORDS = 1_000;

/** What somebody has been shown since they began to type. */
interface Run {
  readonly id: string;
  readonly by: string;
  readonly from: string;
  to: string;
  times: number;
  /** the records of one search after the other: what shares none with those before it is about somebody else */
  readonly searches: readonly ReadonlySet<string>[];
  readonly fields: Set<string>;
  /** what they reported then, about somebody else */
  readonly instead?: { readonly incidentId: string; readonly reference: string };
}

/** A draft as it is kept: whether its reader may know of what was reported instead is asked when it is told. */
export type KeptDraft = Omit<AbandonedDraft, 'instead' | 'name'> & Pick<Run, 'instead'>;

/**
 * Drafts that never became incidents, out of the record of reads: whoever types a name is shown what is known, and a
 * report has to follow. One about somebody else does not count, and clears nobody who was looked up before it.
 */
export class DraftsModel {
  #running = new Map<string, Run>();
  /** reports whose first card is to come, by incident */
  #reported = new Map<string, { readonly run: Run; readonly reference: string }>();
  #abandoned = new Map<string, Run>();
  #reviewed = new Map<string, Reviewed>();
  #position = 0;

  apply(event: StoredEvent): void {
    if (event.position <= this.#position) return;
    this.#position = event.position;
    if (event.stream === REVIEWS_STREAM) this.#review(event);
    else if (event.stream.startsWith(READER) && event.type === 'consulted') this.#consulted(event);
    else if (event.stream.startsWith(INCIDENT)) this.#ofIncident(event.stream.slice(INCIDENT.length), event);
  }

  /** What was folded, as plain data: for a snapshot. */
  save() {
    return {
      running: this.#running,
      reported: this.#reported,
      abandoned: this.#abandoned,
      reviewed: this.#reviewed,
      position: this.#position,
    };
  }

  restore(saved: ReturnType<DraftsModel['save']>): void {
    this.#running = saved.running;
    this.#reported = saved.reported;
    this.#abandoned = saved.abandoned;
    this.#reviewed = saved.reviewed;
    this.#position = saved.position;
  }

  /** The latest first. @param at ISO 8601 */
  all(at: string): KeptDraft[] {
    const waiting = [...this.#running.values()].filter((run) => isGivenUp(run, at));
    return [...this.#abandoned.values(), ...waiting]
      .toSorted((a, b) => b.to.localeCompare(a.to))
      .map((run) => this.#told(run));
  }

  one(id: string, at: string): KeptDraft | undefined {
    return this.all(at).find((draft) => draft.id === id);
  }

  #told({ searches, fields, ...run }: Run): KeptDraft {
    const reviewed = this.#reviewed.get(run.id);
    const records = new Set(searches.flatMap((search) => [...search]));
    const registers = new Set([...records].map((record) => record.slice(0, record.indexOf('/'))));
    return {
      ...run,
      registers: [...registers].toSorted(),
      records: records.size,
      fields: [...fields].toSorted(),
      ...(reviewed ? { reviewed } : {}),
    };
  }

  #consulted({ stream, body, at, position }: StoredEvent): void {
    if (typeof body !== 'object' || body === null || 'erased' in body) return;
    const { action, what, records = [], fields = [] } = body as unknown as ReadOfDraft;
    if (action !== 'draft.check' || what !== 'draft') return;
    const by = stream.slice(READER.length);
    const before = this.#running.get(by);
    if (before && isGivenUp(before, at)) this.#abandon(before);
    const run =
      before && !isGivenUp(before, at)
        ? before
        : {
            id: String(position),
            by,
            from: at,
            to: at,
            times: 0,
            searches: [],
            fields: new Set<string>(),
          };
    run.to = at;
    run.times += 1;
    for (const field of fields) run.fields.add(field);
    this.#running.set(by, { ...run, searches: searchedOn(run.searches, records.map(nameOfRecord)) });
  }

  #ofIncident(incidentId: string, { type, body, by }: StoredEvent): void {
    if (type !== 'reported' && type !== 'card-issued') return;
    const event = readIncidentEvent(type, body);
    if (event.type === 'reported') {
      const run = this.#running.get(by);
      this.#running.delete(by);
      if (run && run.searches.length > 0) this.#reported.set(incidentId, { run, reference: event.body.reference });
    } else if (event.type === 'card-issued') {
      const reported = this.#reported.get(incidentId);
      this.#reported.delete(incidentId);
      const onCard = new Set(event.body.card.matches.map(({ register, recordId }) => `${register}/${recordId}`));
      const others = reported?.run.searches.filter((search) => ![...search].some((record) => onCard.has(record))) ?? [];
      if (reported && others.length > 0)
        this.#abandon({ ...reported.run, searches: others, instead: { incidentId, reference: reported.reference } });
    }
  }

  #abandon(run: Run): void {
    this.#running.delete(run.by);
    this.#abandoned.set(run.id, run);
    const [oldest] = this.#abandoned.keys();
    if (this.#abandoned.size > MOST && oldest !== undefined) this.#abandoned.delete(oldest);
  }

  #review({ type, body, by, at }: StoredEvent): void {
    const event = readReviewEvent(type, body);
    if (event?.body.what === 'draft') this.#reviewed.set(event.body.id, reviewedBy(event, { by, at }));
  }
}

interface ReadOfDraft {
  readonly action: string;
  readonly what: string;
  readonly records?: readonly string[];
  readonly fields?: readonly string[];
}

/** The searches of a run with what was shown now: more of the last of them, or another one. */
function searchedOn(before: Run['searches'], shown: readonly string[]): Run['searches'] {
  const last = before.at(-1);
  if (shown.length === 0 || before.reduce((sum, search) => sum + search.size, 0) >= MOST_RECORDS) return before;
  const goesOn = last !== undefined && shown.some((record) => last.has(record));
  return goesOn ? [...before.slice(0, -1), new Set([...last, ...shown])] : [...before, new Set(shown)];
}

/** `REGISTER/RECORD@VERSION` without its version. */
const nameOfRecord = (record: string): string => record.replace(/@[^@/]*$/, '');

const isGivenUp = ({ to }: Run, at: string): boolean => Date.parse(at) - Date.parse(to) > GIVEN_UP_MINUTES * 60_000;
