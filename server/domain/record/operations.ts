import type { Card, OperationKind, Role } from '../../contract/index.js';
import type { AccessEvent, Consulted } from '../access/events.js';
import type { IncidentEvent } from '../incident/events.js';
import type { ContentsErased } from '../incident/retention.js';
import { readIncidentEvent } from '../incident/upcast.js';
import { shownOf, type Shown } from './shown.js';
import { membersAsRecords, ofMember, ofStandards } from './workforce-operations.js';

/** One operation on personal data: what was done, to what, for which reason, and who got to see it. Never contents. */
export interface Operation extends Partial<Shown> {
  readonly kind: OperationKind;
  /** in words: what the event was */
  readonly what: string;
  readonly incidentId?: string | undefined;
  readonly cardVersion?: number;
  /** who was shown it; undefined where nobody was */
  readonly recipient?: string;
  /** derived from relation or role, never typed; what was typed is an erasure’s or a hold’s */
  readonly reason: string;
  readonly rule?: string;
  /** where and when it was done, when the event says so that kept it for another */
  readonly originally?: { readonly position: number; readonly at: string; readonly by: string };
}

/** What is read of a stored event. */
export interface Happened {
  readonly stream: string;
  readonly type: string;
  readonly by: string;
  readonly body: unknown;
}

const isErased = (body: unknown): boolean => typeof body === 'object' && body !== null && 'erased' in body;

/**
 * The operations that an event of the log is, in the words of s.62: none for what concerns no personal data (a desk’s
 * level, a session), and for what was erased, because its erasure keeps them. The log itself is the record; this reads it.
 */
export function operationsOf({ stream, type, by, body }: Happened): readonly Operation[] {
  const [kind, id] = splitOnce(stream);
  switch (kind) {
    case 'incident':
      if (isErased(body)) return [];
      return type === 'contents-erased' ? ofErasure(body as ContentsErased['body'], id) : ofIncident(type, body, id);
    case 'reader':
      return isErased(body) ? [] : ofReader({ type, body } as AccessEvent, by);
    case 'register':
      return ofRegister(type, body, id);
    case 'workforce':
      return ofMember(type, body, id);
    case 'standards':
      return ofStandards(type, body);
    default:
      return [];
  }
}

function splitOnce(stream: string): [string, string] {
  const at = stream.indexOf('/');
  return [stream.slice(0, at), stream.slice(at + 1)];
}

const COLLECTED: ReadonlySet<string> = new Set(['reported', 'fed']);

function ofIncident(type: string, body: unknown, incidentId: string): readonly Operation[] {
  const event = readIncidentEvent(type, body);
  switch (event.type) {
    case 'checked': {
      const { subjects, associated = [] } = event.body.answer;
      const links = [...subjects, ...associated].flatMap((one) => one.links);
      const records = links.map(({ register, recordId, record }) => `${register}/${recordId}@${record.recordedAt}`);
      const what = `checked: ${event.body.cause}`;
      return [{ kind: 'combination', what, incidentId, reason: 'incident', records: [...new Set(records)] }];
    }
    case 'card-issued':
      return issued(event.body, incidentId);
    case 'restricted': {
      const records = membersAsRecords(event.body.members);
      return [
        { kind: 'combination', what: 'matched with the workforce', incidentId, reason: 'incident', records },
        { kind: 'alteration', what: type, incidentId, reason: 'incident' },
      ];
    }
    default:
      return [{ kind: COLLECTED.has(type) ? 'collection' : 'alteration', what: type, incidentId, reason: 'incident' }];
  }
}

/** What was done with it before is kept by the erasure, and read there. */
function ofErasure({ reason, remains, reference }: ContentsErased['body'], incidentId: string): readonly Operation[] {
  const what = `contents of ${reference} erased`;
  return [
    { kind: 'erasure', what, incidentId, reason },
    ...remains.map(({ operation, ...originally }) => ({ ...operation, originally })),
  ];
}

type Issued = Extract<IncidentEvent, { type: 'card-issued' }>['body'];

/** To nobody: it was made and kept, and whoever reads it later is recorded then. */
function issued({ card, views, issuedTo }: Issued, incidentId: string): readonly Operation[] {
  const shownTo = new Map<Role, Shown>();
  const shown = (viewAs: Role): Shown => {
    const view: Card | 'full' = views[viewAs] ?? 'full';
    const known = shownTo.get(viewAs) ?? shownOf(view === 'full' ? card : view);
    shownTo.set(viewAs, known);
    return known;
  };
  return issuedTo.map(({ reader, viewAs, reason }) => ({
    kind: 'disclosure',
    what: `card version ${card.version} as ${viewAs}`,
    incidentId,
    cardVersion: card.version,
    recipient: reader,
    reason,
    ...shown(viewAs),
  }));
}

function ofReader(event: AccessEvent, by: string): readonly Operation[] {
  switch (event.type) {
    case 'disclosed': {
      const { body } = event;
      const { viewAs, rule, reason, fields = [] } = body;
      return (body.v === 1 ? [body] : body.cards).map(({ incidentId, cardVersion, records = [] }) => {
        const what = `card version ${cardVersion} as ${viewAs}`;
        return { kind: 'disclosure', what, incidentId, cardVersion, recipient: by, rule, reason, records, fields };
      });
    }
    case 'consulted':
      return event.body.v === 1 ? consulted(event.body, by) : listed(event.body, by);
    default:
      return [];
  }
}

type Read = Consulted['body'];

function consulted(body: Extract<Read, { v: 1 }>, by: string): readonly Operation[] {
  const { action, what, rule, reason, records = [], fields = [] } = body;
  const [, incidentId, version] = /^incident\/([^/]+)(?:\/card\/(\d+))?/.exec(what) ?? [];
  const read: Operation = {
    kind: 'consultation',
    what: `${action}: ${what}`,
    ...(incidentId === undefined ? {} : { incidentId }),
    ...(version === undefined ? {} : { cardVersion: Number(version) }),
    recipient: by,
    rule,
    reason,
    records,
    fields,
  };
  // What is typed is matched as well as answered.
  return action === 'draft.check' && records.length > 0
    ? [{ ...read, kind: 'combination', recipient: 'outrider' }, read]
    : [read];
}

function listed({ action, rule, reason, fields, cards }: Extract<Read, { v: 2 }>, by: string): readonly Operation[] {
  return cards.map(({ incidentId, cardVersion, records = [] }) => {
    const what = `${action}: incident/${incidentId}/card/${cardVersion}`;
    return { kind: 'consultation', what, incidentId, cardVersion, recipient: by, rule, reason, records, fields };
  });
}

const REGISTER_OPERATIONS: Readonly<Record<string, OperationKind>> = {
  'batch-activated': 'collection',
  'batch-undone': 'erasure',
  'record-erased': 'erasure',
};

function ofRegister(type: string, body: unknown, register: string): readonly Operation[] {
  const kind = REGISTER_OPERATIONS[type];
  if (kind === undefined || isErased(body)) return [];
  const { batch, recordId, reason } = body as {
    readonly batch?: string;
    readonly recordId?: string;
    readonly reason?: string;
  };
  const records = recordId === undefined ? {} : { records: [`${register}/${recordId}`] };
  return [{ kind, what: `${type}: ${register}/${batch ?? recordId ?? ''}`, reason: reason ?? 'register', ...records }];
}
