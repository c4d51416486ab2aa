import type { Alert, Role } from '../../contract/index.js';
import type { RetentionEvent } from '../register/retention.js';

/** Who keeps the registers, and who answers for what is kept. */
export const RECORDS_DUE_TO: readonly Role[] = ['administrator', 'inspector'];
const STANDS_DAYS = 30;

/** What they are told when records have come due for review: once, and gone when they have seen it. Nobody is interrupted. */
export function recordsAlert(
  { count, registers }: Extract<RetentionEvent, { type: 'records-due' }>['body'],
  at: string,
  version: number,
): Alert {
  const records = count === 1 ? '1 record is' : `${count} records are`;
  return {
    id: 'records-due',
    version,
    kind: 'records-due',
    at,
    until: new Date(Date.parse(at) + STANDS_DAYS * 86_400_000).toISOString(),
    sentence: `${records} due for review: ${registers.join(', ')}`,
    lifeRisk: false,
    interrupts: false,
    again: false,
    toAcknowledge: true,
  };
}
