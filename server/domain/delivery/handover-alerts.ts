import { handoverSentence, ITEM_IN_WORDS } from '../handover/log-sentence.js';
import { overdueOf } from '../handover/overdue.js';
import { when, type AlertRow, type Happened } from './alert-row.js';

const isOver: AlertRow['ends'] = ({ after }) => overdueOf(after).length === 0;

/** What is late (R15): attempts, reviews, handovers that wait or lie idle. Its rows of the table of alerts. */
export const HANDOVER_ALERTS: readonly AlertRow[] = [
  {
    kind: 'handed-to-you',
    to: ['offered'],
    says: (happened, _card, reader) => {
      const offered = when(happened, 'handover-offered')?.event.body;
      if (offered?.to !== reader) return undefined;
      return `${offered.fromName} hands you ${ITEM_IN_WORDS[offered.item]} of ${happened.after.reference}: accept it on "My shift"`;
    },
    interrupts: 'never',
    lifeRisk: false,
    toAcknowledge: false,
    minutes: 720,
    ends: ({ after }) => (after.handing?.offers ?? []).length === 0,
  },
  {
    kind: 'overdue',
    to: ['responsible', 'sergeant', 'supervisor'],
    says: (happened) => late(happened, (step, what) => step === 1 && what !== 'review'),
    interrupts: 'within-budget',
    lifeRisk: false,
    toAcknowledge: true,
    minutes: 240,
    ends: isOver,
  },
  {
    kind: 'overdue-climbed',
    to: ['inspector'],
    says: (happened) => late(happened, (step, what) => step === 2 || what === 'review'),
    interrupts: 'within-budget',
    lifeRisk: false,
    toAcknowledge: true,
    minutes: 720,
    ends: isOver,
  },
];

function late(happened: Happened, tells: (step: number, what: string) => boolean): string | undefined {
  const passed = when(happened, 'overdue')?.event;
  if (!passed || !tells(passed.body.step, passed.body.what)) return undefined;
  const { card, reference } = happened.after;
  return `${card?.situation.address ?? reference}: ${handoverSentence(passed)}`;
}
