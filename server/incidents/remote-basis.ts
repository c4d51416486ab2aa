import type { RegisterCondition } from '../domain/briefing/receipts.js';
import { searchedAgain, toSearchAgain } from '../domain/briefing/search-again.js';
import type { Judge } from '../domain/briefing/standing.js';
import { REMOTE_BATCH } from '../domain/match/compare-records.js';
import type { CheckAnswer, Subject } from '../domain/match/types.js';
import { findingOf, isRemote, questionOf, remoteStanding, type RemoteFinding } from '../domain/register/remote.js';
import type { RegistersModel } from '../registers/registers.model.js';
import type { AboutIncident } from './brief-incident.js';
import { sha256Of } from './sha256-of.js';

/** Names what a register is asked about an incident: another name, another question. */
export const askedOf = (subjects: readonly Subject[]): string =>
  sha256Of(questionOf(subjects, '').subjects).slice(0, 32);

/** What the remote registers add to the basis of a card. */
export interface RemoteBasis {
  readonly conditions: ReadonlyMap<string, RegisterCondition>;
  readonly findings: readonly RemoteFinding[];
  readonly searched: CheckAnswer['searched'];
}

/**
 * From what the remote registers said about an incident to how each of them stands now. They are asked beside the card,
 * never for it: no report waits for another system.
 * What is not filed yet is asked of no other system.
 */
export function remoteBasis(
  registers: RegistersModel,
  { incidentId, remote: answers = [] }: AboutIncident,
  subjects: readonly Subject[],
  judge: Judge,
  at: string,
): RemoteBasis {
  const remote = registers.manifests().filter(isRemote);
  if (remote.length === 0) return { conditions: new Map(), findings: [], searched: [] };
  const asked = askedOf(subjects);
  const told = remote.map((manifest) => {
    const answer = answers.find(({ register }) => register === manifest.id);
    return { manifest, answer };
  });
  return {
    conditions: new Map(
      told.map(({ manifest, answer }) => {
        const { available, reason } = registers.state(manifest.id);
        const standing: RegisterCondition['standing'] = !available
          ? { kind: 'unavailable', reason: reason ?? 'out of service' }
          : incidentId === undefined
            ? { kind: 'waiting', status: 'not-checked', reason: 'asked once the report is filed' }
            : remoteStanding(manifest, answer, asked, at);
        return [manifest.id, { manifest, standing }];
      }),
    ),
    findings: told.map(({ manifest, answer }) =>
      findingOf(manifest, answer, subjects, at, (first, compare) =>
        searchedAgain(first, compare(toSearchAgain(subjects, first, judge)), judge),
      ),
    ),
    searched: told.flatMap(({ manifest, answer }) =>
      answer?.asOf === undefined
        ? []
        : [{ register: manifest.id, batch: REMOTE_BATCH, records: answer.records.length }],
    ),
  };
}
