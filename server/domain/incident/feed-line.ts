import { z } from 'zod';
import { Report, shaped } from '../../contract/index.js';

/** A line of NDJSON that another system writes about one of its incidents. */
export const FeedLine = z.strictObject({ report: Report, sourceVersion: z.int().min(0).optional() });
export type FeedLine = z.infer<typeof FeedLine>;

/** A line of a recorded day: when it came in, at which second of the day. */
export const RecordedLine = FeedLine.extend({ at: z.number().min(0) });
export type RecordedLine = z.infer<typeof RecordedLine>;

/** A line that was read, or why it cannot be: which field and what is wrong with it. */
export type ReadLine<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: string };

/** Reads one line. */
export function readFeedLine<T>(schema: z.ZodType<T>, text: string): ReadLine<T> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { ok: false, reason: 'MALFORMED_JSON' };
  }
  const parsed = shaped(schema, value);
  if (parsed.success) return { ok: true, value: parsed.data };
  const [issue] = parsed.error.issues;
  return { ok: false, reason: `INVALID_INPUT ${issue?.path.join('.') || 'the line'}: ${issue?.message}` };
}
