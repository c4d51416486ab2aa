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
