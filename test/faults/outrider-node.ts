import { setTimeout as pause } from 'node:timers/promises';
import { newFolder, removeFolder } from '../support/log-folder.js';
import { Outrider } from '../support/outrider.js';
import type { NodePlan } from './fleet.js';

/** What a node says that was started while the shared log was away, or lost its end. */
const NO_SHARED_LOG = /The shared log .* does not answer|The log went away while|Outrider must start again/;
/** Between two starts, in ms, as a service manager waits. */
const RESTART_MS = 1_000;
const MOST_STARTS = 60;

/** A node of Outrider over a data folder of its own. @param env its settings beside those of every test */
export async function outriderNode(env: Readonly<Record<string, string>> = {}): Promise<NodePlan> {
  const dataFolder = await newFolder();
  return {
    // Tried again while the shared log is away, or has just become another; whatever else keeps it from starting is thrown.
    start: async () => {
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await Outrider.start({ dataFolder, env });
        } catch (cause) {
          if (attempt === MOST_STARTS || !NO_SHARED_LOG.test(String(cause))) throw cause;
          await pause(RESTART_MS);
        }
      }
    },
    remove: () => removeFolder(dataFolder),
  };
}
