import { accept, refuse, type Outcome } from '../contract/index.js';
import type { Actor } from '../domain/access/policy.js';
import type { FedBody } from '../domain/incident/events.js';
import { feedPatch } from '../domain/incident/feed-patch.js';
import type { Append, FeedReport, FeedTaken } from '../ports.js';
import { readIncident } from './incidents.model.js';
import { incidentIdOf, reportIncident, type ReportPorts } from './report-incident.js';
import { reviseIncident } from './revise-incident.js';
import { sha256Of } from './sha256-of.js';

/**
 * Takes in what another system says about one of its incidents, through the same intake as everybody's. Its `reference`
 * names the incident; an older version than the one that is known, and the same one twice, change nothing (R8). A lower
 * grade is recorded in the incident's log and does not lower it: it opens a request that people decide on (R6).
 *
 * Refuses INVALID_INPUT: no reference, or a report that makes no sense.
 */
export async function takeFeedReport(ports: ReportPorts, said: FeedReport, actor: Actor): Promise<Outcome<FeedTaken>> {
  const { report, sourceVersion } = said;
  const { reference } = report;
  if (reference === undefined) return refuse('INVALID_INPUT', 'reference: it says which incident is meant.');
  const { first, later } = commandsOf(said, reference, actor);
  const fed: FedBody = { v: 1, ...(sourceVersion === undefined ? {} : { sourceVersion }) };
  for (;;) {
    if ((await ports.log.seen(first))?.kind === 'repeated' || (await ports.log.seen(later))) return accept('nothing');
    const incidentId = incidentIdOf(first);
    const { incident } = await readIncident(ports.log, incidentId);
    if (incident.kind === 'erased') return accept('nothing');
    if (incident.kind === 'unknown') {
      const reported = await reportIncident(ports, { report, command: first, fed }, actor);
      if (reported.ok) return accept('reported');
      // Somebody said something else about it in between: it is known now.
      if (reported.code === 'IDEMPOTENCY_CONFLICT') continue;
      return reported;
    }
    if (sourceVersion !== undefined && sourceVersion <= (incident.sourceVersion ?? -1)) return accept('nothing');
    const { patch, ...kept } = feedPatch(incident.report, report);
    const revision = {
      incidentId,
      patch,
      ifMatch: String(incident.reportVersion),
      command: later,
      fed: { ...fed, ...kept },
    };
    const revised = await reviseIncident(ports, revision, actor);
    if (revised.ok) return accept('revised');
    if (revised.code !== 'VERSION_CONFLICT') return revised;
  }
}

/** The command that reports the incident of a reference, and the one that changes it as is said here. */
function commandsOf(
  { report, sourceVersion }: FeedReport,
  reference: string,
  { userId }: Actor,
): { readonly first: Append['command']; readonly later: Append['command'] } {
  const digest = sha256Of([report, sourceVersion ?? null]);
  const id = `${userId}:incident:${reference}`;
  return { first: { id, digest }, later: { id: `${id}:${sourceVersion ?? digest}`, digest } };
}
