import type { z } from 'zod';
import { RegisterRecord, shaped } from '../../contract/index.js';

/**
 * Why a line of an import was not taken. Stable, like refusal codes: programs sort their rejects by them.
 */
export const LINE_FAULTS = {
  MALFORMED_JSON: 'The line is not JSON',
  NOT_UTF8: 'The line holds bytes that are not UTF-8',
  LINE_TOO_LONG: 'The line is longer than 64 KiB',
  MALFORMED_ROW: 'The row does not have the columns of the header',
  MISSING_FIELD: 'A field that every record has is missing',
  WRONG_TYPE: 'A field holds another kind of value',
  UNKNOWN_FIELD: 'The record has a field that is not known',
  EMPTY_FIELD: 'A field that must say something is empty',
  BAD_DATE: 'A date or an instant is not in the calendar or not written as ISO 8601',
  BAD_VALUE: 'A field holds a value that is not one of its list',
  TOO_LONG: 'A text is longer than its field allows',
  TOO_MANY: 'A list is longer than its field allows',
} as const;
export type LineFault = keyof typeof LINE_FAULTS;

/** A record, or why not; `detail` names the field and what is wrong with it, never what it holds. */
export type ReadRecord =
  | { readonly ok: true; readonly record: RegisterRecord }
  | { readonly ok: false; readonly code: LineFault; readonly detail: string };

export const fault = (code: LineFault, detail: string = LINE_FAULTS[code]): ReadRecord => ({ ok: false, code, detail });

/** Reads one line of NDJSON. */
export function readLine(line: string): ReadRecord {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return fault('MALFORMED_JSON');
  }
  return checkRecord(value);
}

/** Checks a parsed value against the record's schema. */
export function checkRecord(value: unknown): ReadRecord {
  const parsed = shaped(RegisterRecord, value);
  return parsed.success ? { ok: true, record: parsed.data } : faultIn(parsed.error, value);
}

/** What is wrong with a value that its schema refused: the first of it, in words without a word of the value. */
export function faultIn(
  { issues: [issue] }: z.ZodError,
  value: unknown,
): { readonly ok: false; readonly code: LineFault; readonly detail: string } {
  if (issue === undefined) throw new Error('zod failed without an issue');
  const code = classify(issue, value);
  return { ok: false, code, detail: `${pathOf(issue)}: ${LINE_FAULTS[code]}${unknownNames(issue)}` };
}

/** Names that a programmer would write are told; anything else could be data that slipped into a name. */
function unknownNames(issue: z.core.$ZodIssue): string {
  if (issue.code !== 'unrecognized_keys') return '';
  const names = issue.keys.filter((key) => /^[a-z][A-Za-z0-9_]{0,39}$/.test(key)).slice(0, 5);
  return names.length === 0 ? '' : ` (${names.join(', ')})`;
}

const DATE_FIELDS = new Set<PropertyKey>([
  'recordedAt',
  'validFrom',
  'validUntil',
  'reviewBy',
  'dateOfBirth',
  'from',
  'until',
]);

function classify(issue: z.core.$ZodIssue, input: unknown): LineFault {
  const value = valueAt(input, issue.path);
  switch (issue.code) {
    case 'unrecognized_keys':
      return 'UNKNOWN_FIELD';
    case 'too_small':
      return 'EMPTY_FIELD';
    case 'too_big':
      return issue.origin === 'array' ? 'TOO_MANY' : 'TOO_LONG';
    case 'invalid_key':
      return 'TOO_LONG';
    default:
      break;
  }
  if (value === undefined) return 'MISSING_FIELD';
  if (issue.code === 'invalid_type') return 'WRONG_TYPE';
  const text = typeof value === 'string';
  if (isDate(issue.path)) return text ? 'BAD_DATE' : 'WRONG_TYPE';
  if (issue.path[0] === 'details') return text ? 'TOO_LONG' : 'WRONG_TYPE';
  return text ? 'BAD_VALUE' : 'WRONG_TYPE';
}

/** `details` is free: whatever its keys are called, none of them is a date of ours. */
function isDate(path: readonly PropertyKey[]): boolean {
  const field = path.at(-1);
  return path[0] !== 'details' && field !== undefined && DATE_FIELDS.has(field);
}

/** The field in words, without the names inside `details`: those come from the sender. */
function pathOf(issue: z.core.$ZodIssue): string {
  if (issue.path.length === 0) return issue.code === 'unrecognized_keys' ? 'the record' : 'the line';
  const known = issue.path[0] === 'details' ? ['details'] : issue.path;
  return known.map(String).join('.');
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input;
  for (const step of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<PropertyKey, unknown>)[step];
  }
  return value;
}
