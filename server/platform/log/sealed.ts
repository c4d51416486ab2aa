import type { LogHead } from '../../ports.js';
import type { Content } from './bodies.js';
import type { LinkedHeader } from './header.js';

/** A header with what its commitments are made of. */
export interface Sealed {
  readonly header: LinkedHeader;
  readonly contents: readonly Content[];
}

/** A whole log as another program can verify it: in batches, in order, through its head. */
export interface SealedLog {
  readonly head: LogHead;
  readonly entries: AsyncIterable<readonly Sealed[]>;
}
