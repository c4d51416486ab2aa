import type { CheckAnswer, CheckQuery } from '../../server/domain/match/types.js';
import { Matcher, type ActiveBatches, type LoadedRegister } from '../../server/ports.js';

/** A real matcher, which cannot be asked for as long as the test says so. */
export class FailingMatcher extends Matcher {
  fails = false;

  constructor(private readonly matcher: Matcher) {
    super();
  }

  override load(registers: readonly LoadedRegister[]): Promise<void> {
    return this.matcher.load(registers);
  }

  override activate(register: string, active: ActiveBatches): Promise<void> {
    return this.matcher.activate(register, active);
  }

  override check(query: CheckQuery): Promise<CheckAnswer> {
    return this.fails ? Promise.reject(new Error('the matcher keeps dying')) : this.matcher.check(query);
  }

  override close(): Promise<void> {
    return this.matcher.close();
  }
}
