import type { Card, Flag } from '../../contract/index.js';
import { attending } from '../incident/attendance.js';
import { PROMPT_IN_WORDS } from '../incident/briefing-events.js';
import { isRepeat } from '../incident/same-event.js';
import { londonTime } from '../london.js';
import { eventOf, when, type AlertRow, type CardThen, type Happened } from './alert-row.js';
import { CORRECTION_ALERTS } from './correction-alerts.js';
import { newDangers } from './dangers.js';
import { GRADE_ALERTS } from './grade-alerts.js';
import { HANDOVER_ALERTS } from './handover-alerts.js';
import { GLASS_ALERTS, OWN_ALERTS } from './oversight-alerts.js';

/**
 * THE TABLE OF ALERTS: who is told of what, in one sentence, and whether it interrupts. Every alert follows from an event
 * of the log and from nothing else, so that each node says the same, and says it again after a restart.
 *
 * Danger to life and repeat calls interrupt always (R13, R16); the rest within each person's budget.
 */
export const ALERTS: readonly AlertRow[] = [
  {
    kind: 'danger',
    to: ['dispatcher', 'supervisor', 'inspector'],
    says: (happened, card) => (isFirstCard(card) ? sentenceOf(where(happened), newDangers(card)) : undefined),
    interrupts: 'always',
    lifeRisk: true,
    toAcknowledge: false,
    minutes: 30,
  },
  {
    kind: 'new-danger',
    to: ['dispatched', 'creator', 'dispatcher', 'supervisor', 'inspector'],
    says: (happened, card, reader) => {
      if (isFirstCard(card)) return undefined;
      const place = where(happened);
      const since = isThere(happened, reader) ? `Known since you arrived at ${place}` : place;
      return sentenceOf(since, newDangers(card));
    },
    interrupts: 'always',
    lifeRisk: true,
    toAcknowledge: true,
    minutes: 60,
  },
  {
    kind: 'repeat-call',
    to: ['dispatcher', 'supervisor'],
    says: (happened, card) => {
      const repeat = isFirstCard(card) ? repeats(card.now)[0] : undefined;
      const counted = card.now?.flags.find(({ kind }) => kind === 'repeat-call')?.headline;
      return repeat && `${where(happened)}: repeat call. ${counted ?? repeat.sentence}`;
    },
    interrupts: 'always',
    lifeRisk: false,
    toAcknowledge: false,
    minutes: 30,
  },
  {
    kind: 'called-again',
    to: ['dispatched', 'creator'],
    says: (_happened, { before, now }) => {
      const known = new Set(repeats(before).map(({ incidentId }) => incidentId));
      const news = before && repeats(now).find(({ incidentId }) => !known.has(incidentId));
      return news && `They called again. ${news.sentence}`;
    },
    interrupts: 'always',
    lifeRisk: false,
    toAcknowledge: false,
    minutes: 30,
  },
  {
    kind: 'same-event',
    to: ['dispatcher'],
    about: eventOf,
    says: (happened, { before, now }) => {
      if (before || !now || repeats(now).length > 0 || now.linked.length === 0) return undefined;
      const since = londonTime(earliest(now)?.openedAt ?? happened.at);
      return `${where(happened)}: ${now.linked.length + 1} calls from this place since ${since}. One event?`;
    },
    // It ends with each call that is made part of the event, and comes again with the next.
    onceInItsTime: true,
    interrupts: 'within-budget',
    lifeRisk: false,
    toAcknowledge: false,
    minutes: 30,
  },
  {
    kind: 'briefing-prompt',
    to: ['dispatcher'],
    about: (happened) => {
      const { dispatchedAt = '', danger = '' } = when(happened, 'briefing-prompted')?.event.body ?? {};
      return `${happened.after.id}:${dispatchedAt}:${danger}`;
    },
    says: (happened) => {
      const prompt = when(happened, 'briefing-prompted')?.event.body;
      if (!prompt) return undefined;
      const crew = namesOf(happened, prompt.officers);
      return `Ask ${crew} whether they are free to speak, then read the card: ${PROMPT_IN_WORDS[prompt.cause]} (${where(happened)})`;
    },
    spoken: ({ after }) => after.card?.spoken,
    unread: (happened) => when(happened, 'briefing-prompted')?.event.body.officers ?? [],
    interrupts: 'within-budget',
    lifeRisk: false,
    toAcknowledge: false,
    minutes: 60,
  },
  {
    kind: 'sent',
    to: ['dispatched'],
    says: (happened, _card, reader) => {
      const sent = when(happened, 'dispatched')?.event.body.officers.some(({ id }) => id === reader);
      return sent ? `You are sent to ${where(happened)}` : undefined;
    },
    interrupts: 'within-budget',
    lifeRisk: false,
    toAcknowledge: false,
    minutes: 10,
  },
  {
    kind: 'grade-kept',
    to: ['supervisor'],
    says: (happened) => {
      const kept = when(happened, 'fed')?.event.body.keptGrade;
      return kept && `${where(happened)}: another system said ${kept.said ?? 'no grade'}; the grade stays ${kept.kept}`;
    },
    interrupts: 'within-budget',
    lifeRisk: false,
    toAcknowledge: true,
    minutes: 240,
  },
  {
    kind: 'opened-again',
    to: ['creator', 'supervisor'],
    says: (happened) => {
      const again = when(happened, 'reopened')?.event.body;
      return again && `${happened.after.reference} is open again: ${again.reason}`;
    },
    interrupts: 'within-budget',
    lifeRisk: false,
    toAcknowledge: true,
    minutes: 240,
  },
  ...CORRECTION_ALERTS,
  ...GRADE_ALERTS,
  ...HANDOVER_ALERTS,
  ...OWN_ALERTS,
  ...GLASS_ALERTS,
];

type Subject = { readonly after: { readonly reference: string; readonly card: Card | undefined } };

/** Where it is, as everybody who dispatches may read it; without an address, which incident. */
const where = ({ after }: Subject): string => after.card?.situation.address ?? after.reference;

const namesOf = ({ after }: Happened, officers: readonly string[]): string =>
  officers.map((id) => after.attendance.find(({ officer }) => officer === id)?.name ?? id).join(', ');

/** An officer who has arrived: what comes now was not known to them at the door. */
const isThere = ({ after }: Happened, reader: string): boolean =>
  attending(after.attendance).some(({ officer, arrivedAt }) => officer === reader && arrivedAt !== undefined);

const isFirstCard = ({ before }: CardThen): boolean => before === undefined;

const sentenceOf = (place: string, dangers: readonly Flag[]): string | undefined =>
  dangers.length === 0
    ? undefined
    : `${place}: ${dangers.map(({ headline, standing }) => `${headline}${standing === 'unreviewed' ? ' (not reviewed)' : ''}`).join('; ')}`;

/** Linked calls about the same person, number or marked address: never only another caller at the same place (R16). */
const repeats = (card: Card | undefined): Card['linked'] => card?.linked.filter((call) => isRepeat(card, call)) ?? [];

const earliest = (card: Card | undefined): Card['linked'][number] | undefined =>
  card?.linked.toSorted((a, b) => (a.openedAt < b.openedAt ? -1 : 1))[0];
