import type { Manifest } from '../types.js';
import { COMMON_COLUMNS, secondPerson } from './columns.js';
import { EVERYONE_WHO_ACTS, NOBODY_ELSE } from './visibility.js';

export const CUSTODY_RELEASE: Manifest = {
  id: 'custody-release',
  title: 'Custody releases',
  holds: 'People released from custody or prison, when, and whom they were held for harming',
  contact: 'the custody suite',
  lifeSafety: true,
  // Where he will stay is what he said on the way out: neither an address nor a number proves that nobody was released.
  noTraceKeys: { person: ['name+dateOfBirth'], location: false, phone: false },
  freshnessLimitHours: 12,
  flag: {
    severity: 'medium',
    severityByRisk: { high: 'high', medium: 'medium', standard: 'info' },
    headline: 'Released from custody: {summary}',
  },
  // Outside the desk it is a headline, until there is no desk to ask.
  visibility: {
    ...EVERYONE_WHO_ACTS,
    handler: 'headline',
    dispatcher: 'headline',
    ...NOBODY_ELSE,
  },
  visibilityMachineOnly: { handler: 'summary', dispatcher: 'summary' },
  columns: {
    ...COMMON_COLUMNS,
    ...secondPerson('victim'),
    '=released': 'people.0.role',
    risk: 'risk',
    released_at: 'details.releasedAt',
    conditions: 'details.conditions',
  },
};
