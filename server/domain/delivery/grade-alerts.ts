import type { Climb } from '../../contract/index.js';
import { londonTime } from '../london.js';
import { eventOf, when, type AlertRow, type Audience, type Happened } from './alert-row.js';

const CONTROL_ROOM: readonly Audience[] = ['dispatcher', 'supervisor', 'inspector'];

/** What becomes of grades (R6): its rows of the table of alerts. */
export const GRADE_ALERTS: readonly AlertRow[] = [
  {
    kind: 'downgrade-waiting',
    to: ['supervisor', 'inspector'],
    says: (happened) => {
      const asked = when(happened, 'downgrade-requested')?.event.body;
      return (
        asked && `${where(happened)}: ${asked.requestedBy} asks for ${asked.to}, it is ${asked.from}. Your ruling?`
      );
    },
    interrupts: 'within-budget',
    lifeRisk: false,
    toAcknowledge: false,
    minutes: 60,
    ends: ({ event }) => ['downgrade-ruled', 'downgrade-expired', 'downgrade-lapsed'].includes(event.type),
  },
  {
    kind: 'downgrade-ruled',
    to: ['creator', 'dispatcher', 'dispatched'],
    says: (happened) => {
      const ruled = when(happened, 'downgrade-ruled')?.event.body;
      if (!ruled) return undefined;
      const verdict = ruled.approve ? `lowered to ${happened.after.grade}` : 'not lowered';
      return `${where(happened)}: the grade is ${verdict}, by ${ruled.ruledBy}. ${ruled.reason}`;
    },
    interrupts: 'never',
    lifeRisk: false,
    toAcknowledge: false,
    minutes: 30,
  },
  {
    kind: 'downgrade-lapsed',
    to: [...CONTROL_ROOM, 'creator', 'dispatched'],
    says: (happened) => {
      const lapsed = when(happened, 'downgrade-lapsed')?.event.body;
      if (!lapsed) return undefined;
      const grade = lapsed.restored ? `it is ${lapsed.restored} again` : 'the grade stays';
      return `${where(happened)}: the downgrade lapsed, ${grade}`;
    },
    // Why it lapsed is an alert of its own, in the words that each role may read.
    interrupts: 'always',
    lifeRisk: true,
    toAcknowledge: true,
    minutes: 60,
  },
  {
    kind: 'downgrade-expired',
    to: ['creator', 'supervisor', 'inspector'],
    says: (happened) =>
      when(happened, 'downgrade-expired') &&
      `${where(happened)}: nobody ruled on the downgrade in time, the grade stays ${happened.after.grade}`,
    interrupts: 'within-budget',
    lifeRisk: false,
    toAcknowledge: false,
    minutes: 60,
    ends: ({ event }) => event.type === 'downgrade-requested',
  },
  {
    kind: 'clock-passed',
    to: ['dispatcher', 'supervisor'],
    says: (happened) => {
      const passed = when(happened, 'clock-passed')?.event.body;
      return (
        passed && `${where(happened)}: nobody was there in time, the ${passed.grade ?? 'immediate'} clock has passed`
      );
    },
    interrupts: 'within-budget',
    lifeRisk: false,
    toAcknowledge: false,
    minutes: 60,
    ends: ({ event }) => event.type === 'arrived',
  },
  ...(['dispatcher', 'supervisor', 'inspector'] as const).map(climbedTo),
];

/** Nobody is sent, and it is this person's to look at (R15). */
function climbedTo(to: Climb): AlertRow {
  return {
    kind: `unresourced-${to}`,
    to: [to],
    event: eventOf,
    says: (happened) => {
      const climbed = when(happened, 'climbed')?.event.body;
      if (climbed?.to !== to) return undefined;
      return `${where(happened)}: nobody is sent, since ${londonTime(climbed.since)}. Send somebody, or look again`;
    },
    interrupts: 'within-budget',
    lifeRisk: false,
    toAcknowledge: false,
    minutes: 240,
    ends: ({ event }) => event.type === 'dispatched' || event.type === 'reassessed',
  };
}

/** Where it is, as everybody who dispatches may read it; without an address, which incident. */
const where = ({ after }: Pick<Happened, 'after'>): string => after.card?.situation.address ?? after.reference;
