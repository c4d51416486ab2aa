/** Whoever deals with a call or goes to it. */
export const EVERYONE_WHO_ACTS = {
  handler: 'summary',
  dispatcher: 'summary',
  researcher: 'summary',
  supervisor: 'summary',
  sergeant: 'summary',
  inspector: 'summary',
  officer: 'summary',
} as const;

/** Those who review and decide. */
export const THE_DESK_AND_SUPERVISION = { researcher: 'summary', supervisor: 'summary', inspector: 'summary' } as const;

/** The auditor asks what other readers were shown, as those readers; an administrator has no need at all. */
export const NOBODY_ELSE = { auditor: 'none', administrator: 'none' } as const;
