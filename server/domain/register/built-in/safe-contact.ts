import type { Manifest } from '../types.js';
import { COMMON_COLUMNS } from './columns.js';
import { NOBODY_ELSE, THE_DESK_AND_SUPERVISION } from './visibility.js';

export const SAFE_CONTACT: Manifest = {
  id: 'safe-contact',
  title: 'Safe contact',
  holds: 'How and when somebody at risk may be rung without being put in danger, and their codeword',
  contact: 'the victim care unit',
  // It protects whoever is rung back; officers at the door do not act on a possible one.
  lifeSafety: false,
  holdsCodewords: true,
  // Kept by the person and by the number that may, or must not, be rung.
  noTraceKeys: { person: ['name+dateOfBirth', 'name+phone'], location: false, phone: true },
  freshnessLimitHours: 72,
  flag: { severity: 'high', headline: 'Safe contact arranged: read it before ringing back' },
  // Whoever may ring back reads how; whoever stands at the door is told that there is something to ask for.
  visibility: {
    ...THE_DESK_AND_SUPERVISION,
    handler: 'summary',
    dispatcher: 'summary',
    sergeant: 'headline',
    officer: 'headline',
    ...NOBODY_ELSE,
  },
  columns: {
    ...COMMON_COLUMNS,
    '=victim': 'people.0.role',
    safe_phone: 'phones',
    when: 'details.when',
    codeword: 'details.codeword',
  },
};
