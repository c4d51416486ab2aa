import type { Manifest } from '../types.js';
import { COMMON_COLUMNS } from './columns.js';
import { EVERYONE_WHO_ACTS, NOBODY_ELSE } from './visibility.js';

export const PRIOR_CALL: Manifest = {
  id: 'prior-call',
  title: 'Previous calls',
  holds: 'Earlier calls to the police, with the people, the address and the number in each',
  contact: 'the command-and-control help desk',
  // History explains danger; by itself it is not one. It is shown to officers once a person or the evidence confirms it.
  lifeSafety: false,
  // A call log is kept by address and number as much as by name: any of them finds an earlier call.
  noTraceKeys: { person: ['name+dateOfBirth', 'name+address', 'name+phone'], location: true, phone: true },
  freshnessLimitHours: 24,
  flag: {
    severity: 'info',
    severityByRisk: { high: 'high', medium: 'medium', standard: 'info' },
    headline: 'Previous call: {summary}',
    // Having witnessed something elsewhere says nothing about today.
    roles: ['victim', 'suspect', 'caller', 'child'],
  },
  visibility: { ...EVERYONE_WHO_ACTS, ...NOBODY_ELSE },
  columns: { ...COMMON_COLUMNS, role: 'people.0.role', risk: 'risk', caller_phone: 'phones' },
};
