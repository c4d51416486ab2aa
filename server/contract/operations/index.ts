import { AUDIT_OPERATIONS } from './audit.js';
import { CLOSING_OPERATIONS } from './closing.js';
import { DELIVERY_OPERATIONS } from './delivery.js';
import { HANDOVER_OPERATIONS } from './handovers.js';
import { DESK_OPERATIONS } from './desk.js';
import { DISPATCH_OPERATIONS } from './dispatch.js';
import { DISPUTE_OPERATIONS } from './disputes.js';
import { DOWNGRADE_OPERATIONS } from './downgrades.js';
import { GRADING_OPERATIONS } from './grading.js';
import { INCIDENT_OPERATIONS } from './incidents.js';
import { KEEPING_OPERATIONS } from './keeping.js';
import { LINK_OPERATIONS } from './links.js';
import { OVERSIGHT_OPERATIONS } from './oversight.js';
import { REGISTER_OPERATIONS } from './registers.js';
import { RETENTION_OPERATIONS } from './retention.js';
import { SERVICE_OPERATIONS } from './service.js';
import { SESSION_OPERATIONS } from './sessions.js';
import { USER_OPERATIONS } from './users.js';
import { WORKFORCE_OPERATIONS } from './workforce.js';
import type { Operations } from './operation.js';

export type { Operation } from './operation.js';

/** Every HTTP operation: the source of the router, the client and the OpenAPI document. */
export const OPERATIONS = {
  ...SESSION_OPERATIONS,
  ...USER_OPERATIONS,
  ...INCIDENT_OPERATIONS,
  ...DISPUTE_OPERATIONS,
  ...DISPATCH_OPERATIONS,
  ...LINK_OPERATIONS,
  ...CLOSING_OPERATIONS,
  ...DELIVERY_OPERATIONS,
  ...HANDOVER_OPERATIONS,
  ...DESK_OPERATIONS,
  ...DOWNGRADE_OPERATIONS,
  ...GRADING_OPERATIONS,
  ...AUDIT_OPERATIONS,
  ...KEEPING_OPERATIONS,
  ...RETENTION_OPERATIONS,
  ...REGISTER_OPERATIONS,
  ...WORKFORCE_OPERATIONS,
  ...OVERSIGHT_OPERATIONS,
  ...SERVICE_OPERATIONS,
} as const satisfies Operations;
