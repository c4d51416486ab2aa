import { z } from 'zod';

/** An instant, ISO 8601 in UTC with milliseconds optional: `2026-11-23T02:14:00Z`. */
export const Instant = z.iso.datetime({ offset: false }).meta({ id: 'Instant' });
export type Instant = string;

/**
 * A date of birth as precisely as it is known: `1980`, `1980-05` or `1980-05-17`. A day that is not in the calendar is
 * refused.
 */
export const PartialDate = z
  .string()
  .regex(/^\d{4}(-\d{2}(-\d{2})?)?$/, 'write it as YYYY, YYYY-MM or YYYY-MM-DD')
  .refine(isCalendarDate, 'this day is not in the calendar')
  .meta({ id: 'PartialDate', description: 'YYYY, YYYY-MM or YYYY-MM-DD' });

function isCalendarDate(text: string): boolean {
  const [year = 0, month = 1, day = 1] = text.split('-').map(Number);
  const date = new Date(Date.UTC(year, month - 1, day));
  return month >= 1 && month <= 12 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/** One line of free text of at most `max` characters, trimmed. */
export const line = (max: number) => z.string().trim().max(max);

/** An id that a store has keys of: none of them has a control character in it. */
export const keyId = (max: number) =>
  line(max)
    .min(1)
    .refine((id) => !/\p{Cc}/u.test(id), 'no control characters');

/** The id of something that another system keeps. */
export const idElsewhere = keyId(80);

export const Grade = z.enum(['immediate', 'priority', 'scheduled']).meta({ id: 'Grade' });
export type Grade = z.infer<typeof Grade>;

export const ServiceLevel = z
  .enum(['normal', 'busy', 'machine-only', 'isolated', 'recovering'])
  .meta({ id: 'ServiceLevel' });
export type ServiceLevel = z.infer<typeof ServiceLevel>;

export const Role = z
  .enum([
    'handler',
    'dispatcher',
    'researcher',
    'supervisor',
    'sergeant',
    'inspector',
    'officer',
    'auditor',
    'administrator',
    'professional-standards',
  ])
  .meta({ id: 'Role' });
export type Role = z.infer<typeof Role>;

export const Sex = z.enum(['female', 'male', 'other', 'unknown']).meta({ id: 'Sex' });
export type Sex = z.infer<typeof Sex>;
