/** One incident is open for so long to whoever broke the glass: to read a card takes one minute, to act on it some more. */
export const GLASS_MINUTES = 15;
/** A supervisor has looked at it by then. */
const GLASS_REVIEW_HOURS = 24;

/** Somebody who may read one incident that is not theirs, for the time being. */
export interface Glass {
  readonly id: string;
  readonly by: string;
  /** ISO 8601 */
  readonly until: string;
}

/** That the glass was broken, and that the time is over. */
export type GlassEvent =
  | {
      readonly type: 'glass-broken';
      readonly body: {
        readonly v: 1;
        readonly id: string;
        readonly name: string;
        readonly reference: string;
        readonly reason: string;
        readonly until: string;
      };
    }
  | { readonly type: 'glass-closed'; readonly body: { readonly v: 1; readonly id: string; readonly by: string } };

export const GLASS_EVENTS: Readonly<Record<GlassEvent['type'], number>> = { 'glass-broken': 1, 'glass-closed': 1 };

/** One event on. */
export function evolveGlass(glass: readonly Glass[], event: GlassEvent, by: string): readonly Glass[] {
  const { id } = event.body;
  if (event.type === 'glass-closed') return glass.filter((one) => one.id !== id);
  return [...glass, { id, by, until: event.body.until }];
}

export function glassSentence(event: GlassEvent): string {
  return event.type === 'glass-broken'
    ? `${event.body.name} broke the glass: ${event.body.reason}`
    : `The time of ${event.body.by} to read this is over`;
}

/** When what somebody read by breaking the glass is reviewed at the latest. @param at ISO 8601 */
export const reviewDue = (at: string): string =>
  new Date(Date.parse(at) + GLASS_REVIEW_HOURS * 3_600_000).toISOString();
