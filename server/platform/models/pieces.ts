/**
 * The state of the read models in pieces, none of which takes long to write or to read: large maps and lists are cut. Pieces
 * of one field are put together in their order.
 */
import { isMap } from 'node:util/types';
import { deserialize, serialize } from 'node:v8';

const ENTRIES_A_PIECE = 256;
const NUMBERS_A_PIECE = 16_384;

/** What one model gave, by the names of its fields. */
type State = Readonly<Record<string, unknown>>;
type Piece = readonly [model: number, field: string, kind: 'whole' | 'map' | 'list', part: unknown];

/** The states of models, in order, as pieces in the form that they are stored in; undefined: that model keeps nothing. */
export function* piecesOf(states: readonly unknown[]): Generator<Buffer> {
  for (const [model, state] of states.entries()) {
    if (state === undefined) continue;
    for (const [field, value] of Object.entries(state as State))
      for (const piece of cut(model, field, value)) yield serialize(piece);
  }
}

function* cut(model: number, field: string, value: unknown): Generator<Piece> {
  if (isMap(value) && value.size > ENTRIES_A_PIECE) {
    let part: unknown[] = [];
    for (const entry of value.entries()) {
      if (part.push(entry) < ENTRIES_A_PIECE) continue;
      yield [model, field, 'map', part];
      part = [];
    }
    yield [model, field, 'map', part];
  } else if (Array.isArray(value) && value.length > NUMBERS_A_PIECE) {
    for (let from = 0; from < value.length; from += NUMBERS_A_PIECE)
      yield [model, field, 'list', value.slice(from, from + NUMBERS_A_PIECE)];
  } else {
    yield [model, field, 'whole', value];
  }
}

/** Puts pieces together again: what each model gave, by its place among the models. */
export class Assembly {
  readonly states = new Map<number, Record<string, unknown>>();

  add(stored: Uint8Array): void {
    const [model, field, kind, part] = deserialize(stored) as Piece;
    const state = this.states.get(model) ?? {};
    this.states.set(model, state);
    if (kind === 'whole') {
      state[field] = part;
    } else if (kind === 'map') {
      const map = (state[field] ??= new Map()) as Map<unknown, unknown>;
      for (const [key, value] of part as [unknown, unknown][]) map.set(key, value);
    } else {
      const list = (state[field] ??= []) as unknown[];
      for (const one of part as unknown[]) list.push(one);
    }
  }
}
