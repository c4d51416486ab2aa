import { setTimeout as pause } from 'node:timers/promises';

/** Looks again until something holds that another process brings about; the test's own time limit is the bound. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await pause(20);
}
