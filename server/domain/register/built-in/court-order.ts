import type { Manifest } from '../types.js';
import { COMMON_COLUMNS, secondPerson } from './columns.js';
import { EVERYONE_WHO_ACTS, NOBODY_ELSE } from './visibility.js';

export const COURT_ORDER: Manifest = {
  id: 'court-order',
  title: 'Court orders',
  holds: 'Orders and bail conditions: who is protected, who is restrained, what is forbidden, served or not',
  contact: 'the criminal justice unit',
  lifeSafety: true,
  // An order names both sides with their dates of birth. The address on it may be the one that she has left, and the
  // one where she is now is left out on purpose: an address without an order proves nothing, nor does a number.
  noTraceKeys: { person: ['name+dateOfBirth'], location: false, phone: false },
  freshnessLimitHours: 24,
  flag: {
    severity: 'high',
    // Both at one incident: the order is being broken while the phone is in somebody's hand.
    severityTogether: 'life-risk',
    headline:
      '{details.order|Order}: {people.restrained|one side} must not {details.forbidden|do what it forbids}. ' +
      'Protects {people.protected|the other side}. Served: {details.served|not recorded}',
    headlineWhenPossible: 'Possibly subject to {details.order|an order}: settle who this is before relying on it',
  },
  visibility: { ...EVERYONE_WHO_ACTS, ...NOBODY_ELSE },
  columns: {
    ...COMMON_COLUMNS,
    ...secondPerson('restrained'),
    '=protected': 'people.0.role',
    order: 'details.order',
    forbidden: 'details.forbidden',
    served: 'details.served',
    court: 'details.court',
    terms: 'terms',
  },
};
