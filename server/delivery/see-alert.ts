import { accept, refuse, type Outcome } from '../contract/index.js';
import type { Actor } from '../domain/access/policy.js';
import type { DeliveryEvent } from '../domain/delivery/events.js';
import type { Append, Clock, EventLog } from '../ports.js';
import { appendNote } from '../ports/append-note.js';
import type { AlertsModel } from './alerts.model.js';

export interface SeeAlertPorts {
  readonly log: EventLog;
  readonly alerts: AlertsModel;
  readonly clock: Clock;
}

export interface SeeAlert {
  readonly alertId: string;
  /** as it stood on the screen: a later one stays */
  readonly version: number;
  readonly command: Append['command'];
}

/**
 * A person has seen an alert: it leaves their screens. Seen again, or after it has ended, changes nothing (R8). Refuses
 * NOT_FOUND (it never was theirs in this version) and IDEMPOTENCY_CONFLICT.
 */
export async function seeAlert(
  { log, alerts, clock }: SeeAlertPorts,
  { alertId, version, command }: SeeAlert,
  actor: Actor,
): Promise<Outcome<undefined>> {
  const seen = await log.seen(command);
  if (seen) return seen.kind === 'repeated' ? accept(undefined) : refuse('IDEMPOTENCY_CONFLICT');
  const at = clock.now();
  const alert = alerts.of(actor.userId, at).find(({ id }) => id === alertId);
  if (!alert || alert.version < version) return refuse('NOT_FOUND', 'It has ended already.');
  const event: DeliveryEvent = { type: 'alert-seen', body: { v: 1, alertId, version } };
  return appendNote(log, { stream: `reader/${actor.userId}`, event, at, by: actor.userId, command });
}
