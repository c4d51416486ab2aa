import type {
  Alert,
  Attendance,
  DeliveryTopic,
  IncidentDelivery,
  InformedShare,
  LinkKind,
  Links,
  Reading,
  ReaderProof,
} from '../../server/contract/index.js';
import type { Commands } from './commands.js';
import type { Reply } from './http.js';

/** Who has read what, as far as the topic has told it; nothing for those who neither dispatch nor supervise. */
export interface Deliveries {
  /** told on this connection; before, what is held may be as old as the last one */
  readonly confirmed: boolean;
  readonly version: number;
  readonly incidents: ReadonlyMap<string, readonly ReaderProof[]>;
  readonly informed: InformedShare;
}

export const NO_DELIVERIES: Deliveries = {
  confirmed: false,
  version: -1,
  incidents: new Map(),
  informed: { arrived: 0, informed: 0, silent: 0 },
};

/** A new connection: what is held stays on the screen until the next snapshot, whatever its position. */
export const deliveriesAgain = (deliveries: Deliveries): Deliveries => ({ ...deliveries, confirmed: false });

/**
 * Takes one message of the topic; one that is older than what is held changes nothing (R8, R9).
 *
 * @returns the same object when the message changes nothing
 */
export function takeDeliveries(deliveries: Deliveries, topic: DeliveryTopic): Deliveries {
  const { version, snapshot, incidents, gone, informed } = topic;
  if (deliveries.confirmed ? version < deliveries.version : !snapshot) return deliveries;
  const held = new Map(snapshot ? [] : deliveries.incidents);
  for (const id of gone) held.delete(id);
  for (const { incidentId, readers } of incidents) held.set(incidentId, readers);
  return { confirmed: true, version, incidents: held, informed };
}

/** What is known of the card of each officer who is sent: on the way, or there. */
export function proofsOf(
  { incidents }: Deliveries,
  incidentId: string,
  attendance: readonly Attendance[],
): readonly ReaderProof[] {
  const sent = attendance.filter(
    ({ stoodDownAt, departedAt }) => stoodDownAt === undefined && departedAt === undefined,
  );
  const known = incidents.get(incidentId) ?? [];
  return sent.flatMap(({ officer }) => known.find(({ reader }) => reader === officer) ?? []);
}

/** This person has seen an alert: it leaves all of their screens. */
export const seeAlert = (commands: Commands, { id, version }: Alert): Promise<Reply<undefined>> =>
  commands.post(`/api/alerts/${encodeURIComponent(id)}/acknowledgement`, { version });

const incident = (id: string, what: string) => `/api/incidents/${encodeURIComponent(id)}/${what}`;

/** The card was read out over the radio, or could not be. */
export const readOut = (commands: Commands, incidentId: string, reading: Reading): Promise<Reply<IncidentDelivery>> =>
  commands.post(incident(incidentId, 'readings'), reading);

/** Says that a call belongs to another incident. */
export const link = (commands: Commands, incidentId: string, to: string, kind: LinkKind): Promise<Reply<Links>> =>
  commands.post(incident(incidentId, 'links'), { to, kind });

/** Makes a call an incident of its own again. */
export const unlink = (commands: Commands, incidentId: string): Promise<Reply<Links>> =>
  commands.delete(incident(incidentId, 'links'));
