import { accept, type LogLine, type Outcome } from '../contract/index.js';
import type { Actor } from '../domain/access/policy.js';
import { logSentence } from '../domain/incident/log-sentence.js';
import { type ClosurePorts, type ToIncident } from './while-open.js';

/**
 * Writes an update into the log of an incident, open or closed: officers, call handlers, dispatchers and those who assess
 * it. Refuses NOT_FOUND and IDEMPOTENCY_CONFLICT.
 */
export async function updateLog(
  ports: ClosurePorts,
  { text, ...to }: ToIncident & { readonly text: string },
  actor: Actor,
): Promise<Outcome<LogLine>> {
  const event = { type: 'noted', body: { v: 1, text } } as const;
  const changed = await ports.changes.changeKnown({ ...to, actor, action: 'incident.note' }, () => accept([event]));
  if (!changed.ok) return changed;
  const { incident, version } = changed.value;
  const { at, by } = incident.closing.latestUpdate ?? { at: ports.clock.now(), by: actor.userId };
  return accept({ at, by, type: event.type, version, sentence: logSentence(event) });
}
