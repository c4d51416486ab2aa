import type { KeptWord } from '../contract/index.js';
import type { ContentsErased } from '../domain/incident/retention.js';
import { readRegisterEvent } from '../domain/register/events.js';
import type { StoredEvent } from '../ports.js';

const INCIDENT = 'incident/';
const REGISTER = 'register/';
/** A screen shows the newest. */
const MOST = 200;

/** What was erased, by whom and why: folded from the log, the newest first. */
export class KeepingModel {
  #erasures: KeptWord[] = [];
  /** incidents that are kept from almost everybody: nothing is said of their end either (R17) */
  #apart = new Set<string>();
  #position = 0;

  apply({ position, stream, type, body, at }: StoredEvent): void {
    if (position <= this.#position) return;
    this.#position = position;
    if (stream.startsWith(INCIDENT)) this.#ofIncident(stream.slice(INCIDENT.length), type, body, at);
    else if (stream.startsWith(REGISTER) && type === 'record-erased') {
      const event = readRegisterEvent(type, body);
      if (event.type !== 'record-erased') return;
      const id = `${stream.slice(REGISTER.length)}/${event.body.recordId}`;
      this.#add({ kind: 'record', id, title: id, at, name: event.body.name, reason: event.body.reason });
    }
  }

  /** What was folded, as plain data: for a snapshot. */
  save() {
    return {
      erasures: this.#erasures,
      apart: this.#apart,
      position: this.#position,
    };
  }

  restore(saved: ReturnType<KeepingModel['save']>): void {
    this.#erasures = saved.erasures;
    this.#apart = saved.apart;
    this.#position = saved.position;
  }

  erasures(): readonly KeptWord[] {
    return this.#erasures;
  }

  #ofIncident(id: string, type: string, body: unknown, at: string): void {
    if (type === 'restricted') this.#apart.add(id);
    else if (type === 'restriction-lifted') this.#apart.delete(id);
    else if (type === 'contents-erased' && !this.#apart.has(id) && !isErased(body)) {
      const { reference, name, reason } = body as ContentsErased['body'];
      this.#add({ kind: 'incident', id, title: reference, at, name, reason });
    }
  }

  #add(word: KeptWord): void {
    this.#erasures = [word, ...this.#erasures].slice(0, MOST);
  }
}

const isErased = (body: unknown): boolean => typeof body === 'object' && body !== null && 'erased' in body;
