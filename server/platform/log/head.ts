import type { StreamId } from '../../ports.js';
import { GENESIS } from './header.js';

/** Where the log ends. */
export interface Head {
  /** of the last event, 0 when the log is empty */
  readonly position: number;
  /** of the last header, 0 when the log is empty */
  readonly header: number;
  /** link of the last header */
  readonly link: string;
}

export const EMPTY: Head = { position: 0, header: 0, link: GENESIS };

/** Positions are stored in four bytes. */
export const MAX_POSITION = 2 ** 32 - 1;

/** Where a stream ends: the position of its last header, and its version; zeros when there is no such stream. */
export interface StreamEnd {
  readonly header: number;
  readonly version: number;
}

export const NO_STREAM: StreamEnd = { header: 0, version: 0 };

/** What one append adds. */
export interface Addition {
  readonly position: number;
  readonly stream: StreamId;
  readonly version: number;
  readonly commandId: string;
  readonly header: Buffer;
  readonly bodies: Buffer;
}
