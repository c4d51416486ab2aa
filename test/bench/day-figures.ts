import type { Tier } from '../../server/contract/index.js';
import { groupBy } from '../../server/domain/group-by.js';
import type { BenchRow } from './rows.js';
import type { Verdict } from './day-verdict.js';

const TIERS: readonly Tier[] = ['match', 'probable', 'possible'];
const BINS = [0, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99, 0.999, 1.000001] as const;

/** In percent. */
const round = (share: number): number => Math.round(share * 10_000) / 100;
const share = (part: number, whole: number): number => (whole === 0 ? 100 : round(part / whole));

/** Whether a link of one tier counts where all from another tier on do. */
const reaches = (tier: Tier, least: Tier): boolean => TIERS.indexOf(tier) <= TIERS.indexOf(least);

/** Precision and recall of the records shown, from each tier on. */
function atTiers(verdicts: readonly Verdict[], subject: Verdict['subject']): BenchRow[] {
  const of = verdicts.filter((verdict) => verdict.subject === subject);
  const records = of.reduce((sum, { right }) => sum + right.size, 0);
  const known = of.filter(({ right }) => right.size > 0);
  const tiers = subject === 'phone' ? TIERS.slice(0, 1) : TIERS;
  return tiers.flatMap((tier): BenchRow[] => {
    const shown = of.flatMap(({ links, withheld }) =>
      withheld ? [] : links.filter((link) => reaches(link.tier, tier)),
    );
    const found = known.filter(
      ({ links, withheld }) => !withheld && links.some((link) => link.right && reaches(link.tier, tier)),
    );
    const good = shown.filter(({ right }) => right).length;
    const what = `${subject}, ${tier}${tier === 'match' ? '' : ' or better'}`;
    return [
      {
        what: `${what}: precision of ${shown.length} records`,
        value: share(good, shown.length),
        unit: '%',
        ...(tier === 'match' ? { goal: '≥ 99.9' } : {}),
      },
      { what: `${what}: recall of ${records} records`, value: share(good, records), unit: '%' },
      { what: `${what}: ${known.length} known subjects found`, value: share(found.length, known.length), unit: '%' },
    ];
  });
}

/** What the likeliest answer of each party was stated to be worth, and what it was. */
function calibration(verdicts: readonly Verdict[]): BenchRow[] {
  const firsts = verdicts.flatMap(({ subject, links }) => (subject === 'person' ? links.slice(0, 1) : []));
  return BINS.slice(0, -1).flatMap((from, index): BenchRow[] => {
    const to = BINS[index + 1] ?? 1;
    const stated = firsts.filter(({ probability }) => probability >= from && probability < to);
    if (stated.length === 0) return [];
    const mean = stated.reduce((sum, { probability }) => sum + probability, 0) / stated.length;
    const right = stated.filter((link) => link.right).length;
    const what = `calibration, stated ${round(from)} to ${round(Math.min(to, 1))} % (${stated.length}), right`;
    return [{ what, value: share(right, stated.length), unit: '%', goal: `about ${round(mean)}` }];
  });
}

/** Per origin of the name: known people of whom a right record is shown as a match. */
function byOrigin(verdicts: readonly Verdict[]): BenchRow[] {
  const people = verdicts.filter(({ subject }) => subject === 'person');
  const origins = [...new Set(people.flatMap(({ origin }) => (origin === undefined ? [] : [origin])))].toSorted();
  return origins.map((origin) => {
    const known = people.filter((verdict) => verdict.origin === origin && verdict.right.size > 0);
    const found = known.filter(isFound).length;
    return {
      what: `${origin} names (${known.length}): found, probable or better`,
      value: share(found, known.length),
      unit: '%',
    };
  });
}

/** Known people of whom enough was said for a match: both names, and a date of birth or a number. */
function saidInFull(verdicts: readonly Verdict[]): BenchRow[] {
  const full = verdicts.filter(({ asked, right }) => {
    if (right.size === 0 || !('phones' in asked)) return false;
    const { givenNames, surname, dateOfBirth, phones } = asked;
    return givenNames !== undefined && surname !== undefined && (dateOfBirth !== undefined || phones.length > 0);
  });
  const every = full.filter(({ right, links }) => {
    const found = new Set(links.map(({ record }) => record));
    return [...right].every((record) => found.has(record));
  });
  const what = `both names and a date of birth or a number said (${full.length})`;
  return [
    { what: `${what}: found, probable or better`, value: share(full.filter(isFound).length, full.length), unit: '%' },
    { what: `${what}: every record of theirs is shown`, value: share(every.length, full.length), unit: '%' },
  ];
}

/** A right record is shown, and more than possible. */
const isFound = ({ links, withheld }: Verdict): boolean =>
  !withheld && links.some((link) => link.right && reaches(link.tier, 'probable'));

function noTraces(verdicts: readonly Verdict[]): BenchRow[] {
  const all = verdicts.flatMap(({ noTrace }) => noTrace);
  return [
    {
      what: `no trace said ${all.length} times: on keys too weak for the register`,
      value: all.filter(({ weak }) => weak).length,
      unit: '',
      goal: '0',
    },
    {
      what: `no trace said ${all.length} times: though there is a record`,
      value: all.filter(({ wrong }) => wrong).length,
      unit: '',
    },
  ];
}

/** The figures of a day, or of several. */
export const figuresOf = (verdicts: readonly Verdict[]): BenchRow[] => [
  ...atTiers(verdicts, 'person'),
  ...saidInFull(verdicts),
  ...atTiers(verdicts, 'location'),
  ...atTiers(verdicts, 'phone'),
  ...calibration(verdicts),
  ...noTraces(verdicts),
  ...byOrigin(verdicts),
];

/** Why somebody known was not found, in the order in which a reason explains it. */
function reasonOf(verdict: Verdict): string {
  const { asked, withheld, mistakes, links } = verdict;
  const wrong = links.some((link) => !link.right && reaches(link.tier, 'probable'));
  if (wrong) return 'another person was shown';
  if (withheld) return 'over three people could be meant: a question is asked instead';
  const person = 'phones' in asked ? asked : undefined;
  if (person !== undefined && person.surname === undefined) return 'no surname was said';
  const said = [person?.dateOfBirth, person?.approximateAge, person?.phones[0]].some((value) => value !== undefined);
  if (person !== undefined && !said)
    return 'a name and at most the place of the incident: possible is the most it can be';
  return mistakes.length === 0 ? 'everything said was right' : `said wrong or left out: ${mistakes.join(', ')}`;
}

const MOST_KINDS = 12;
const COLLECTED = 'said wrong or left out: ';

/** Whatever was said wrong, in one kind. */
const kindOf = (verdict: Verdict): string => {
  const reason = reasonOf(verdict);
  return reason.startsWith(COLLECTED) ? 'something was said wrong or left out' : reason;
};

/** The misses by kind, with a few of each told in full: for whoever wants to make the next one a hit. */
export function explainMisses(verdicts: readonly Verdict[], examples = 2): string[] {
  const known = verdicts.filter(({ right }) => right.size > 0);
  const people = known.filter(({ subject }) => subject === 'person');
  const doors = known.filter(({ subject }) => subject === 'location');
  const missed = people.filter((verdict) => !isFound(verdict));
  const lost = doors.filter(({ links }) => !links.some(({ right }) => right));
  const unsure = doors.filter((verdict) => !lost.includes(verdict) && !isFound(verdict));
  const falseClear = verdicts.filter(({ noTrace }) => noTrace.some(({ wrong }) => wrong));
  const wrong = verdicts.filter(
    ({ subject, links }) => subject === 'person' && links.some((link) => !link.right && link.tier === 'match'),
  );
  const weak = verdicts.filter(({ noTrace }) => noTrace.some((said) => said.weak));
  const said = ({ mistakes }: Verdict): string => mistakes.toSorted().join(', ') || 'everything said was right';
  return [
    ...tell(`${wrong.length} people are called a match with somebody else`, wrong, said, 5),
    ...tell(
      `${missed.length} of ${people.length} known people are not shown as probable or better`,
      missed,
      kindOf,
      examples,
    ),
    ...tell(`${lost.length} of ${doors.length} known doors are not found`, lost, said, 1),
    ...tell(`${unsure.length} of ${doors.length} known doors are found, but as possible only`, unsure, said, 1),
    ...tell(
      `${falseClear.length} subjects are said to have no trace in a register that has one`,
      falseClear,
      kindOf,
      5,
    ),
    ...tell(
      `${weak.length} subjects are said to have no trace on keys that are too weak`,
      weak,
      ({ subject }) => subject,
      5,
    ),
  ];
}

function tell(
  title: string,
  verdicts: readonly Verdict[],
  kind: (verdict: Verdict) => string,
  examples: number,
): string[] {
  const kinds = [...groupBy(verdicts, kind)].toSorted(([, a], [, b]) => b.length - a.length);
  return [
    `${title}:`,
    ...kinds
      .slice(0, MOST_KINDS)
      .flatMap(([name, some]) => [
        `  ${String(some.length).padStart(4)}  ${name}`,
        ...some.slice(0, examples).map((verdict) => `          ${exampleOf(verdict)}`),
      ]),
  ];
}

function exampleOf({ reference, asked, mistakes, links, right }: Verdict): string {
  const { ref, ...said } = asked;
  const best = links[0];
  const answer =
    best === undefined
      ? 'nothing'
      : `${best.record} ${best.tier} ${best.probability.toFixed(3)}${best.right ? ' (right)' : ''}`;
  return `${reference}/${ref.id ?? ref.kind} [${mistakes.join(', ')}] ${JSON.stringify(said)} → ${answer}; right: ${[...right].slice(0, 3).join(' ')}`;
}
