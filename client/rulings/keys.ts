/** What a person can do on the ruling screen with a key. */
export type RulingAction = 'approve' | 'reject' | 'card' | 'acknowledge' | 'close';

/** The keys of the ruling screen. Letters count outside of fields only. */
export const RULING_KEYS: Readonly<Record<RulingAction, { readonly keys: string; readonly does: string }>> = {
  approve: { keys: 'A', does: 'Approve the request that is chosen, with a reason' },
  reject: { keys: 'X', does: 'Reject it, with a reason' },
  card: { keys: 'C', does: 'The card, and back' },
  acknowledge: { keys: 'R', does: 'I have read the card that is open' },
  close: { keys: 'Esc', does: 'Leave the reason, or the card' },
};

/** The action that a key asks for. */
export function rulingActionFor(key: string): RulingAction | undefined {
  const wanted = key === 'Escape' ? 'Esc' : key.toUpperCase();
  const found = Object.entries(RULING_KEYS).find(([, { keys }]) => keys === wanted);
  return found?.[0] as RulingAction | undefined;
}
