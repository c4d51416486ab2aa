import { z } from 'zod';
import { Attendance, Card } from './card.js';
import { Closing } from './closing.js';
import { DowngradeStanding, GradeClock } from './downgrade.js';
import { MergedCall } from './links.js';
import { Unresourced } from './unresourced.js';
import { FiledReport, KnownParty } from './report.js';
import { Grade, Instant, line, Role, ServiceLevel } from './values.js';

export const User = z.object({ id: z.string(), name: z.string(), roles: z.array(Role) }).meta({ id: 'User' });
export type User = z.infer<typeof User>;

export const SessionReply = z
  .object({ token: z.string(), expiresAt: Instant, user: User })
  .meta({ id: 'SessionReply' });
export type SessionReply = z.infer<typeof SessionReply>;

export const IncidentReply = z
  .object({
    id: z.string(),
    reference: z.string(),
    version: z.int().meta({ description: 'the report version: counts report and grade changes only' }),
    grade: Grade.nullable().meta({ description: 'null: not graded yet, on the immediate clock' }),
    people: z.array(KnownParty),
    card: Card,
  })
  .meta({ id: 'IncidentReply' });
export type IncidentReply = z.infer<typeof IncidentReply>;

export const IncidentDetail = IncidentReply.extend({
  report: FiledReport,
  attendance: z.array(Attendance),
  status: z.enum(['open', 'closed']),
  owner: z.string().meta({ description: 'user id: who is responsible for it; `control-room`: nobody in person yet' }),
  closing: Closing,
}).meta({ id: 'IncidentDetail' });
export type IncidentDetail = z.infer<typeof IncidentDetail>;

export const IncidentSummary = z
  .object({
    id: z.string(),
    reference: z.string(),
    version: z.int(),
    grade: Grade.nullable(),
    status: z.enum(['open', 'closed']),
    openedAt: Instant,
    firstRingAt: Instant.meta({ description: 'clocks run from here, and never restart' }),
    category: z.string().optional(),
    address: z.string().optional(),
    cardVersion: z.int(),
    level: ServiceLevel,
    spoken: z.string(),
    topFlags: Card.shape.flags,
    notChecked: z.array(z.string()).meta({ description: 'registers that are not checked, unavailable or stale' }),
    linked: Card.shape.linked,
    merged: z.array(MergedCall).meta({ description: 'calls that are one event with it, its own not among them' }),
    sameEvent: z.array(MergedCall).meta({ description: 'calls that may be: place and time agree, a person decides' }),
    partOf: z.string().optional().meta({ description: 'the incident that goes on for this call' }),
    attendance: z.array(Attendance),
    owner: z.string().meta({ description: 'user id: who is responsible for it; `control-room`: nobody in person yet' }),
    closing: Closing,
    clock: GradeClock,
    unresourced: Unresourced.optional().meta({ description: 'nobody is sent, or they were diverted' }),
    restricted: z
      .object({ letIn: z.array(z.string()) })
      .optional()
      .meta({ description: 'only those who must know see it: one of the force’s own may be in it' }),
    downgrade: DowngradeStanding.optional().meta({ description: 'the latest request to lower its grade' }),
  })
  .meta({ id: 'IncidentSummary' });
export type IncidentSummary = z.infer<typeof IncidentSummary>;

export const Dispatch = z
  .strictObject({
    officers: z.array(line(64).min(1)).min(1).max(20),
    etaMinutes: z.number().min(0).max(600).optional(),
    singleCrewedReason: line(300)
      .min(1)
      .optional()
      .meta({ description: 'why one officer goes alone to domestic abuse' }),
  })
  .meta({ id: 'Dispatch' });
export type Dispatch = z.infer<typeof Dispatch>;

export const OfficerState = z
  .object({
    id: z.string(),
    name: z.string(),
    connected: z.boolean(),
    incidents: z.array(z.object({ incidentId: z.string(), reference: z.string() })),
  })
  .meta({ id: 'OfficerState' });
export type OfficerState = z.infer<typeof OfficerState>;

export const AttendanceReply = z
  .object({ incidentId: z.string(), attendance: z.array(Attendance) })
  .meta({ id: 'AttendanceReply' });
export type AttendanceReply = z.infer<typeof AttendanceReply>;

export const LogLine = z
  .object({ at: Instant, by: z.string(), type: z.string(), version: z.int(), sentence: z.string() })
  .meta({ id: 'LogLine' });
export type LogLine = z.infer<typeof LogLine>;
