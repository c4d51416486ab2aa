import type { Closing } from '../../contract/index.js';
import type { ClosedIncident, OpenIncident } from '../incident/state.js';
import { overdueOf } from '../handover/overdue.js';
import { checklistOf } from './checklist.js';
import { missingOf } from './closure.js';
import { attemptDueAt } from './state.js';

/** How far an incident is from being closed, as its readers are shown it. */
export function closingOf(incident: OpenIncident | ClosedIncident): Closing {
  const { closing, card } = incident;
  const { domesticAbuse, updates, latestUpdate, suspect, signOffs, answers, reviewDueAt } = closing;
  return {
    domesticAbuse,
    updates,
    ...(latestUpdate ? { latestUpdate } : {}),
    ...(suspect.kind === 'outstanding'
      ? {
          suspect: {
            since: suspect.since,
            owner: suspect.owner,
            attempts: [...suspect.attempts],
            attemptDueAt: attemptDueAt(suspect) ?? suspect.since,
          },
        }
      : {}),
    signOffs: [...signOffs],
    checklist: checklistOf(closing, card).map(({ item, question }) => {
      const answer = answers.find((a) => a.item === item);
      return answer ? { item, question, answer } : { item, question };
    }),
    overdue: incident.kind === 'open' ? [...overdueOf(incident)] : [],
    offers: (incident.handing?.offers ?? []).map(({ item, to, toName, at }) => ({ item, to, toName, at })),
    missing: incident.kind === 'open' ? [...missingOf(incident)] : [],
    ...(reviewDueAt === undefined ? {} : { reviewDueAt }),
    ...(incident.kind === 'closed' ? { closedAt: incident.closedAt, closedBy: incident.closedBy } : {}),
  };
}
