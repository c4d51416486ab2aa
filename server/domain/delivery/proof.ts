import type { VersionProof } from '../../contract/index.js';

/** The steps of a card to a reader, in the order in which they are good news. */
export type ProofStep = 'sentAt' | 'receivedAt' | 'shownAt' | 'acknowledgedAt' | 'readOutAt';

interface Kept extends VersionProof {
  /** log position from which on a reader who holds everything has this version */
  readonly availableAt: number;
}

/**
 * What became of the cards of one incident, reader by reader and version by version: each step keeps the time of the first
 * time it was told (R8).
 */
export class Proofs {
  readonly #readers = new Map<string, Map<number, Kept>>();

  /** A version went out to a reader. */
  sent(reader: string, version: number, at: string, availableAt: number): void {
    this.#note(reader, version, 'sentAt', at, availableAt);
  }

  /**
   * A reader holds everything through a log position: the newest version that was there by then. Whether an older one had
   * come before it nobody can tell, and so nobody says so. Returns whether this tells something new.
   */
  received(reader: string, through: number, at: string): boolean {
    const held = [...(this.#readers.get(reader)?.values() ?? [])].filter(
      ({ sentAt, availableAt }) => sentAt !== undefined && availableAt <= through,
    );
    const newest = held.toSorted((a, b) => b.version - a.version)[0];
    if (newest === undefined || newest.receivedAt !== undefined) return false;
    this.#note(reader, newest.version, 'receivedAt', at);
    return true;
  }

  /** A version was shown, acknowledged or read out. */
  done(reader: string, version: number, step: Exclude<ProofStep, 'sentAt' | 'receivedAt'>, at: string): void {
    this.#note(reader, version, step, at);
  }

  /** Versions of one reader, the oldest first. */
  of(reader: string): readonly VersionProof[] {
    const versions = [...(this.#readers.get(reader)?.values() ?? [])].toSorted((a, b) => a.version - b.version);
    return versions.map(({ availableAt: _at, ...proof }) => proof);
  }

  readers(): Iterable<string> {
    return this.#readers.keys();
  }

  #note(reader: string, version: number, step: ProofStep, at: string, availableAt = 0): void {
    const versions = this.#readers.get(reader) ?? new Map<number, Kept>();
    const kept = versions.get(version) ?? { version, availableAt };
    if (kept[step] !== undefined) return;
    this.#readers.set(reader, versions.set(version, { ...kept, [step]: at }));
  }
}

/** Whether somebody knows what a card says: they acknowledged one, or one was read out to them (R10). */
export const isInformed = (versions: readonly VersionProof[]): boolean =>
  versions.some(({ acknowledgedAt, readOutAt }) => acknowledgedAt !== undefined || readOutAt !== undefined);

export const hasReceived = (versions: readonly VersionProof[]): boolean =>
  versions.some((one) => (one.receivedAt ?? one.shownAt ?? one.acknowledgedAt ?? one.readOutAt) !== undefined);
