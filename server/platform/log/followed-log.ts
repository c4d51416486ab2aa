import type { Append, Appended, StreamId } from '../../ports.js';
import type { Follower } from './follower.js';
import { PassingLog } from './passing-log.js';

/**
 * A log whose appends resolve when this node's read models have them too, or what they were in conflict with: whoever was
 * answered reads their own writes, on the next request as on the next line.
 */
export class FollowedLog extends PassingLog {
  #follower: Follower | undefined;
  #erased: () => Promise<void> = () => Promise.resolve();

  /**
   * From here on appends wait for `follower`; before, nothing reads the models.
   * @param erased removes what else holds of what was folded
   */
  followBy(follower: Follower, erased = this.#erased): void {
    this.#follower = follower;
    this.#erased = erased;
  }

  override async eraseBodies(stream: StreamId, throughVersion: number): Promise<void> {
    await this.log.eraseBodies(stream, throughVersion);
    await this.#erased();
  }

  /** Resolves when the read models have everything that was in the log at the time of the call, by whichever node. */
  async caughtUp(): Promise<void> {
    const { position } = await this.log.head();
    await this.#follower?.reached(position);
  }

  override async append(request: Append): Promise<Appended> {
    const appended = await this.log.append(request);
    if ('last' in appended) await this.#follower?.reached(appended.last);
    // Whoever meets a conflict decides again, on the read models: without what was in the way they would meet it for ever.
    if (appended.kind === 'conflict') await this.caughtUp();
    return appended;
  }
}
