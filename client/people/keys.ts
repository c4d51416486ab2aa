/** Keys of the people, while nothing is being typed. */
export const PEOPLE_KEYS = [
  { keys: '↑ ↓', does: 'From person to person' },
  { keys: 'Enter', does: 'Change one: roles, password, way in' },
  { keys: 'N', does: 'A new account' },
] as const;
