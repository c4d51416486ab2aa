import { isInField } from '../ui/keys-anywhere.js';
import { look } from '../ui/look.js';

/**
 * Keeps keys of one character from acting on any screen while they are switched off (WCAG 2.1.4). What is typed into a
 * field, and what a key does by itself, as space does on a button, goes on.
 */
export function guardLetters(): void {
  addEventListener('keydown', hush, { capture: true });
}

function hush(event: KeyboardEvent): void {
  const { key, ctrlKey, altKey, metaKey } = event;
  if (look.value.keys === 'on' || key.length > 1 || ctrlKey || altKey || metaKey) return;
  if (!isInField(event)) event.stopImmediatePropagation();
}
