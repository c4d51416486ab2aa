import { counted } from '../../server/domain/count.js';
import { BENCHES } from '../bench/benches.js';
import type { Machine } from '../bench/results-file.js';
import { isMet, type BenchRow } from '../bench/rows.js';
import { SCENARIOS } from '../faults/scenarios.js';
import { FAULTS } from '../mutants/faults.js';
import { PROMISES } from '../trust/promises.js';

/** What one run wrote, by `writeResults`; each suite adds fields of its own. */
export interface ResultsFile {
  readonly name: string;
  readonly at: string;
  readonly machine: Machine;
}

interface Row {
  readonly what: string;
  readonly figure: string;
  readonly goal: string;
  /** undefined: there is no goal that a figure alone could meet */
  readonly met?: boolean | undefined;
}

interface Section {
  readonly name: string;
  readonly about: string;
  readonly command: string;
  readonly file: ResultsFile | undefined;
  readonly rows: readonly Row[];
}

type Files = Readonly<Record<string, ResultsFile>>;
/** A file of a suite, when there is one, with that suite's own fields. */
const fileOf = <Fields>(file: ResultsFile | undefined) => file as (ResultsFile & Fields) | undefined;

const number = (value: number): string => value.toLocaleString('en-GB', { maximumSignificantDigits: 4 });

const rowOf = (row: BenchRow): Row => ({
  what: row.what,
  figure: `${number(row.value)} ${row.unit}`.trim(),
  goal: row.goal ?? '',
  met: isMet(row),
});

const benchSections = (files: Files): Section[] =>
  Object.entries(BENCHES).map(([name, { about }]) => ({
    name,
    about,
    command: `npm run bench -- ${name}`,
    file: files[name],
    rows: (fileOf<{ rows: readonly BenchRow[] }>(files[name])?.rows ?? []).map(rowOf),
  }));

interface TrustRow {
  readonly row: string;
  readonly value: number;
  readonly unit: string;
  readonly tried: number;
  readonly kept: boolean;
}

function trustSection(files: Files): Section {
  const file = fileOf<{ seed: number; rows: readonly TrustRow[] }>(files['trust']);
  return {
    name: 'trust',
    about: 'what is promised about trust, tried',
    command: `npm run trust${file === undefined ? '' : ` -- --seed ${file.seed}`}`,
    file,
    rows: Object.entries(PROMISES).map(([name, { promise, goal }]) => {
      const tried = file?.rows.find(({ row }) => row === name);
      if (tried === undefined) return { what: promise, figure: NOT_MEASURED, goal };
      const figure = `${number(tried.value)} ${tried.unit}, ${number(tried.tried)} tried`;
      return { what: promise, figure, goal, met: tried.kept };
    }),
  };
}

/** What a scenario of `npm run faults` came to; times in ms. */
interface FaultsRow {
  readonly deliveries: number;
  readonly lost: number;
  readonly twice: number;
  readonly outOfOrder: number;
  readonly strangers: number;
  readonly backP99?: number;
  /** what it measured besides; none in older files */
  readonly measures?: readonly BenchRow[];
}

function faultsSection(files: Files): Section {
  const file = fileOf<{
    options: { readers: number; kills: number; seed: number };
    results: Record<string, FaultsRow>;
  }>(files['faults']);
  const arguments_ =
    file && ` -- --seed ${file.options.seed} --kills ${file.options.kills} --readers ${file.options.readers}`;
  return {
    name: 'faults',
    about: 'what readers lose when nodes, links and Redis fail',
    command: `npm run faults${arguments_ ?? ''}`,
    file,
    rows: Object.entries(SCENARIOS).flatMap(([name, { about, backMs, peer }]) => {
      const what = `${name}: ${about}`;
      const goal = peer
        ? 'to compare with'
        : `0 wrong${backMs === undefined ? '' : `; back ≤ ${number(backMs)} ms, p99`}`;
      const row = file?.results[name];
      if (row === undefined) return [{ what, figure: NOT_MEASURED, goal }];
      const { deliveries, lost, twice, outOfOrder, strangers, backP99 } = row;
      const figure =
        `${number(deliveries)} deliveries: ${lost} lost, ${twice} twice, ${outOfOrder} out of order, ` +
        `${strangers} not theirs${backP99 === undefined ? '' : `; back in ${number(backP99)} ms, p99`}`;
      const met = lost + twice + outOfOrder + strangers === 0 && (backP99 ?? 0) <= (backMs ?? Infinity);
      const besides = (row.measures ?? []).map((measure) => rowOf({ ...measure, what: `${name}: ${measure.what}` }));
      return [{ what, figure, goal, ...(peer ? {} : { met }) }, ...besides];
    }),
  };
}

function mutantsSection(files: Files): Section {
  const file = fileOf<{ results: readonly { rule: string; noticedBy?: string }[] }>(files['mutants']);
  const rules = [...new Set(FAULTS.map(({ rule }) => rule))].toSorted(
    (a, b) => Number(a.slice(1)) - Number(b.slice(1)),
  );
  return {
    name: 'mutants',
    about: 'whether a test that cites a rule notices when a line of the code breaks it',
    command: 'npm run mutants',
    file,
    rows: [whatNoticed(rules, file?.results ?? [])],
  };
}

/** How many rules are protected, and which are not; a rule of which no fault was tried is not. */
function whatNoticed(rules: readonly string[], tried: readonly { rule: string; noticedBy?: string }[]): Row {
  const what = 'rules whose every fault made a test fail that cites them';
  if (tried.length === 0) return { what, figure: NOT_MEASURED, goal: 'all' };
  const isProtected = (rule: string): boolean =>
    tried.some((one) => one.rule === rule) && tried.every((one) => one.rule !== rule || one.noticedBy !== undefined);
  const open = rules.filter((rule) => !isProtected(rule));
  const but = open.length === 0 ? '' : `, not ${open.join(', ')}`;
  const figure = `${rules.length - open.length} of ${rules.length}${but}`;
  return { what, figure, goal: 'all', met: open.length === 0 };
}

const NOT_MEASURED = 'not measured';
const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
const cell = (text: string): string => text.replaceAll('|', '\\|');
const verdict = (met: boolean | undefined): string => (met === undefined ? '' : met ? 'met' : '**missed**');

function measuredOn({ at, machine }: ResultsFile): string {
  const day = new Date(at).toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'Europe/London',
  });
  const { cpu, cores, memoryGiB, kernel, node } = machine;
  return `${day}: ${cpu}, ${cores} cores, ${memoryGiB} GiB, Linux ${kernel.split('-')[0]}, Node ${node.slice(1)}`;
}

function markdownOf({ name, about, command, file, rows }: Section & { readonly file: ResultsFile }): string {
  const lines = rows
    .filter(({ figure }) => figure !== NOT_MEASURED)
    .map(({ what, figure, goal, met }) => `| ${cell(what)} | ${cell(figure)} | ${cell(goal)} | ${verdict(met)} |`);
  const left = rows.filter(({ figure }) => figure === NOT_MEASURED).map(({ what }) => `- ${what}`);
  return [
    `## ${name}\n\n${capital(about)}. \`${command}\`, ${measuredOn(file)}.\n`,
    '| What | Figure | Goal | |\n| --- | --- | --- | --- |',
    ...lines,
    ...(left.length === 0 ? [] : ['\nNot measured in this run:\n', ...left]),
  ].join('\n');
}

/** Every part in a line: what it is about, and how many of its goals were met. */
function overviewOf(sections: readonly Section[]): string {
  const lines = sections.map(({ name, about, rows }) => {
    const judged = rows.filter(({ met }) => met !== undefined);
    const missed = judged.filter(({ met }) => met === false).length;
    const goals = judged.length === 0 ? 'no goal' : `${judged.length - missed} of ${judged.length} met`;
    return `| [${name}](#${name}) | ${cell(capital(about))} | ${missed === 0 ? goals : `**${goals}**`} |`;
  });
  return ['| Part | What | Goals |\n| --- | --- | --- |', ...lines].join('\n');
}

const isMeasured = (section: Section): section is Section & { readonly file: ResultsFile } =>
  section.file !== undefined;

/** The whole page, in Markdown, from what was measured; a measurement that there is no file of says so. */
export function resultsPage(files: Files): string {
  const sections = [...benchSections(files), trustSection(files), faultsSection(files), mutantsSection(files)];
  const withGoal = sections.flatMap(({ name, rows }) =>
    rows.filter(({ met }) => met !== undefined).map((row) => ({ ...row, name })),
  );
  const missed = withGoal.filter(({ met }) => met === false);
  const unmeasured = sections.filter((section) => !isMeasured(section));
  return [
    '# Results',
    'Made by `npm run results` from what `npm run bench`, `trust`, `faults` and `mutants` measured, kept in `docs/results`: nothing\n' +
      'here is typed. Each part says when and on what it was measured. Another machine gives other figures: measure on yours.',
    `Of ${counted(withGoal.length, 'figure')} with a goal, ${withGoal.length - missed.length} met it and ${missed.length} missed it.`,
    overviewOf(sections.filter(isMeasured)),
    ...(missed.length === 0
      ? []
      : [
          `## Missed\n\n${missed.map(({ name, what, figure, goal }) => `- ${name}: ${what}: ${figure}, goal ${goal}`).join('\n')}`,
        ]),
    ...sections.filter(isMeasured).map(markdownOf),
    ...(unmeasured.length === 0
      ? []
      : [`## Not measured\n\n${unmeasured.map(({ about, command }) => `- \`${command}\`: ${about}`).join('\n')}`]),
  ]
    .join('\n\n')
    .concat('\n');
}
