import type { Card, Match } from '../../contract/index.js';
import { attending } from '../incident/attendance.js';
import { when, type AlertRow, type Audience, type CardThen, type Happened } from './alert-row.js';

/** The officers first: whoever has reported it and was sent too is told what an officer may read. */
const TOLD: readonly Audience[] = ['dispatched', 'creator'];

/**
 * A researcher rejected what officers had been shown (R4): its rows of the table of alerts. Who was told of a danger to
 * life is interrupted by its end as by its beginning; the rest comes within the budget.
 */
export const CORRECTION_ALERTS: readonly AlertRow[] = [
  correction('danger-corrected', { isDanger: true }),
  correction('correction', { isDanger: false }),
];

function correction(kind: string, { isDanger }: { readonly isDanger: boolean }): AlertRow {
  return {
    kind,
    to: TOLD,
    // Each correction stands until it is seen: the next one does not take its place.
    about: (happened) => `${happened.after.id}:${when(happened, 'card-issued')?.event.body.card.version ?? ''}`,
    says: (happened, card) => {
      if (!officersWereShown(happened)) return undefined;
      const said = correctionsOf(card).filter((one) => one.isDanger === isDanger);
      const sentences = [...new Set(said.map(({ sentence }) => sentence))];
      return sentences.length === 0 ? undefined : `${where(happened)}: no longer holds: ${sentences.join('; ')}`;
    },
    interrupts: isDanger ? 'always' : 'within-budget',
    lifeRisk: isDanger,
    toAcknowledge: true,
    minutes: 240,
  };
}

/** Somebody is sent, and something that is rejected now was on the card as officers saw it. */
const officersWereShown = ({ event, before, card }: Happened): boolean =>
  event.type === 'card-issued' &&
  before !== undefined &&
  attending(before.attendance).length > 0 &&
  rejectedNow(card('officer')).length > 0;

interface Correction {
  readonly sentence: string;
  /** it was a danger to life that was at least probable: those had interrupted */
  readonly isDanger: boolean;
}

/** What of one role's card no longer holds: the flag that rested on a rejected match alone, else the record of it. */
function correctionsOf(card: CardThen): Correction[] {
  return rejectedNow(card).flatMap((match) => {
    const by = `(rejected by ${match.reviewed?.by ?? 'a researcher'}, RTI desk)`;
    const gone = (card.before?.flags ?? []).filter(
      (flag) => flag.matchIds.includes(match.id) && !isStillOn(card.now, flag),
    );
    if (gone.length === 0) return [{ sentence: `a record of ${match.register} ${by}`, isDanger: false }];
    return gone.map(({ headline, severity, tier }) => ({
      sentence: `${headline} ${by}`,
      isDanger: severity === 'life-risk' && tier !== 'possible',
    }));
  });
}

/** Matches that the reader had, and that were not rejected then. */
function rejectedNow({ before, now }: CardThen): readonly Match[] {
  const held = new Set(before?.matches.flatMap(({ id, standing }) => (standing === 'rejected' ? [] : [id])));
  return now?.matches.filter(({ id, standing }) => standing === 'rejected' && held.has(id)) ?? [];
}

/** Another match carries the same flag on. */
const isStillOn = (now: Card | undefined, flag: Card['flags'][number]): boolean =>
  now?.flags.some(({ kind, matchIds }) => kind === flag.kind && matchIds.some((id) => flag.matchIds.includes(id))) ??
  false;

/** Where it is, as everybody who dispatches may read it; without an address, which incident. */
const where = ({ after }: Happened): string => after.card?.situation.address ?? after.reference;
