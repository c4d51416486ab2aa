import type {
  AuditEntry,
  AuditFilter,
  AuditPage,
  AuditPerson,
  Found,
  OperationKind,
} from '../../server/contract/index.js';
import type { Reply, Request } from './http.js';

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

/** A moment in London as it is typed, `2026-11-26T17:00`, as the record has it. */
const instantOf = (typed: string): string => new Date(typed).toISOString();

/** The question as parameters of an address. Names of people are never among them. */
export function parametersOf(asked: Asked, before?: number): string {
  const given = Object.entries(asked).flatMap(([name, value]) => {
    if (value === undefined || value.trim() === '') return [];
    return [[name, name === 'from' || name === 'until' ? instantOf(value) : value.trim()]];
  });
  return new URLSearchParams([...given, ...(before === undefined ? [] : [['before', String(before)]])]).toString();
}

export const readAudit = (ask: Ask, asked: Asked, before?: number): Promise<Reply<AuditPage>> =>
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

/** Pages one after the other, each operation once: it is read on while new ones come in. */
export function withPage(entries: readonly AuditEntry[], page: AuditPage): readonly AuditEntry[] {
  const last = entries.at(-1)?.position ?? Infinity;
  return [...entries, ...page.entries.filter(({ position }) => position < last || entries.length === 0)];
}
