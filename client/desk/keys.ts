/** What a researcher does with a key. */
export type DeskAction = 'duty' | 'next' | 'confirm' | 'reject' | 'by-hand' | 'finding' | 'note' | 'finish' | 'return';

/** The keys of the desk. Letters count outside of fields only; Ctrl+Enter everywhere. */
export const DESK_KEYS: Readonly<Record<DeskAction, { readonly keys: string; readonly does: string }>> = {
  duty: { keys: 'D', does: 'Go on duty, or off' },
  next: { keys: 'N', does: 'Claim the next job' },
  confirm: { keys: 'C', does: 'Confirm the match that is open; again takes it back' },
  reject: { keys: 'X', does: 'Reject it: not this person, and why' },
  'by-hand': { keys: 'M', does: 'To the registers that you look into by hand' },
  finding: { keys: 'G', does: 'Add a finding in your own words' },
  note: { keys: 'O', does: 'To the note' },
  finish: { keys: 'Ctrl+Enter', does: 'Finish the first look, or the full research' },
  return: { keys: 'B', does: 'Give the job back to the queue; what you typed stays with it' },
};

/** Choosing among the matches. */
export const CHOOSING_KEYS = [
  { keys: '↑ ↓', does: 'From match to match' },
  { keys: 'Esc', does: 'Out of a field, back to the keys' },
] as const;

/** The action that a key asks for. */
export function deskActionFor(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey'>): DeskAction | undefined {
  if (event.ctrlKey || event.metaKey) return event.key === 'Enter' ? 'finish' : undefined;
  const found = Object.entries(DESK_KEYS).find(([, { keys }]) => keys === event.key.toUpperCase());
  return found?.[0] as DeskAction | undefined;
}
