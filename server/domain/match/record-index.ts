import type { RegisterRecord } from '../../contract/index.js';
import { Lexicon, type LexiconParts } from './index/lexicon.js';
import { Population } from './index/population.js';
import { Shard, type ShardParts } from './index/shard.js';
import { atOnce, type Steps } from './index/steps.js';
import type { NameTerm } from './dictionary/name-term.js';
import { answerSubject, type AnswerOptions } from './search/answer.js';
import type { CheckAnswer, CheckQuery, Subject, SubjectAnswer } from './types.js';
import { WEIGHTS, type Weights } from './weights.js';

/** Reads a record that the index knows of; undefined when it has gone in between. */
export type RecordSource = (register: string, recordId: string) => RegisterRecord | undefined;

/** A record, and the batch that it came with. */
export interface Delivered {
  readonly batch: string;
  readonly record: RegisterRecord;
}

/** A whole index, packed: what a snapshot holds. */
export interface IndexParts {
  readonly lexicon: LexiconParts;
  readonly shards: readonly ShardParts[];
}

/** A register on its way into the index: nothing of it is searched until it is committed. */
export class Loading {
  private done = false;

  /** @internal made by `RecordIndex.load` */
  constructor(
    private readonly shard: Shard,
    private readonly lexicon: Lexicon,
    private readonly flip: (shard: Shard) => void,
  ) {}

  /** Adds a record; the same id again replaces. */
  add({ batch, record }: Delivered): void {
    this.shard.put(batch, record);
  }

  /** Packs what was added and puts it in the register’s place, at once for every query after. */
  commit(): void {
    atOnce(this.committing());
  }

  /** The same in steps, between which the old content answers; the last one puts the new in its place. */
  *committing(): Steps<void> {
    if (this.done) throw new Error('A load is committed once');
    this.done = true;
    yield* this.shard.sealing();
    yield* this.lexicon.sealing();
    this.flip(this.shard);
  }
}

/** What checks of the same registers share while nothing in them changes: totals are counted, and words expanded, once. */
interface Shared {
  readonly shards: readonly Shard[];
  readonly population: Population;
  readonly terms: Map<string, NameTerm>;
  asked: number;
}

/** Checks that share: what is kept grows with every one. */
const MOST_ASKED = 1_000;
/** Records up to which a register is folded in one go: it takes a few hundredths of a second. */
const FOLDED_AT_ONCE = 5_000;

/**
 * The matcher’s index over all registers: small, in memory, never scanned. Answers depend on what is in the registers and on
 * the query, not on the order in which records came or on the time.
 */
export class RecordIndex {
  private lexicon = new Lexicon();
  private shards = new Map<string, Shard>();
  private shared: Shared | undefined;

  constructor(
    private readonly source: RecordSource,
    private readonly weights: Weights = WEIGHTS,
  ) {}

  /** Version of the weight list in use. */
  get model(): string {
    return this.weights.version;
  }

  /** Begins to load a register anew; until the load is committed the old content answers. */
  load(register: string): Loading {
    return new Loading(new Shard(register, this.lexicon), this.lexicon, (shard) => {
      this.shards.set(register, shard);
      this.shared = undefined;
    });
  }

  /** Builds a register from records in one go. */
  build(register: string, content: Iterable<Delivered>): void {
    const loading = this.load(register);
    for (const delivered of content) loading.add(delivered);
    loading.commit();
  }

  /** Adds a record or replaces the one with its id; a record that is withdrawn leaves. */
  put(register: string, delivered: Delivered): void {
    const shard = this.shardOf(register);
    this.shared = undefined;
    shard.put(delivered.batch, delivered.record);
    if (shard.wantsFolding && shard.size <= FOLDED_AT_ONCE) atOnce(shard.folding());
  }

  /** The registers whose changes have become so many that `folding` them in would pay. */
  get unfolded(): string[] {
    return [...this.shards.values()].filter((shard) => shard.wantsFolding).map(({ register }) => register);
  }

  /** Packs a register and what has changed in it anew, in steps; between any two it can be searched and changed. */
  *folding(register: string): Steps<void> {
    const shard = this.shards.get(register);
    if (shard?.isLoose === true) yield* shard.folding();
  }

  /**
   * Everything, packed, in steps: registers that have changed are folded first. Undefined when one has changed meanwhile. Nothing of what is returned ever changes.
   */
  *packing(): Steps<IndexParts | undefined> {
    for (const shard of this.shards.values()) if (shard.isLoose) yield* shard.folding();
    yield* this.lexicon.sealing(0);
    const shards = [...this.shards.values()].map((shard) => shard.parts());
    return shards.includes(undefined)
      ? undefined
      : { lexicon: this.lexicon.parts(), shards: shards.filter((parts) => parts !== undefined) };
  }

  /** Puts a packed index in the place of everything there is, at once. */
  unpack({ lexicon, shards }: IndexParts): void {
    this.shared = undefined;
    this.lexicon = new Lexicon(lexicon);
    this.shards = new Map(shards.map((parts) => [parts.register, new Shard(parts.register, this.lexicon, parts)]));
  }

  /** Forgets a register. */
  drop(register: string): void {
    this.shared = undefined;
    this.shards.delete(register);
  }

  /** Takes a record out; false when the register did not hold it. */
  withdraw(register: string, recordId: string): boolean {
    this.shared = undefined;
    return this.shards.get(register)?.withdraw(recordId) ?? false;
  }

  /** Whether a register holds a record, live. */
  holds(register: string, recordId: string): boolean {
    return this.shards.get(register)?.find(recordId) !== undefined;
  }

  /** Records of a register, by the batch that they came with. */
  recordsByBatch(register: string): ReadonlyMap<string, number> {
    return this.shards.get(register)?.recordsByBatch() ?? new Map();
  }

  /** Bytes of rows, postings and ids, and of the dictionaries that all registers share. */
  get bytes(): { readonly registers: number; readonly dictionaries: number } {
    let registers = 0;
    for (const shard of this.shards.values()) registers += shard.bytes;
    return { registers, dictionaries: this.lexicon.bytes };
  }

  /** Asks about one subject; `options` are for callers that need more or fewer links than a card does. */
  ask(subject: Subject, at: string, registers?: readonly string[], options?: AnswerOptions): SubjectAnswer {
    return this.asker(at, registers)(subject, options);
  }

  /** Asks about every subject of a check. `searched` is left to the caller, who knows the batches. */
  check(query: CheckQuery): Omit<CheckAnswer, 'searched'> {
    const ask = this.asker(query.at, query.registers);
    return { subjects: query.subjects.map((subject) => ask(subject)), model: this.model };
  }

  private asker(at: string, registers: readonly string[] | undefined) {
    const shards = [...this.shards.values()].filter(
      (shard) => registers === undefined || registers.includes(shard.register),
    );
    const { population, terms } = this.sharedBy(shards);
    return (subject: Subject, options?: AnswerOptions): SubjectAnswer => {
      const own = { lexicon: this.lexicon, population, weights: this.weights, terms };
      const scales =
        options?.weights === undefined ? own : { lexicon: this.lexicon, population, weights: options.weights };
      return answerSubject(subject, at, shards, scales, this.source, options);
    };
  }

  private sharedBy(shards: readonly Shard[]): Shared {
    const known = this.shared;
    const same = known?.shards.length === shards.length && known.shards.every((shard, i) => shard === shards[i]);
    const kept = known !== undefined && same && known.asked < MOST_ASKED ? known : undefined;
    const shared = kept ?? { shards, asked: 0, population: new Population(shards, this.lexicon), terms: new Map() };
    shared.asked += 1;
    this.shared = shared;
    return shared;
  }

  private shardOf(register: string): Shard {
    const shard = this.shards.get(register) ?? new Shard(register, this.lexicon);
    this.shards.set(register, shard);
    return shard;
  }
}
