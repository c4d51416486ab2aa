import {
  restrictionBy,
  type LinkedApart,
  type OwnHit,
  type Restrictable,
  type Restriction,
  type RestrictionEvent,
} from '../domain/access/restriction.js';
import type { DomesticCall } from '../domain/briefing/domestic-history.js';
import type { FoundCall } from '../domain/incident/linked.js';

/** Whose incident it is that is checked for; a draft that was not filed yet is nobody's. */
export interface AboutWhom extends Restrictable {
  readonly createdBy?: string | undefined;
}

interface Found {
  /** members that the subjects lead to */
  readonly own: readonly OwnHit[];
  readonly calls: readonly FoundCall[];
  readonly domestic: readonly DomesticCall[];
}

export interface SetApart {
  readonly calls: FoundCall[];
  readonly domestic: DomesticCall[];
  /** what restricts the incident from now on; undefined: nothing new does */
  readonly restriction: Extract<RestrictionEvent, { type: 'restricted' }> | undefined;
}

/**
 * Keeps what is restricted beside what is restricted: no card, count or draft that others read tells of a restricted call
 * (R17), and whoever must know of a call learns of the others about the same person or number all the same (R16).
 */
export function setApart(
  { restrictionOf }: { readonly restrictionOf: (incidentId: string) => Restriction | undefined },
  about: AboutWhom,
  { own, calls, domestic }: Found,
): SetApart {
  const linked = calls.flatMap(({ incidentId, because }): LinkedApart[] => {
    const restriction = restrictionOf(incidentId);
    return restriction ? [{ restriction, byPersonOrPhone: because.some((why) => why !== 'location') }] : [];
  });
  const { createdBy } = about;
  const restriction = createdBy === undefined ? undefined : restrictionBy({ ...about, createdBy }, own, linked);
  const isApart = restriction !== undefined || about.restricted !== undefined;
  const isShown = ({ incidentId }: { readonly incidentId: string }): boolean =>
    isApart || restrictionOf(incidentId) === undefined;
  return { calls: calls.filter(isShown), domestic: domestic.filter(isShown), restriction };
}
