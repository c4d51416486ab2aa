import type { Card, IncidentSummary, MergedCall } from '../../contract/index.js';
import { closingOf } from '../closing/view.js';
import { gradeClock } from '../grade/clock.js';
import { standingOf } from '../grade/downgrade-row.js';
import { mergedCalls, sameEventOf } from '../incident/same-event.js';
import type { Timings } from '../grade/timings.js';
import { unresourcedOf } from '../incident/unresourced.js';
import type { ClosedIncident, OpenIncident } from '../incident/state.js';
import { notFullyChecked } from './receipts.js';

/**
 * An incident as one line of a board.
 * @param card the card as the board's reader sees it
 */
export function summaryOf(incident: OpenIncident | ClosedIncident, card: Card, timings: Timings): IncidentSummary {
  const { id, reference, reportVersion, grade, report, attendance, links } = incident;
  const { address } = card.situation;
  const downgrade = incident.downgrades?.at(-1);
  const unresourced = unresourcedOf(incident);
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
    notChecked: notFullyChecked(card),
    linked: card.linked,
    merged: mergedCalls(links).map(shortly),
    sameEvent: links?.joined ? [] : sameEventOf(card).map(shortly),
    ...(links?.joined ? { partOf: links.joined.to } : {}),
    attendance: [...attendance],
    owner: incident.owner,
    closing: closingOf(incident),
    clock: gradeClock(incident, timings),
    ...(unresourced ? { unresourced } : {}),
    ...(incident.restricted ? { restricted: { letIn: [...incident.restricted.letIn] } } : {}),
    ...(downgrade ? { downgrade: standingOf(downgrade) } : {}),
  };
}

const shortly = ({ incidentId, reference, openedAt }: MergedCall): MergedCall => ({ incidentId, reference, openedAt });
