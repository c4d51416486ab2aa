import type { IncidentSummary, IncidentTopic } from '../../server/contract/index.js';

/** What is known of one incident, and from which position of the log on. No summary: it is gone. */
interface Row {
  readonly version: number;
  readonly summary: IncidentSummary | undefined;
}

/** The open incidents of a board, as far as the topic has told them. */
export interface Board {
  /** the position of the newest snapshot taken on this connection; undefined until one came */
  readonly snapshotAt: number | undefined;
  readonly rows: ReadonlyMap<string, Row>;
}

export const EMPTY_BOARD: Board = { snapshotAt: undefined, rows: new Map() };

/** Before everything that a server says. */
const UNCONFIRMED = -1;

/**
 * A new connection: what is held stays on the screen, but gives way to the first snapshot, whatever its position: the
 * server may have been restored, and count anew.
 */
export const boardAgain = ({ rows }: Board): Board => ({
  snapshotAt: undefined,
  rows: new Map([...rows].map(([id, { summary }]) => [id, { version: UNCONFIRMED, summary }])),
});

/**
 * Takes one message of the topic. Each incident keeps the newest that was said of it, so the same message again, or an
 * older one after a newer, changes nothing (R8), and in whatever order messages come the board ends the same (R9).
 *
 * @returns the same object when the message changes nothing
 */
export function takeTopic(board: Board, topic: IncidentTopic): Board {
  return topic.snapshot ? afterSnapshot(board, topic) : afterChanges(board, topic);
}

function afterSnapshot(board: Board, { version, incidents }: IncidentTopic): Board {
  if (board.snapshotAt !== undefined && version <= board.snapshotAt) return board;
  const told = incidents.map((summary): [string, Row] => [summary.id, { version, summary }]);
  const newer = [...board.rows].filter(([, row]) => row.version > version);
  return { snapshotAt: version, rows: new Map([...told, ...newer]) };
}

function afterChanges(board: Board, { version, incidents, gone }: IncidentTopic): Board {
  const isNew = (id: string) => version > (board.rows.get(id)?.version ?? board.snapshotAt ?? UNCONFIRMED);
  const changed = [
    ...incidents.filter(({ id }) => isNew(id)).map((summary): [string, Row] => [summary.id, { version, summary }]),
    ...gone.filter(isNew).map((id): [string, Row] => [id, { version, summary: undefined }]),
  ];
  return changed.length === 0 ? board : { ...board, rows: new Map([...board.rows, ...changed]) };
}

/** The incidents that are there, in no order. */
export const incidentsOf = ({ rows }: Board): IncidentSummary[] =>
  [...rows.values()].flatMap(({ summary }) => summary ?? []);

/** One incident; undefined when it is not, or no longer, this reader's to see. */
export const incidentOf = ({ rows }: Board, id: string): IncidentSummary | undefined => rows.get(id)?.summary;

/** What goes on for an incident that was made part of another; undefined when nothing on this board does. */
export const wholeOf = (board: Board, id: string): IncidentSummary | undefined =>
  incidentsOf(board).find(({ merged }) => merged.some(({ incidentId }) => incidentId === id));
