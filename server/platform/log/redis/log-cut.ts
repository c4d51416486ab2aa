import { StorageUnavailable } from '../../../ports.js';

/** What was confirmed is no longer in the log: it goes on in a new epoch, and whoever folded the old one begins again. */
export class LogCut extends StorageUnavailable {
  constructor(readonly position: number) {
    super(`Redis has lost the log from position ${position} on, and a new epoch has begun: Outrider must start again`);
  }
}
