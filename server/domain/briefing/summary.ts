import type { Card, IncidentSummary } from '../../contract/index.js';
import { closingOf } from '../closing/view.js';
import type { ClosedIncident, OpenIncident } from '../incident/state.js';

const NOT_CHECKED: readonly string[] = ['not-checked', 'unavailable', 'stale'];

/**
 * An incident as one line of a board.
 * @param card the card as the board's reader sees it
 */
export function summaryOf(incident: OpenIncident | ClosedIncident, card: Card): IncidentSummary {
  const { id, reference, reportVersion, grade, report, attendance } = incident;
  const { address } = card.situation;
  return {
    id,
    reference,
    version: reportVersion,
    grade,
    status: incident.kind,
    openedAt: report.openedAt,
    firstRingAt: report.firstRingAt,
    ...(report.category ? { category: report.category } : {}),
    ...(address ? { address } : {}),
    cardVersion: card.version,
    level: card.level,
    spoken: card.spoken,
    topFlags: card.flags.slice(0, 3),
    notChecked: card.checks.filter((check) => NOT_CHECKED.includes(check.status)).map((check) => check.register),
    linked: card.linked,
    attendance: [...attendance],
    owner: incident.owner,
    closing: closingOf(incident),
  };
}
