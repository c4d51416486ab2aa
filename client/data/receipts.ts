import type { CardVersion } from '../../server/contract/index.js';
import type { Cursor } from './frames.js';

/**
 * What this reader has to tell the server about what it got: how far it received, which versions were on the screen,
 * which a person acknowledged. Each is told until the server has confirmed it, so a lost link loses none; the server
 * takes each once (R8).
 */
export interface Receipts {
  /** the cursor that the server has confirmed as received */
  readonly confirmed: Cursor | undefined;
  readonly shown: ReadonlyMap<string, Told>;
  readonly acknowledged: ReadonlyMap<string, Told>;
}

/** The highest version of one incident's card that was shown or acknowledged, and whether the server knows. */
export interface Told {
  readonly version: number;
  readonly told: boolean;
  /** why the server refused it, in words; it is not sent again */
  readonly refusal?: string;
}

export type ReceiptKind = 'shown' | 'acknowledged';

export const NOTHING_TOLD: Receipts = { confirmed: undefined, shown: new Map(), acknowledged: new Map() };

/**
 * Notes that a version was shown or acknowledged; the same or an older one changes nothing, except that a person may
 * acknowledge again what was refused.
 */
export function note(receipts: Receipts, kind: ReceiptKind, { incidentId, version }: CardVersion): Receipts {
  const before = receipts[kind].get(incidentId);
  const again = kind === 'acknowledged' && before?.refusal !== undefined && before.version === version;
  if (before !== undefined && before.version >= version && !again) return receipts;
  return { ...receipts, [kind]: new Map(receipts[kind]).set(incidentId, { version, told: false }) };
}

/** The server answered for this version: it is on its disk, or refused with a reason. */
export function answered(
  receipts: Receipts,
  kind: ReceiptKind,
  { incidentId, version }: CardVersion,
  refusal?: string,
): Receipts {
  if (receipts[kind].get(incidentId)?.version !== version) return receipts;
  const told: Told = refusal === undefined ? { version, told: true } : { version, told: false, refusal };
  return { ...receipts, [kind]: new Map(receipts[kind]).set(incidentId, told) };
}

/** What still has to be told, oldest note first. */
export function untold(receipts: Receipts, kind: ReceiptKind): CardVersion[] {
  return [...receipts[kind]]
    .filter(([, { told, refusal }]) => !told && refusal === undefined)
    .map(([incidentId, { version }]) => ({ incidentId, version }));
}

/** The cursor to report as received: cumulative, and nothing when the server knows it. */
export function toConfirm(receipts: Receipts, cursor: Cursor | undefined): Cursor | undefined {
  if (cursor === undefined) return undefined;
  const { confirmed } = receipts;
  return confirmed?.epoch === cursor.epoch && confirmed.seq >= cursor.seq ? undefined : cursor;
}
