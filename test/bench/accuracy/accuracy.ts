/**
 * Measures what the matcher finds and how sure it says it is, on people who took no part in learning, the way `outrider match`
 * answers. Real and synthetic sources come from `OUTRIDER_BENCH_DATA` (the folder beside the project when it is not set); a
 * source that is not there leaves its rows out. `--people` is the size of the generated country.
 */
import { originOf } from '../../../server/domain/match/words/origins.js';
import { squash } from '../../../server/domain/match/normalise/text.js';
import { bestScore } from '../../../server/domain/match/figures.js';
import type { BenchRow } from '../rows.js';
import { foodHygieneTrial, FOOD_HYGIENE, pricePaidTrial, PRICE_PAID } from './addresses.js';
import { FEBRL_SETS, febrlFile, febrlTrial, type Style } from './febrl.js';
import { HISTORICAL, historicalTrial } from './historical.js';
import { countryTrial, hasMore, UNSEEN } from './million.js';
import { judgeNamePairs, namePairVerdicts } from './names.js';
import { febrlPairs } from './pairs.js';
import {
  calibrationRows,
  f1Row,
  figure,
  matchRows,
  originRows,
  recallAtPrecisionRow,
  recallRow,
  wrongMatchRow,
} from './rows.js';
import { hasSource } from './sources.js';
import { answerTrial, missesOf, type Answered, type Trial } from './trial.js';

type Tell = (line: string) => void;

/** Measures everything that there is data for; misses are told a line at a time, by kind. */
export function benchAccuracy(tell: Tell, people = COUNTRY_PEOPLE): BenchRow[] {
  const parts: readonly (readonly [string, (tell: Tell) => BenchRow[]])[] = [
    [febrlFile('febrl3'), febrlRows],
    [HISTORICAL, historicalRows],
    [PRICE_PAID, pricePaidRows],
    [FOOD_HYGIENE, foodHygieneRows],
  ];
  const measured = parts.flatMap(([source, measure]) => {
    if (hasSource(source)) return measure(tell);
    tell(`${source} is not there: its rows are left out (OUTRIDER_BENCH_DATA says where)`);
    return [];
  });
  return [...measured, ...namePairRows(tell), ...countryRows(tell, people)];
}

function answer(what: string, trial: Trial, tell: Tell): Answered[] {
  const answered = answerTrial(trial);
  tellMisses(what, trial, answered, tell);
  return answered;
}

const EXAMPLES = 2;

function tellMisses(what: string, { register }: Trial, answered: readonly Answered[], tell: Tell): void {
  const rows = new Map(register.map((row) => [row['record_id'], row]));
  const kinds = new Map<string, string[]>();
  for (const { kind, line } of missesOf(answered, (id) => rows.get(id))) {
    kinds.set(kind, [...(kinds.get(kind) ?? []), line]);
  }
  for (const [kind, lines] of [...kinds].toSorted(([, a], [, b]) => b.length - a.length)) {
    tell(`${what}: ${lines.length} × ${kind}`);
    for (const line of lines.slice(0, EXAMPLES)) tell(`    ${line.slice(0, 300)}`);
  }
}

function febrlRows(tell: Tell): BenchRow[] {
  const ask = (style: Style, open: boolean): Answered[] =>
    FEBRL_SETS.flatMap((set) => answer(`FEBRL, ${style}`, febrlTrial(style, open, 'report', [set]), tell));
  const call = ask('call', true);
  const { f1, precision, recall } = febrlPairs();
  return [
    f1Row('call-style, half unknown', call, '≥ 0.9985'),
    recallAtPrecisionRow('call-style', call, '≥ 0.998'),
    ...matchRows('call-style', call, { precision: '≥ 0.999', recall: '≥ 0.98' }),
    f1Row('name and age, all known', ask('name and age', false), '≥ 0.935'),
    f1Row('name and age, half unknown', ask('name and age', true), '≥ 0.910'),
    f1Row('address alone, half unknown', ask('address', true), '≥ 0.976'),
    figure('FEBRL 3 pairs, learned on FEBRL 2: F1', f1, '≥ 0.9997'),
    figure('FEBRL 3 pairs: precision', precision),
    figure('FEBRL 3 pairs: recall', recall),
    ...calibrationRows('call-style', call),
    ...originRows('call-style', call, surnameOrigin),
  ];
}

const surnameOrigin = ({ row }: Answered): string => originOf(squash(row['surname'] ?? ''));

function historicalRows(tell: Tell): BenchRow[] {
  const first = answer('historical, one record each', historicalTrial('report', 'first'), tell);
  const others = answer('historical, all other records', historicalTrial('report', 'others'), tell);
  return [
    recallRow('historical, one record each', first, 3, '≥ 0.985'),
    recallRow('historical, all other records', others, 3, '≥ 0.985'),
    ...matchRows('historical, one record each', first, { recall: '≥ 0.92' }),
    ...matchRows('historical, all other records', others, { recall: '≥ 0.92' }),
    wrongMatchRow('historical, one record each', first, '≤ 0.002'),
    wrongMatchRow('historical, all other records', others, '≤ 0.002'),
    ...calibrationRows('historical, one record each', first),
  ];
}

function pricePaidRows(tell: Tell): BenchRow[] {
  const answered = answer('sold houses', pricePaidTrial('report'), tell);
  const known = answered.filter(({ right }) => right.size > 0);
  const strangers = answered.filter(({ right }) => right.size === 0);
  const joined = strangers.filter(({ links: [best] }) => best !== undefined && best.tier !== 'possible');
  return [
    recallRow(`sold houses (${known.length})`, known, 1, '≥ 0.995'),
    ...matchRows('sold houses', known, { recall: '≥ 0.97' }),
    figure(`sold houses: joins of another house or flat, of ${strangers.length}`, joined.length, '0'),
  ];
}

function foodHygieneRows(tell: Tell): BenchRow[] {
  const answered = answer('businesses in one line', foodHygieneTrial('report'), tell);
  return [
    recallRow(`businesses in one line (${answered.length})`, answered, 1, '≥ 0.995'),
    ...matchRows('businesses in one line', answered, { recall: '≥ 0.97' }),
  ];
}

function namePairRows(tell: Tell): BenchRow[] {
  const pairs = judgeNamePairs();
  const best = bestScore(namePairVerdicts(pairs), pairs.filter(({ same }) => same).length);
  for (const { same, kind, one, other, probability } of pairs) {
    if (same === probability >= best.threshold) continue;
    tell(`name pairs: ${same ? 'missed' : 'joined'} (${kind}) ${one} / ${other}, ${probability.toPrecision(2)}`);
  }
  const strong = pairs.filter(({ kind }) => kind === 'strong');
  const right = strong.filter(({ probability }) => probability >= best.threshold);
  return [
    figure(`person-name pairs (${pairs.length}, hard negatives): F1`, best.f1, '≥ 0.75'),
    figure(`person-name pairs: strong ones right, of ${strong.length}`, right.length, `${strong.length}`),
  ];
}

const COUNTRY_PEOPLE = 100_000;
const COUNTRY_QUERIES = 4000;

function countryRows(tell: Tell, people: number): BenchRow[] {
  const all = UNSEEN.flatMap((seed) => answer('country', countryTrial(seed, people, COUNTRY_QUERIES), tell));
  const more = all.filter(hasMore);
  const of = (kind: string): Answered[] => all.filter((one) => one.kind === kind);
  const what = `country of ${people.toLocaleString('en-GB')}, three seeds`;
  return [
    f1Row(`${what}, all`, all, '≥ 0.968'),
    f1Row('country, with street, phone or date', more, '≥ 0.988'),
    f1Row('country, name, age and address', of('name, age and address'), '≥ 0.995'),
    f1Row('country, name, date and address', of('name, date and address'), '≥ 0.998'),
    recallRow('country, all', all, 5, '≥ 0.98'),
    recallRow('country, with street, phone or date', more, 5, '≥ 0.998'),
    ...matchRows('country', all, { precision: '≥ 0.999' }),
    ...calibrationRows('country', all),
  ];
}
