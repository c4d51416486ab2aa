import type { Manifest } from '../types.js';
import { COMMON_COLUMNS, secondPerson } from './columns.js';
import { EVERYONE_WHO_ACTS, NOBODY_ELSE } from './visibility.js';

export const CRITICAL_MARKER: Manifest = {
  id: 'critical-marker',
  title: 'Critical markers',
  holds: 'People, addresses and phone numbers marked because somebody there is at risk of serious harm',
  contact: 'the register’s owner in public protection',
  lifeSafety: true,
  // A person at risk moves and changes numbers; only the name with the date of birth outlives that. A marker is also
  // put on an address and on a number by themselves, so that a silent call is recognised.
  noTraceKeys: { person: ['name+dateOfBirth'], location: true, phone: true },
  freshnessLimitHours: 24,
  flag: {
    severity: 'high',
    severityByRisk: { high: 'life-risk', medium: 'high', standard: 'medium' },
    headline: 'Critical marker: {summary}',
  },
  visibility: { ...EVERYONE_WHO_ACTS, ...NOBODY_ELSE },
  columns: {
    ...COMMON_COLUMNS,
    ...secondPerson('suspect'),
    role: 'people.0.role',
    risk: 'risk',
    marked_phone: 'phones',
  },
};
