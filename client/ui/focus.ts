import { placeAfter, stepOf } from './steps.js';

/** The element that has the focus, however deep in shadow roots; undefined when none has. */
export function deepestFocus(): HTMLElement | undefined {
  let focused = document.activeElement;
  while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
  return focused instanceof HTMLElement && focused !== document.body ? focused : undefined;
}

/**
 * Where somebody starts in a dialog that has come up: the field, unless they were quicker and are in one already.
 */
export function startAt(field: HTMLElement | undefined, root: DocumentOrShadowRoot): void {
  const focused = root.activeElement;
  if (focused === null || focused.localName === 'wa-dialog') field?.focus();
}

/**
 * Up and down go from one of these to the next, and stop at the ends; from anywhere else, to the first. Other keys do
 * nothing here.
 */
export function stepAmong(event: KeyboardEvent, stops: readonly HTMLElement[]): void {
  const step = stepOf(event);
  if (step === undefined) return;
  event.preventDefault();
  const at = stops.findIndex((stop) => stop.matches(':focus'));
  stops[placeAfter(at, step, stops.length)]?.focus();
}
