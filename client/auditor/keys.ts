/** Keys of the record, while nothing is being typed. */
export const AUDIT_KEYS = [
  { keys: '↑ ↓', does: 'From operation to operation' },
  { keys: 'Enter', does: 'All of one: fields, records, rule' },
  { keys: '/', does: 'To what is asked' },
  { keys: 'O', does: 'Older ones' },
] as const;
