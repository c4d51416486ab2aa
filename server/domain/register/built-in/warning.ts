import type { Manifest } from '../types.js';
import { COMMON_COLUMNS } from './columns.js';
import { EVERYONE_WHO_ACTS, NOBODY_ELSE } from './visibility.js';

export const WARNING: Manifest = {
  id: 'warning',
  title: 'Warnings',
  holds: 'Warnings about people and addresses: weapons, violence towards officers, self-harm, dangerous dogs',
  contact: 'the PNC bureau',
  lifeSafety: true,
  // Put on a person by name and date of birth, or on an address by itself. Never on a number.
  noTraceKeys: { person: ['name+dateOfBirth'], location: true, phone: false },
  freshnessLimitHours: 24,
  flag: {
    severity: 'high',
    severityByRisk: { high: 'life-risk', medium: 'high', standard: 'medium' },
    headline: 'Warning, {details.kind|unspecified}: {summary}',
  },
  visibility: { ...EVERYONE_WHO_ACTS, ...NOBODY_ELSE },
  columns: { ...COMMON_COLUMNS, '=subject': 'people.0.role', risk: 'risk', kind: 'details.kind' },
};
