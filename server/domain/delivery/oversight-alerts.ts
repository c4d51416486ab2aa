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

/** That somebody read what was not theirs is told to those who review it, at once. */
export const GLASS_ALERTS: readonly AlertRow[] = [
  {
    kind: 'glass-broken',
    to: ['supervisor'],
    about: (happened) => when(happened, 'glass-broken')?.event.body.id ?? happened.after.id,
    says: (happened) => {
      const broken = when(happened, 'glass-broken')?.event.body;
      return (
        broken &&
        `${broken.name} reads ${broken.reference}, which is not theirs: ${broken.reason}. Review it within a day`
      );
    },
    interrupts: 'within-budget',
    lifeRisk: false,
    toAcknowledge: true,
    minutes: 24 * 60,
  },
];
