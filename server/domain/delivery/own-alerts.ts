import { when, type AlertRow } from './alert-row.js';

/** That one of ours is in an incident is told to professional standards, and to nobody else (R17). */
export const OWN_ALERTS: readonly AlertRow[] = [
  {
    kind: 'one-of-ours',
    to: ['professional-standards'],
    says: (happened) =>
      when(happened, 'restricted') && `${happened.after.reference}: one of ours may be in it. It is restricted`,
    interrupts: 'within-budget',
    lifeRisk: false,
    toAcknowledge: true,
    minutes: 7 * 24 * 60,
  },
];
