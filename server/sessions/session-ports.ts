import type { Clock, EventLog, Ids, Passwords } from '../ports.js';
import type { UsersModel } from './users.model.js';

/** What signing in and the administration of users need. */
export interface SessionPorts {
  readonly log: EventLog;
  readonly users: UsersModel;
  readonly passwords: Passwords;
  readonly clock: Clock;
  readonly ids: Ids;
}
