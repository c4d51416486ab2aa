/** Whether a list holds other things than before: the same things in a new array are no reason to draw them again. */
export const differ = (now: readonly unknown[], before: readonly unknown[] | undefined): boolean =>
  now.length !== before?.length || now.some((one, index) => one !== before[index]);
