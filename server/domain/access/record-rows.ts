import type { Role } from '../../contract/index.js';

/** Rows of the matrix: who reads the record of who did what, and who decides how long contents are kept. */
export const RECORD_ROWS = {
  'audit.read': { roles: ['auditor'] },
  'audit.export': { roles: ['auditor'] },
  'keeping.read': { roles: ['administrator', 'inspector', 'auditor'] },
  'record.hold': { roles: ['administrator', 'inspector'] },
  'record.erase': { roles: ['administrator'] },
  'incident.hold': { roles: ['administrator', 'inspector'] },
  'incident.erase': { roles: ['administrator'] },
} as const satisfies Readonly<Record<string, { readonly roles: readonly Role[] }>>;

export type RecordAction = keyof typeof RECORD_ROWS;
