import type { DeskState } from '../contract/index.js';
import { deskAt, evolveDesk, newDesk, readDeskEvent, type Desk } from '../domain/desk/desk.js';
import type { StoredEvent, StreamId } from '../ports.js';

export const DESK_STREAM: StreamId = 'desk/desk';

/** The RTI desk and its service level, folded from the log in memory. */
export class DeskModel {
  #desk: Desk = newDesk;
  #position = 0;
  #changedAt = 0;

  apply(event: StoredEvent): void {
    if (event.position <= this.#position) return;
    this.#position = event.position;
    if (event.stream !== DESK_STREAM) return;
    this.#changedAt = event.position;
    const read = readDeskEvent(event.type, event.body);
    if (read) this.#desk = evolveDesk(read, event);
  }

  /** Log position of the latest change. */
  get changedAt(): number {
    return this.#changedAt;
  }

  /** @param at ISO 8601 */
  at(at: string): DeskState {
    return deskAt(this.#desk, at);
  }
}
