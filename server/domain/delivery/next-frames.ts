/** Where a reader is in the log, and what they hold. */
export interface ReaderCursor {
  /** everything through this position has reached them */
  readonly seq: number;
  /** the card version that this connection was sent, by incident */
  readonly held: ReadonlyMap<string, number>;
}

/** What one incident is to one reader now. */
export interface Offer {
  readonly incidentId: string;
  /** the latest version in which something changed that this reader sees */
  readonly version: number;
  /** position of that version in the log */
  readonly changedAt: number;
  /** position since which the reader may see the incident */
  readonly visibleSince: number;
  /** position since which they no longer may; undefined while they do */
  readonly goneSince?: number;
}

export type NextFrame =
  | { readonly kind: 'card'; readonly incidentId: string; readonly version: number; readonly position: number }
  | { readonly kind: 'gone'; readonly incidentId: string; readonly position: number };

/**
 * What a reader is missing: the latest card of each incident that changed or became visible after the cursor, and
 * `gone` for what ended, in log order. Live delivery, resume, resend and a slow reader are all this one question (R9);
 * asked twice of the same cursor it gives the same answer, and what is held is not sent again (R8).
 *
 * @param offers every incident that is or was this reader's
 */
export function nextFrames(offers: Iterable<Offer>, { seq, held }: ReaderCursor): NextFrame[] {
  const frames: NextFrame[] = [];
  for (const { incidentId, version, changedAt, visibleSince, goneSince } of offers) {
    if (goneSince !== undefined) {
      if (goneSince > seq || held.has(incidentId)) frames.push({ kind: 'gone', incidentId, position: goneSince });
      continue;
    }
    const position = Math.max(changedAt, visibleSince);
    const has = held.get(incidentId);
    if (has === undefined ? position > seq : has < version) {
      frames.push({ kind: 'card', incidentId, version, position });
    }
  }
  return frames.toSorted((a, b) => a.position - b.position);
}
