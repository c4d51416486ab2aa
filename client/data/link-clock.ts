/** How the link to the server stands, as far as this screen can tell by its own clock. */
export type LinkHealth =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'connected' }
  /** something is open, but nothing came for longer than ticks allow */
  | { readonly kind: 'lost'; readonly since: number }
  /** a connection is being made again; what is on the screen is as old as `since` */
  | { readonly kind: 'reconnecting'; readonly since: number };

/** What the clock knows. All times are milliseconds of this screen's own clock. */
export interface LinkClock {
  readonly open: boolean;
  /** when something last came from the server */
  readonly heardAt: number | undefined;
}

export const NEVER_HEARD: LinkClock = { open: false, heardAt: undefined };

/** Silence after which a desk calls its link lost, in ms: two ticks of 2 s, and a little. Within 5 s of the last word it knows. */
export const DESK_SILENCE = 4_500;

/** The same for a phone, whose radio pauses more often: within 20 s the officer knows, whatever slows its timers. */
export const PHONE_SILENCE = 15_000;

export const opened = (_clock: LinkClock, now: number): LinkClock => ({ open: true, heardAt: now });
export const heard = (clock: LinkClock, now: number): LinkClock => ({ ...clock, heardAt: now });
export const closed = (clock: LinkClock): LinkClock => ({ ...clock, open: false });

/**
 * The state of the link at `now`. Silence counts from the last frame, not from when it was noticed: what is on the
 * screen is as old as the last word from the server.
 */
export function healthAt(clock: LinkClock, now: number, silence: number = DESK_SILENCE): LinkHealth {
  if (clock.heardAt === undefined) return { kind: 'connecting' };
  if (!clock.open) return { kind: 'reconnecting', since: clock.heardAt };
  if (now - clock.heardAt > silence) return { kind: 'lost', since: clock.heardAt };
  return { kind: 'connected' };
}

/** True when two readings say the same, so that a screen need not be drawn again. */
export function sameHealth(a: LinkHealth, b: LinkHealth): boolean {
  return a.kind === b.kind && ('since' in a ? a.since : 0) === ('since' in b ? b.since : 0);
}
