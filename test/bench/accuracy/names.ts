import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { fileBeside } from '../../../fixtures/match/cases.js';
import type { Verdict } from '../../../server/domain/match/figures.js';
import type { Cells } from './sources.js';
import { AT } from './febrl.js';
import { ask, indexOf, type Row } from './trial.js';

/** One labelled pair of names, and how likely they are held to be one person’s. */
export interface NamePair {
  readonly kind: string;
  readonly one: string;
  readonly other: string;
  readonly same: boolean;
  readonly probability: number;
}

/** A register with nobody else is no population: these many names stand around each pair. */
export function judgeNamePairs(): NamePair[] {
  const pairs: Cells[] = parse(readFileSync(fileBeside('name-pairs.csv')), { columns: true });
  const register = pairs.map(({ one = '' }, at): Row => ({ record_id: `pair-${at}`, given_names: one }));
  const index = indexOf(register);
  return pairs.map(({ kind = '', one = '', other = '', same }, at) => {
    const links = ask(index, { query_id: 'q', given_names: other }, AT, { least: 1e-9, several: true });
    const found = links.find(({ recordId }) => recordId === `pair-${at}`);
    return { kind, one, other, same: same === 'yes', probability: found?.probability ?? 0 };
  });
}

export const namePairVerdicts = (pairs: readonly NamePair[]): Verdict[] =>
  pairs
    .filter(({ probability }) => probability > 0)
    .map(({ probability, same }) => ({ probability, right: same, tier: 'possible' }));
