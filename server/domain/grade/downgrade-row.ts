import type { Card, Downgrade as DowngradeReply, DowngradeStanding, RulingFacts } from '../../contract/index.js';
import { addressLine } from '../briefing/card.js';
import { notFullyChecked } from '../briefing/receipts.js';
import { attending } from '../incident/attendance.js';
import type { Downgrade } from '../incident/downgrade.js';
import type { OpenIncident } from '../incident/state.js';
import { gradeClock } from './clock.js';
import { minutesAfter, type Timings } from './timings.js';

/** What everyone who sees the incident is told of a request. */
export function standingOf(downgrade: Downgrade): DowngradeStanding {
  const { id, state, from, to, expiresAt, byName, warnings } = downgrade;
  const told = { id, state, from, to, expiresAt, askedBy: byName };
  const ruledBy = 'ruling' in downgrade && downgrade.ruling ? { ruledBy: downgrade.ruling.byName } : {};
  switch (downgrade.state) {
    case 'waiting':
      return { ...told, since: downgrade.at, because: [...warnings] };
    case 'approved':
    case 'rejected':
      return { ...told, ...ruledBy, since: downgrade.ruling.at, because: [...warnings] };
    case 'expired':
      return { ...told, since: downgrade.endedAt, because: ['nobody ruled on it in time'] };
    case 'lapsed': {
      const { at, because, restored } = downgrade.lapse;
      return { ...told, ...ruledBy, since: at, because: [...because], ...(restored ? { restored } : {}) };
    }
  }
}

/** A request as it is answered. */
export function downgradeReply({ id, reference, report }: OpenIncident, downgrade: Downgrade): DowngradeReply {
  const { grounds } = downgrade;
  const address = addressLine(report.location);
  const ruling = 'ruling' in downgrade ? downgrade.ruling : undefined;
  return {
    ...standingOf(downgrade),
    ...grounds,
    incidentId: id,
    reference,
    ...(address ? { address } : {}),
    ...(report.category ? { category: report.category } : {}),
    askedAt: downgrade.at,
    ...(ruling
      ? {
          ruling: {
            by: ruling.byName,
            at: ruling.at,
            approve: downgrade.state !== 'rejected',
            reason: ruling.reason,
            cardVersion: ruling.cardVersion,
          },
        }
      : {}),
  };
}

/**
 * What a supervisor decides on.
 * @param card as they see it
 * @param sinceGrading what changed on it since the grade was set
 */
export function rulingFacts(
  incident: OpenIncident,
  card: Card,
  sinceGrading: readonly string[],
  timings: Timings,
): RulingFacts {
  const nearest = nearestOf(incident);
  const headlines = (fits: (flag: Card['flags'][number]) => boolean): string[] =>
    card.flags.filter(fits).map(({ tier, headline }) => (tier === 'possible' ? `Possible: ${headline}` : headline));
  const children = incident.report.people.filter(({ role }) => role === 'child').length;
  return {
    cardVersion: card.version,
    clock: gradeClock(incident, timings),
    ...(nearest ? { nearest } : {}),
    lifeRisk: headlines(({ severity }) => severity === 'life-risk'),
    calls24h: card.linked.length + 1,
    orders: headlines(({ kind }) => kind === 'court-order'),
    children: [...(children > 0 ? [`${children} in the report`] : []), ...headlines(({ kind }) => kind === 'children')],
    unchecked: notFullyChecked(card),
    sinceGrading: [...sinceGrading],
  };
}

/** Who is there; else who will be first, by the ETA that was said; an ETA that nobody said comes last. */
function nearestOf({ attendance }: OpenIncident): RulingFacts['nearest'] {
  const sent = attending(attendance)
    .filter(({ departedAt }) => departedAt === undefined)
    .map(({ name, dispatchedAt, etaMinutes, arrivedAt }) => ({
      name,
      ...(etaMinutes === undefined ? {} : { dueAt: minutesAfter(dispatchedAt, etaMinutes) }),
      ...(arrivedAt === undefined ? {} : { arrivedAt }),
    }));
  const there = sent.find(({ arrivedAt }) => arrivedAt !== undefined);
  return there ?? sent.toSorted((a, b) => ((a.dueAt ?? '9') < (b.dueAt ?? '9') ? -1 : 1))[0];
}
