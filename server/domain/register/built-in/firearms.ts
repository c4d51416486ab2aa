import type { Manifest } from '../types.js';
import { COMMON_COLUMNS } from './columns.js';
import { EVERYONE_WHO_ACTS, NOBODY_ELSE } from './visibility.js';

export const FIREARMS: Manifest = {
  id: 'firearms',
  title: 'Firearms',
  holds: 'Holders of shotgun and firearm certificates, refused and revoked ones too, and where the guns are kept',
  contact: 'the firearms licensing unit',
  lifeSafety: true,
  // A certificate names its holder with date of birth and the address where the guns are kept, and must follow a move.
  // Phone numbers on it are not kept up: a number alone never proves that there is no gun.
  noTraceKeys: { person: ['name+dateOfBirth', 'name+address'], location: true, phone: false },
  freshnessLimitHours: 72,
  flag: { severity: 'life-risk', headline: 'Firearms: {summary}' },
  visibility: { ...EVERYONE_WHO_ACTS, ...NOBODY_ELSE },
  columns: {
    ...COMMON_COLUMNS,
    '=holder': 'people.0.role',
    certificate: 'details.certificate',
    kind: 'details.kind',
    weapons: 'details.weapons',
  },
};
