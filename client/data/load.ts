import type { LoadPoint, ServiceLevel } from '../../server/contract/index.js';

/** The desk's load as the chart takes it: seconds since 1970, then a row for each line. */
export type LoadRows = [at: number[], firstLooks: number[], late: number[], putOff: number[], onDuty: number[]];

export const rowsOf = (points: readonly LoadPoint[]): LoadRows => [
  points.map(({ at }) => Date.parse(at) / 1000),
  points.map(({ firstLooks }) => firstLooks),
  points.map(({ late }) => late),
  points.map(({ putOff }) => putOff),
  points.map(({ onDuty }) => onDuty),
];

/** A service level from when to when, in seconds since 1970. */
export interface Band {
  readonly level: ServiceLevel;
  readonly from: number;
  readonly to: number;
}

/** The levels as bands, each up to where the next one begins. */
export function bandsOf(points: readonly LoadPoint[]): readonly Band[] {
  const bands: Band[] = [];
  for (const { at, level } of points) {
    const now = Date.parse(at) / 1000;
    const last = bands.at(-1);
    if (last) bands[bands.length - 1] = { ...last, to: now };
    if (last?.level !== level) bands.push({ level, from: now, to: now });
  }
  return bands;
}

const count = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`;

/** The chart in words, for those who do not see it and for those in a hurry. */
export function loadInWords(points: readonly LoadPoint[]): string {
  const now = points.at(-1);
  if (now === undefined) return 'Nothing is known of the desk’s load yet.';
  const worst = Math.max(...points.map(({ late }) => late));
  return [
    `${count(now.firstLooks, 'job waits', 'jobs wait')} for a first look`,
    `${now.late} of them predicted after the officers arrive`,
    `${count(now.putOff, 'full research', 'full researches')} put off`,
    `${count(now.onDuty, 'researcher')} on duty`,
    `most predicted late in this time: ${worst}`,
  ].join('; ');
}
