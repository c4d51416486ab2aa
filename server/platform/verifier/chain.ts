import { digest, erasureOf, FIRST_LINK, readHeader, type Entry, type StatedHeader } from './entry.js';
import type { Findings } from './findings.js';

/** The event that states an erasure, in the stream of what was erased. */
const ERASURE = 'contents-erased';

/** What a whole record came to. */
export interface Chained {
  readonly headers: number;
  readonly events: number;
  readonly erased: number;
  /** contents that the source left out: their commitments could not be tried */
  readonly withheld: number;
  readonly position: number;
  readonly link: string;
}

/**
 * Goes through a record entry by entry, from its first. Believes nothing: checksums, positions without a gap, the chain,
 * the versions of every stream, each command once, every content against its commitment, and that erasures were stated.
 */
export class Chain {
  #position = 0;
  #link = FIRST_LINK;
  #headers = 0;
  #erased = 0;
  #withheld = 0;
  readonly #streams = new Map<string, { readonly position: number; readonly version: number }>();
  readonly #commands = new Set<string>();
  /** per stream: the latest version whose content is gone, and the latest that an erasure was stated for */
  readonly #gone = new Map<string, { readonly version: number; readonly position: number }>();
  readonly #stated = new Map<string, number>();
  /** the link that the chain had at each of these positions */
  readonly #passed = new Map<number, string>();

  /** @param watched positions whose links are wanted afterwards */
  constructor(
    private readonly findings: Findings,
    private readonly watched: ReadonlySet<number>,
    /** false: entries were chosen from a record, so that neither gaps nor the chain say anything */
    private readonly whole = true,
  ) {}

  take({ key, header: stored, bodies }: Entry): void {
    const expected = this.#position + 1;
    const read = readHeader(stored);
    if (read === undefined) {
      this.findings.add('HEADER_CHANGED', key ?? expected, `the header at position ${key ?? expected} was changed`);
      this.#position = key ?? expected;
      return;
    }
    const { header, link } = read;
    this.#place(key, header, expected);
    if (this.whole) this.#follow(header);
    this.#contents(header, bodies);
    this.#headers += 1;
    this.#position = header.position + header.events.length - 1;
    this.#link = link;
    if (this.watched.has(this.#position)) this.#passed.set(this.#position, link);
  }

  /** The link that the chain had at a position; undefined: no entry ended there. */
  linkAt(position: number): string | undefined {
    return position === 0 ? FIRST_LINK : this.#passed.get(position);
  }

  end(): Chained {
    for (const [stream, { version, position }] of this.#gone)
      if (this.whole && (this.#stated.get(stream) ?? 0) <= version)
        this.findings.add('ERASED_IN_SILENCE', position, `contents of ${stream} are gone, and no erasure says so`);
    return {
      headers: this.#headers,
      events: this.#position,
      erased: this.#erased,
      withheld: this.#withheld,
      position: this.#position,
      link: this.#link,
    };
  }

  #place(key: number | undefined, { position }: StatedHeader, expected: number): void {
    if ((key !== undefined && key !== position) || position < expected)
      this.findings.add('HEADER_MISPLACED', position, `the header of position ${position} stands elsewhere`);
    else if (this.whole && position > expected)
      this.findings.add('HEADER_MISSING', expected, `positions ${expected} to ${position - 1} are missing`);
  }

  #follow({ position, stream, version, before, command, previous, events }: StatedHeader): void {
    if (previous !== this.#link)
      this.findings.add('CHAIN_BROKEN', position, `position ${position} does not follow from what stands before it`);
    const known = this.#streams.get(stream) ?? { position: 0, version: 0 };
    if (before !== known.position || version !== known.version + 1)
      this.findings.add('STREAM_BROKEN', position, `version ${version} of ${stream} does not follow ${known.version}`);
    const last = version + events.length - 1;
    this.#streams.set(stream, { position, version: last });
    if (this.#commands.has(command.id))
      this.findings.add('COMMAND_TWICE', position, `position ${position} repeats a command`);
    this.#commands.add(command.id);
    const statement = events.findLastIndex(({ type }) => type === ERASURE);
    if (statement >= 0) this.#stated.set(stream, version + statement);
  }

  #contents({ position, stream, version, events }: StatedHeader, bodies: Entry['bodies']): void {
    if (bodies === undefined || bodies.length !== events.length) {
      const [code, what] =
        bodies === undefined ? (['BODY_MISSING', 'missing'] as const) : (['BODY_CHANGED', 'changed'] as const);
      this.findings.add(code, position, `the contents of position ${position} are ${what}`);
      return;
    }
    for (const [index, { commitment }] of events.entries()) {
      const body = bodies[index];
      if (body === undefined) continue;
      if (body === 'withheld') this.#withheld += 1;
      else if (body.equals(erasureOf(commitment))) {
        this.#erased += 1;
        this.#gone.set(stream, { version: version + index, position: position + index });
      } else if (digest(body) !== commitment)
        this.findings.add('BODY_CHANGED', position + index, `the content at position ${position + index} was changed`);
    }
  }
}
