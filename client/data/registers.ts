import type { RegisterState } from '../../server/contract/index.js';

/** How a register stands, in a word with its reason; the worst first. */
export interface RegisterSign {
  readonly word:
    'Out of service' | 'Left alone' | 'Fails' | 'Never loaded' | 'Out of date' | 'By hand only' | 'Answers';
  readonly icon: string;
  readonly bad: boolean;
  readonly detail: string;
  /** ISO 8601: what the detail is about */
  readonly at?: string;
}

const ORDER: readonly RegisterSign['word'][] = [
  'Out of service',
  'Left alone',
  'Fails',
  'Never loaded',
  'Out of date',
  'By hand only',
  'Answers',
];

/** @param now ms since 1970 */
export function signOf(register: RegisterState, now: number): RegisterSign {
  const { remote, manual, available, reason, asOf, freshnessLimitHours = Infinity } = register;
  if (manual) return { word: 'By hand only', icon: 'person', bad: false, detail: 'researchers look into it' };
  if (remote?.standing === 'rests') {
    const detail = `${remote.failure ?? 'it failed too often'}; tried again`;
    return { word: 'Left alone', icon: 'plug', bad: true, detail, ...at(remote.restsUntil) };
  }
  if (!available) return { word: 'Out of service', icon: 'plug', bad: true, detail: reason ?? 'no reason was given' };
  if (remote?.standing === 'fails') {
    const detail = `${remote.failure ?? 'it does not answer'}; failed`;
    return { word: 'Fails', icon: 'exclamation-triangle-fill', bad: true, detail, ...at(remote.failedAt) };
  }
  if (remote) return { word: 'Answers', icon: 'wifi', bad: false, detail: 'answered last', ...at(remote.answeredAt) };
  if (asOf === undefined)
    return { word: 'Never loaded', icon: 'dash-circle-dotted', bad: true, detail: 'it holds nothing' };
  const isOld = now - Date.parse(asOf) > freshnessLimitHours * 3_600_000;
  return isOld
    ? { word: 'Out of date', icon: 'clock-history', bad: true, detail: 'last loaded', at: asOf }
    : { word: 'Answers', icon: 'wifi', bad: false, detail: 'last loaded', at: asOf };
}

/** What the last batch brought: `5,210 taken, 3 not`. */
export const batchInWords = ({ accepted, rejected = 0, mode }: RegisterState['batches'][number]): string =>
  `${accepted.toLocaleString('en-GB')} taken${rejected === 0 ? '' : `, ${rejected.toLocaleString('en-GB')} not`}${mode === 'replace' ? ', all of it' : ''}`;

const at = (instant: string | undefined): { at?: string } => (instant === undefined ? {} : { at: instant });

/** The registers with what is wrong first, else in the order of the ledger. */
export const worstFirst = (registers: readonly RegisterState[], now: number): readonly RegisterState[] =>
  registers.toSorted((a, b) => ORDER.indexOf(signOf(a, now).word) - ORDER.indexOf(signOf(b, now).word));
