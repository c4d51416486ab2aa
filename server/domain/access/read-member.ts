import { MemberLine, shaped, type Member } from '../../contract/index.js';
import { MAX_LINE_BYTES } from '../lines.js';
import { fault, faultIn, type LineFault } from '../register/read-record.js';

/** A line of an import of the workforce, read; `detail` names the field and what is wrong with it, never what it holds. */
export type ReadMember =
  | { readonly ok: true; readonly id: string; readonly member: Member }
  | { readonly ok: false; readonly code: LineFault; readonly detail: string };

/** Reads NDJSON, a member a line, as it comes; `line` counts from 1, blank lines too. */
export async function* readMembers(
  lines: AsyncIterable<string>,
): AsyncGenerator<{ readonly line: number; readonly read: ReadMember }> {
  let line = 0;
  for await (const text of lines) {
    line += 1;
    if (text.trim() !== '') yield { line, read: readMember(text) };
  }
}

function readMember(text: string): ReadMember {
  const unreadable = new TextEncoder().encode(text).length > MAX_LINE_BYTES ? 'LINE_TOO_LONG' : 'NOT_UTF8';
  if (unreadable === 'LINE_TOO_LONG' || text.includes('\uFFFD')) return refused(unreadable);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refused('MALFORMED_JSON');
  }
  return readMemberValue(value);
}

/** Checks a parsed value against the schema of a member. */
export function readMemberValue(value: unknown): ReadMember {
  const parsed = shaped(MemberLine, value);
  if (!parsed.success) return faultIn(parsed.error, value);
  const { id, ...member } = parsed.data;
  return { ok: true, id, member };
}

const refused = (code: LineFault): ReadMember => fault(code) as Extract<ReadMember, { ok: false }>;
