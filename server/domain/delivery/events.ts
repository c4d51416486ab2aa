/** What a reader's devices and the reader did with what they were sent: events of the reader's own stream. */
export type DeliveryEvent =
  | { readonly type: 'received'; readonly body: { readonly v: 1; readonly epoch: string; readonly seq: number } }
  | { readonly type: 'shown'; readonly body: { readonly v: 1; readonly incidentId: string; readonly version: number } }
  | {
      readonly type: 'acknowledged';
      readonly body: { readonly v: 1; readonly incidentId: string; readonly version: number };
    }
  | {
      /** an alert, as it was then, needs no place on this reader's screens any more */
      readonly type: 'alert-seen';
      readonly body: { readonly v: 1; readonly alertId: string; readonly version: number };
    };

const TYPES: readonly string[] = ['received', 'shown', 'acknowledged', 'alert-seen'] satisfies DeliveryEvent['type'][];

/**
 * A stored event of a reader's stream in today's shape; undefined for what is in it besides (reads, disclosures) and for
 * bodies that retention has erased.
 * @throws Error when it was written by a newer Outrider
 */
export function readDeliveryEvent(type: string, body: unknown): DeliveryEvent | undefined {
  if (!TYPES.includes(type) || typeof body !== 'object' || body === null || 'erased' in body) return undefined;
  const { v } = body as { readonly v: number };
  if (v !== 1) throw new Error(`"${type}" version ${v} is newer than 1`);
  return { type, body } as DeliveryEvent;
}
