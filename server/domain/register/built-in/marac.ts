import type { Manifest } from '../types.js';
import { COMMON_COLUMNS, secondPerson } from './columns.js';
import { NOBODY_ELSE, THE_DESK_AND_SUPERVISION } from './visibility.js';

export const MARAC: Manifest = {
  id: 'marac',
  title: 'MARAC',
  holds: 'Cases of the multi-agency risk assessment conference: the last risk grade, the plan and the codeword',
  contact: 'the MARAC coordinator',
  // The conference's files are kept by several agencies, on paper among others: a researcher looks, no machine can.
  manual: true,
  lifeSafety: true,
  holdsCodewords: true,
  noTraceKeys: { person: ['name+dateOfBirth'], location: false, phone: false },
  freshnessLimitHours: 336,
  flag: {
    severity: 'high',
    severityByRisk: { high: 'life-risk', medium: 'high', standard: 'medium' },
    headline: 'MARAC case, last graded {risk|without a grade}: ask for the codeword before speaking of it',
  },
  // What the agencies share is for those who review; others learn that there is a case.
  visibility: { ...THE_DESK_AND_SUPERVISION, handler: 'none', dispatcher: 'none', officer: 'headline', ...NOBODY_ELSE },
  visibilityMachineOnly: { handler: 'headline', dispatcher: 'headline' },
  columns: {
    ...COMMON_COLUMNS,
    ...secondPerson('suspect'),
    '=victim': 'people.0.role',
    risk: 'risk',
    codeword: 'details.codeword',
    next_meeting: 'details.nextMeeting',
  },
};
