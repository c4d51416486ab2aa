import type { Manifest } from '../types.js';
import { COMMON_COLUMNS } from './columns.js';
import { EVERYONE_WHO_ACTS, NOBODY_ELSE } from './visibility.js';

export const CHILDREN: Manifest = {
  id: 'children',
  title: 'Children',
  holds: 'Children known to safeguarding, where they live and who cares for them',
  contact: 'the multi-agency safeguarding hub',
  lifeSafety: true,
  // Children are recorded by name, date of birth and household; numbers belong to the adults and change.
  noTraceKeys: { person: ['name+dateOfBirth', 'name+address'], location: true, phone: false },
  freshnessLimitHours: 168,
  flag: {
    severity: 'medium',
    severityByRisk: { high: 'high', medium: 'medium', standard: 'medium' },
    headline: 'Children: {summary}',
  },
  visibility: { ...EVERYONE_WHO_ACTS, ...NOBODY_ELSE },
  columns: { ...COMMON_COLUMNS, role: 'people.0.role', risk: 'risk', plan: 'details.plan' },
};
