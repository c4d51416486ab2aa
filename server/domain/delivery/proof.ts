import type { VersionProof } from '../../contract/index.js';

/** The steps of a card to a reader, in the order in which they are good news. */
export type ProofStep = 'sentAt' | 'receivedAt' | 'shownAt' | 'acknowledgedAt' | 'readOutAt';

/** Log positions between which a reader who holds everything has a version; open-ended while it is theirs. */
interface Held {
  readonly from: number;
  readonly until?: number;
}

interface Kept extends VersionProof {
  readonly held: readonly Held[];
}

/**
 * What became of the cards of one incident, reader by reader and version by version: each step keeps the time of the first
 * time it was told (R8).
 */
export class Proofs {
  #readers = new Map<string, Map<number, Kept>>();

  /** @param saved what `save` gave */
  static restore(saved: ReturnType<Proofs['save']>): Proofs {
    const proofs = new Proofs();
    proofs.#readers = saved;
    return proofs;
  }

  /** As plain data: for a snapshot. */
  save() {
    return this.#readers;
  }

  /** A version went out to a reader. False when it had before. */
  sent(reader: string, version: number, at: string, availableAt: number): boolean {
    return this.#note(reader, version, 'sentAt', at, [{ from: availableAt }]);
  }

  /**
   * A reader holds everything through a log position: the newest version that was there by then. Whether an older one had
   * come before it nobody can tell, and so nobody says so. Returns whether this tells something new.
   */
  received(reader: string, through: number, at: string): boolean {
    const held = [...(this.#readers.get(reader)?.values() ?? [])].filter(
      (kept) =>
        kept.sentAt !== undefined && kept.held.some(({ from, until = Infinity }) => from <= through && through < until),
    );
    const newest = held.toSorted((a, b) => b.version - a.version)[0];
    if (newest === undefined || newest.receivedAt !== undefined) return false;
    this.#note(reader, newest.version, 'receivedAt', at);
    return true;
  }

  /** A reader was stood down: what they hold from then on says nothing of what they had. */
  gone(reader: string, position: number): void {
    this.#hold(reader, (held) => held.map((one) => (one.until === undefined ? { ...one, until: position } : one)));
  }

  /** A reader was sent there again, and is brought what there is. */
  back(reader: string, position: number): void {
    this.#hold(reader, (held) =>
      held.length === 0 || held.at(-1)?.until === undefined ? held : [...held, { from: position }],
    );
  }

  /** A version was shown, acknowledged or read out. */
  done(reader: string, version: number, step: Exclude<ProofStep, 'sentAt' | 'receivedAt'>, at: string): void {
    this.#note(reader, version, step, at);
  }

  /** Versions of one reader, the oldest first. */
  of(reader: string): readonly VersionProof[] {
    const versions = [...(this.#readers.get(reader)?.values() ?? [])].toSorted((a, b) => a.version - b.version);
    return versions.map(({ held: _held, ...proof }) => proof);
  }

  readers(): Iterable<string> {
    return this.#readers.keys();
  }

  #hold(reader: string, change: (held: readonly Held[]) => readonly Held[]): void {
    const versions = this.#readers.get(reader);
    for (const [version, kept] of versions ?? []) versions?.set(version, { ...kept, held: change(kept.held) });
  }

  #note(reader: string, version: number, step: ProofStep, at: string, held?: readonly Held[]): boolean {
    const versions = this.#readers.get(reader) ?? new Map<number, Kept>();
    const kept = versions.get(version) ?? { version, held: [] };
    if (kept[step] !== undefined) return false;
    this.#readers.set(reader, versions.set(version, { ...kept, held: held ?? kept.held, [step]: at }));
    return true;
  }
}

/** Whether somebody knows what a card says: they acknowledged one, or one was read out to them (R10). */
export const isInformed = (versions: readonly VersionProof[]): boolean =>
  versions.some(({ acknowledgedAt, readOutAt }) => acknowledgedAt !== undefined || readOutAt !== undefined);

export const hasReceived = (versions: readonly VersionProof[]): boolean =>
  versions.some((one) => (one.receivedAt ?? one.shownAt ?? one.acknowledgedAt ?? one.readOutAt) !== undefined);
