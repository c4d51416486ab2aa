import type {
  AuditEntry,
  AuditFilter,
  AuditPage,
  AuditPerson,
  Card,
  Found,
  OperationKind,
} from '../../server/contract/index.js';
import { askForText, type Reply, type Request } from './http.js';

/** What an auditor asks the record; empty fields ask for nothing. */
export type Asked = { readonly [name in keyof AuditFilter]?: string };

/** The kinds of operation, as the law counts them. */
export const OPERATIONS: Readonly<Record<OperationKind, string>> = {
  collection: 'collection',
  alteration: 'alteration',
  consultation: 'consultation',
  disclosure: 'disclosure',
  combination: 'combination',
  erasure: 'erasure',
};

type Ask = <T>(request: Request) => Promise<Reply<T>>;

/** The question as parameters of an address. Names of people are never among them. @param before the `next` of the page before */
export function parametersOf(asked: Asked, before?: string): string {
  const given = Object.entries({ ...asked, before }).flatMap(([name, value]) => {
    if (value === undefined || value.trim() === '') return [];
    return [[name, value.trim()]];
  });
  return new URLSearchParams(given).toString();
}

export const readAudit = (ask: Ask, asked: Asked, before?: string): Promise<Reply<AuditPage>> =>
  ask<AuditPage>({ method: 'GET', path: `/api/audit?${parametersOf(asked, before)}` });

export const findPerson = (ask: Ask, person: AuditPerson): Promise<Reply<Found[]>> =>
  ask<Found[]>({ method: 'POST', path: '/api/audit/people', body: person });

/** What an operation was done to, in a few words. */
export function subjectOf({ reference, incidentId, cardVersion, records = [] }: AuditEntry): string {
  const incident = reference ?? incidentId;
  const version = cardVersion === undefined ? '' : `, card ${cardVersion}`;
  if (incident !== undefined) return `${incident}${version}`;
  return records.length === 0 ? '' : `${records.length} record${records.length === 1 ? '' : 's'}`;
}

/** An operation in a line: `Officer 1, disclosure, 261126-00AF12, card 1, shown to Officer 1`. */
export const entryInWords = (entry: AuditEntry): string =>
  [
    entry.byName,
    entry.kind,
    subjectOf(entry),
    entry.recipientName === undefined ? '' : `shown to ${entry.recipientName}`,
  ]
    .filter((part) => part !== '')
    .join(', ');

/** Whose card of which incident is asked for, and as of when. */
export interface ThenAsked {
  readonly incidentId: string;
  /** user id */
  readonly reader: string;
  readonly readerName: string;
  /** ISO 8601 */
  readonly at: string;
}

/** A card as it was, and what tells its bytes from any others. */
export interface CardThen {
  readonly card: Card;
  /** SHA-256 in hex; undefined: this page did not come over https, where browsers compute none */
  readonly fingerprint: string | undefined;
}

/** The card of an incident as one reader had it at an instant (R11). Asking is recorded. */
export async function readCardThen(token: string | undefined, asked: ThenAsked): Promise<Reply<CardThen>> {
  const { incidentId, reader, at } = asked;
  const path = `/api/incidents/${encodeURIComponent(incidentId)}/card?${new URLSearchParams({ at, reader }).toString()}`;
  const reply = await askForText({ method: 'GET', path }, token);
  if (!reply.ok) return reply;
  return { ok: true, value: { card: JSON.parse(reply.value) as Card, fingerprint: await fingerprintOf(reply.value) } };
}

async function fingerprintOf(text: string): Promise<string | undefined> {
  if (!isSecureContext) return undefined;
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** What to ask for the card that was sent to a reader, as it was then; undefined: the operation sent none. */
export function thenOf({
  kind,
  incidentId,
  cardVersion,
  recipient,
  recipientName,
  at,
}: AuditEntry): ThenAsked | undefined {
  if (kind !== 'disclosure' || incidentId === undefined || cardVersion === undefined) return undefined;
  if (recipient === undefined) return undefined;
  return { incidentId, reader: recipient, readerName: recipientName ?? recipient, at };
}
