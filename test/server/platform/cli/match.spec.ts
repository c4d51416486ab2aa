import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command, CommanderError } from 'commander';
import { parse } from 'csv-parse/sync';
import { addEvaluateCommand, runEvaluate } from '../../../../server/platform/cli/evaluate.js';
import { runLearn } from '../../../../server/platform/cli/learn.js';
import { addMatchCommand, runMatch, type MatchOptions } from '../../../../server/platform/cli/match.js';
import { Pairs } from '../../../../server/platform/cli/pairs.js';
import { WEIGHTS, type Weights } from '../../../../server/domain/match/weights.js';
import type { Evidence } from '../../../../server/contract/index.js';

const REGISTER = `record_id,given_names,surname,also_known_as,date_of_birth,sex,phone,flat,building,street,town,postcode
r1,Susan,Clarke,,1980-05-17,F,07700 900123,,12,High Street,Leeds,LS1 4AP
r2,Declan,Pemberton,Spike;Dec,1961-11-02,male,,,4,Otley Road,Leeds,LS6 3AA
r3,Decaln,Pemberton,,02/11/1961,M,,,4,Otley Rd,Leeds,LS6 3AA
r4,,,,,,,Flat A,30-32,Park Road,York,
`;
const QUERIES = `query_id,given_names,surname,approximate_age,date_of_birth,phone,flat,building,street,town
q1,Sue,Clark,46,,,,12,High St,Leeds
q2,Spike,Pemberton,,1961-11-02,,,,,
q3,,,,,,A,30-32,Park Road,York
q4,,,,,07700900123,,,,
q5,Wilhelmina,Ollerenshaw,33,,,,,,
q6,,,,,,,,,
`;
const TRUTH = 'query_id,record_id\nq1,r1\nq2,r2\nq2,r3\nq3,r4\nq4,r1\nq5,\nq6,\n';

describe('outrider match', () => {
  let folder: string;
  let said: string[];
  let failed: string[];
  const terminal = () => ({
    out: (line: string) => void said.push(line),
    error: (line: string) => void failed.push(line),
    interactive: false,
    now: '2026-11-23T00:00:00Z',
  });
  const file = (name: string): string => join(folder, name);
  const options = (more: Partial<MatchOptions> = {}): MatchOptions => ({
    register: file('register.csv'),
    queries: file('queries.csv'),
    out: file('out.csv'),
    limit: 5,
    adapt: false,
    ...more,
  });
  const written = async (name: string) =>
    parse(await readFile(file(name), 'utf8'), { columns: true }) as Record<string, string>[];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'outrider-match-'));
    [said, failed] = [[], []];
    await writeFile(file('register.csv'), REGISTER);
    await writeFile(file('queries.csv'), QUERIES);
    await writeFile(file('truth.csv'), TRUTH);
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('writes the contract’s columns, strongest first, with evidence that adds up', async () => {
    expect(await runMatch(options(), terminal())).toBe(0);
    const rows = await written('out.csv');
    expect(Object.keys(rows[0] ?? {})).toEqual([
      'query_id',
      'rank',
      'record_id',
      'probability',
      'weight',
      'tier',
      'evidence',
    ]);
    const first = (query: string) => rows.find((row) => row['query_id'] === query && row['rank'] === '1');
    expect(first('q1')).toMatchObject({ record_id: 'r1', tier: 'match' });
    expect(first('q3')).toMatchObject({ record_id: 'r4', tier: 'match' });
    expect(first('q4')).toMatchObject({ record_id: 'r1', tier: 'match' });
    expect(rows.filter((row) => row['query_id'] === 'q2').map((row) => row['record_id'])).toEqual(['r2', 'r3']);
    expect(rows.some((row) => row['query_id'] === 'q5' || row['query_id'] === 'q6')).toBe(false);
    for (const row of rows) {
      const lines = JSON.parse(row['evidence'] ?? '') as Evidence[];
      expect(lines.reduce((sum, { weight }) => sum + weight, 0)).toBe(Number(row['weight']));
    }
    expect(said.join('\n')).toMatch(/4 records, built in [\d.]+ s, \d+ bytes per record/);
    expect(said.join('\n')).toMatch(/6 queries, µs each: p50 \d+, p99 \d+, p99.9 \d+/);
  });

  it('writes no more rows for a query than it is told to', async () => {
    await runMatch(options({ limit: 1 }), terminal());
    expect((await written('out.csv')).every((row) => row['rank'] === '1')).toBe(true);
  });

  it('finds the pairs of one register', async () => {
    const { queries: _, ...self } = options({ self: true, out: file('pairs.csv') });
    expect(await runMatch(self, terminal())).toBe(0);
    expect((await written('pairs.csv')).map((row) => [row['record_id_a'], row['record_id_b']])).toEqual([['r2', 'r3']]);
  });

  it('learns weights, uses them, and adapts them', async () => {
    const learned = {
      register: file('register.csv'),
      queries: file('queries.csv'),
      truth: file('truth.csv'),
      out: file('w.json'),
    };
    expect(await runLearn(learned, terminal())).toBe(0);
    expect(await runMatch(options({ weights: file('w.json'), adapt: true }), terminal())).toBe(0);
    expect((await written('out.csv'))[0]).toMatchObject({ query_id: 'q1', record_id: 'r1', tier: 'match' });
    await writeFile(file('w.json'), '{"version": "x"}');
    expect(await runMatch(options({ weights: file('w.json') }), terminal())).toBe(1);
    expect(failed.join()).toContain('prior must be a group of numbers');
  });

  it('learns without truth, and calibrates only where there is enough of it', async () => {
    const files = { register: file('register.csv'), queries: file('queries.csv'), out: file('w.json') };
    expect(await runLearn({ ...files, em: true }, terminal())).toBe(0);
    const weights = JSON.parse(await readFile(file('w.json'), 'utf8')) as Weights;
    expect(weights).toMatchObject({ version: expect.stringContaining('learned'), calibration: [] });
    expect(await runMatch(options({ weights: file('w.json') }), terminal())).toBe(0);
    expect(await runLearn(files, terminal())).toBe(2);
    expect(await runLearn({ ...files, em: true, truth: file('truth.csv') }, terminal())).toBe(2);
    await writeFile(file('truth.csv'), 'query_id,record_id\nsomebody,r1\n');
    expect(await runLearn({ ...files, truth: file('truth.csv') }, terminal())).toBe(1);
    expect(failed.at(-1)).toContain('no query has a truth');
  });

  it('learns nothing from a truth that the register does not hold, and says so', async () => {
    await writeFile(file('truth.csv'), 'query_id,record_id\nq1,r1\nq2,r99\n');
    const files = { register: file('register.csv'), queries: file('queries.csv'), out: file('w.json') };
    expect(await runLearn({ ...files, truth: file('truth.csv') }, terminal())).toBe(0);
    expect(failed.at(-1)).toContain('1 name no record of the register');
    await writeFile(file('truth.csv'), 'query_id,record_id\nq2,r99\n');
    expect(await runLearn({ ...files, truth: file('truth.csv') }, terminal())).toBe(1);
  });

  it('refuses weights whose calibration falls', async () => {
    await writeFile(
      file('w.json'),
      JSON.stringify({
        ...WEIGHTS,
        calibration: [
          [0.5, 0.9],
          [0.6, 0.1],
        ],
      }),
    );
    expect(await runMatch(options({ weights: file('w.json') }), terminal())).toBe(1);
    expect(failed.at(-1)).toContain('calibration must rise from pair to pair');
  });

  it('reads a file as a spreadsheet leaves it: byte order mark, CRLF, quotes, blank lines, columns in capitals', async () => {
    const odd =
      '\uFEFFRECORD_ID , Given_Names,surname,date_of_birth,notes\r\n\r\n"r1"," Susan ","Clarke","17/05/1980","said ""soon"",\r\nthen left"\r\n,nobody,,,\r\n';
    await writeFile(file('register.csv'), odd);
    expect(await runMatch(options(), terminal())).toBe(0);
    expect(said.join('\n')).toContain('1 record, built in');
    expect(failed.join('\n')).toContain('1 row without a record_id left out');
    expect((await written('out.csv'))[0]).toMatchObject({ query_id: 'q1', record_id: 'r1' });
  });

  it.each([
    ['', 'it is empty; its first line should name the columns'],
    ['surname,postcode\n', 'a column record_id or query_id is missing'],
    ['record_id,surname\nr1,"Clarke\n', 'Quote Not Closed'],
  ])('says what is wrong with a register that is %j', async (text, wrong) => {
    await writeFile(file('register.csv'), text);
    expect(await runMatch(options(), terminal())).toBe(1);
    expect(failed.at(-1)).toContain(wrong);
  });

  it('finds nothing in a register that names columns and nobody', async () => {
    await writeFile(file('register.csv'), 'record_id,surname\n');
    expect(await runMatch(options(), terminal())).toBe(0);
    expect(await written('out.csv')).toEqual([]);
  });

  it('reads an address in one line', async () => {
    await writeFile(file('queries.csv'), 'query_id,address\nq1,"12 high st, leeds LS1 4AP"\n');
    await runMatch(options(), terminal());
    expect((await written('out.csv'))[0]).toMatchObject({ record_id: 'r1', tier: 'match' });
  });

  it('says what it was used wrongly for, and what it cannot read', async () => {
    expect(await runMatch(options({ self: true }), terminal())).toBe(2);
    expect(await runMatch(options({ register: file('missing.csv') }), terminal())).toBe(1);
    await writeFile(file('queries.csv'), 'name\nx\n');
    expect(await runMatch(options(), terminal())).toBe(1);
    expect(failed.at(-1)).toContain('a column query_id or record_id is missing');
  });

  it.each([
    [['match'], 'commander.missingMandatoryOptionValue'],
    [['match', '--register', 'a', '--out', 'b', '--limit', '0'], 'commander.invalidArgument'],
    [['match', '--register', 'a', '--out', 'b', '--at', 'soon'], 'commander.invalidArgument'],
    [['evaluate', '--matches', 'a', '--truth', 'b', '--threshold', '2'], 'commander.invalidArgument'],
  ])('refuses %j as wrongly used', async (args, code) => {
    const program = new Command('outrider').exitOverride().configureOutput({ writeErr: () => {} });
    addMatchCommand(program);
    addEvaluateCommand(program);
    for (const command of program.commands) command.exitOverride().configureOutput({ writeErr: () => {} });
    const cause: unknown = await program.parseAsync(args, { from: 'user' }).catch((thrown: unknown) => thrown);
    expect(cause).toBeInstanceOf(CommanderError);
    expect((cause as CommanderError).code).toBe(code);
  });

  it('evaluates what was found', async () => {
    await runMatch(options(), terminal());
    said = [];
    expect(await runEvaluate({ matches: file('out.csv'), truth: file('truth.csv') }, terminal())).toBe(0);
    const report = said.join('\n');
    expect(report).toContain('6 queries, 4 of them in the register; 4 have an answer');
    expect(report).toMatch(/best F1 {3}1\.0000/);
    expect(report).toContain('calibration');
    expect(report).not.toContain('origin of the name');
    said = [];
    const asked = { matches: file('out.csv'), truth: file('truth.csv'), queries: file('queries.csv') };
    expect(await runEvaluate(asked, terminal())).toBe(0);
    expect(said.join('\n')).toMatch(/other +4 +1\.0000 \[0\.\d+, 1\.0000\]/);
    await writeFile(file('bad.csv'), 'query_id,record_id,probability\nq1,r1,high\n');
    expect(await runEvaluate({ matches: file('bad.csv'), truth: file('truth.csv') }, terminal())).toBe(1);
    expect(failed.at(-1)).toContain('probability must be between 0 and 1');
    expect(await runEvaluate({ matches: file('nothing.csv'), truth: file('truth.csv') }, terminal())).toBe(1);
  });
});

describe('pairs', () => {
  it('follow from two sure ones, not from an unsure one', () => {
    const pairs = new Pairs();
    pairs.add('b', 'a', 0.99, []);
    pairs.add('b', 'c', 0.95, []);
    pairs.add('c', 'd', 0.6, []);
    expect(pairs.closed().map(({ a, b }) => a + b)).toEqual(['ab', 'ac', 'bc', 'cd']);
  });
});
