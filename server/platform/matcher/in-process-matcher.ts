import type { CheckAnswer, CheckQuery } from '../../domain/match/types.js';
import { Matcher, type ActiveBatches, type LoadedRegister } from '../../ports.js';
import { MatcherCore, type CoreOptions, type RecordStore } from './matcher-core.js';

/** The matcher in the caller’s own thread: for the command line and for tests. */
export class InProcessMatcher extends Matcher {
  private readonly core: MatcherCore;

  constructor(store: RecordStore, options: Pick<CoreOptions, 'weights'> = {}) {
    super();
    this.core = new MatcherCore(store, options);
  }

  override load(registers: readonly LoadedRegister[]): Promise<void> {
    return this.core.load(registers);
  }

  override activate(register: string, active: ActiveBatches): Promise<void> {
    return this.core.activate(register, active);
  }

  override async check(query: CheckQuery): Promise<CheckAnswer> {
    return this.core.check(query);
  }

  /** Nothing to end: the store belongs to whoever opened it. */
  override async close(): Promise<void> {}
}
