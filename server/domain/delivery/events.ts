/** What a reader's devices and the reader did with what they were sent: events of the reader's own stream. */
export type DeliveryEvent =
  | { readonly type: 'received'; readonly body: { readonly v: 1; readonly epoch: string; readonly seq: number } }
  | { readonly type: 'shown'; readonly body: { readonly v: 1; readonly incidentId: string; readonly version: number } }
  | {
      readonly type: 'acknowledged';
      readonly body: { readonly v: 1; readonly incidentId: string; readonly version: number };
    };
