import type { AttendanceReply, DeskState, Dispatch, OfficerState, ServiceLevel } from '../../server/contract/index.js';
import type { Movement } from './attendance.js';
import type { Commands } from './commands.js';
import type { Reply } from './http.js';

const incident = (id: string, what: string) => `/api/incidents/${encodeURIComponent(id)}/${what}`;

/** The officers who can be sent: the free before the busy, and among those, who has a screen that is connected. */
export async function readOfficers(commands: Commands): Promise<Reply<OfficerState[]>> {
  const reply = await commands.get<OfficerState[]>('/api/officers');
  return reply.ok ? { ok: true, value: reply.value.toSorted(byReadiness) } : reply;
}

function byReadiness(a: OfficerState, b: OfficerState): number {
  return (
    a.incidents.length - b.incidents.length ||
    Number(b.connected) - Number(a.connected) ||
    a.name.localeCompare(b.name, 'en-GB', { numeric: true })
  );
}

/** Sends officers; they read the card from then on. */
export const dispatch = (commands: Commands, incidentId: string, sent: Dispatch): Promise<Reply<AttendanceReply>> =>
  commands.post(incident(incidentId, 'dispatch'), sent);

/** Records what an officer did. */
export const record = (
  commands: Commands,
  incidentId: string,
  movement: Movement,
  officer: string,
): Promise<Reply<AttendanceReply>> =>
  commands.post(incident(incidentId, movement), movement === 'stand-down' ? { officers: [officer] } : { officer });

/** Forces the service level until then, or with null ends what was forced. */
export const forceLevel = (
  commands: Commands,
  forced: { readonly force: ServiceLevel | null; readonly reason: string; readonly until?: string },
): Promise<Reply<DeskState>> => commands.post('/api/desk/level', forced);
