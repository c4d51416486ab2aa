/** A key that does something on a screen, and what it does in words. */
export interface Shortcut {
  readonly keys: string;
  readonly does: string;
  readonly matches: (event: KeyboardEvent) => boolean;
}

/** Letters are found by what is printed on the key, or by its place where Alt makes another character of it. */
const letter = (event: KeyboardEvent, wanted: string): boolean =>
  event.key.toLowerCase() === wanted || event.code === `Key${wanted.toUpperCase()}`;

const alt = (wanted: string) => (event: KeyboardEvent) =>
  event.altKey && !event.ctrlKey && !event.metaKey && letter(event, wanted);

/** The keys of the call handler's console. `?` and F1 bring up this list; they are the shell's. */
export const SHORTCUTS = {
  file: {
    keys: 'Ctrl+Enter',
    does: 'File the incident, or save what changed',
    matches: (event) => (event.ctrlKey || event.metaKey) && event.key === 'Enter',
  },
  newCall: {
    keys: 'Alt+N',
    does: 'New call (also Ctrl+Shift+N where the browser leaves it to Outrider)',
    matches: (event) => alt('n')(event) || (event.ctrlKey && event.shiftKey && letter(event, 'n')),
  },
  addPerson: { keys: 'Alt+P', does: 'Add a person', matches: alt('p') },
  acceptGrade: { keys: 'Alt+G', does: 'Take the suggested grade', matches: alt('g') },
  flags: { keys: 'Alt+J', does: 'Jump to the flags, and back to the form', matches: alt('j') },
  asked: { keys: 'Alt+Q', does: 'The first question was asked: type what came of it', matches: alt('q') },
  skip: { keys: 'Alt+S', does: 'Skip the first question', matches: alt('s') },
  acknowledge: { keys: 'Alt+A', does: 'Acknowledge the card', matches: alt('a') },
} as const satisfies Record<string, Shortcut>;

/** Keys inside the panel, for the list. */
export const PANEL_KEYS = [
  { keys: '↑ ↓', does: 'From flag to flag' },
  { keys: 'Enter or Space', does: 'Evidence of the flag; details of a check' },
  { keys: 'Esc', does: 'Back to the form' },
] as const;
