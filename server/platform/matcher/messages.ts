import type { CheckAnswer, CheckQuery } from '../../domain/match/types.js';
import type { ActiveBatches, LoadedRegister } from '../../ports.js';

/** What the matcher asks its worker. */
export type Request =
  | { readonly do: 'load'; readonly registers: readonly LoadedRegister[] }
  | { readonly do: 'activate'; readonly register: string; readonly active: ActiveBatches }
  | { readonly do: 'check'; readonly query: CheckQuery }
  | { readonly do: 'close' };

export interface Numbered {
  readonly id: number;
  readonly request: Request;
}

/** What the worker answers; `failed` carries why. */
export type Reply =
  { readonly id: number; readonly answer?: CheckAnswer } | { readonly id: number; readonly failed: string };
