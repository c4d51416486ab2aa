import { estimate, type Estimate } from '../../domain/desk/simulation/statistics.js';
import type { Figures } from '../../domain/desk/simulation/figures.js';
import type { Runs } from './simulate-run.js';

const [WIDTH, HEIGHT, LEFT, TOP, RIGHT, BOTTOM] = [760, 420, 56, 48, 200, 56];
const LINES: readonly { readonly figure: keyof Figures; readonly title: string; readonly colour: string }[] = [
  { figure: 'reviewedBeforeArrival', title: 'reviewed before arrival', colour: '#0b6e4f' },
  { figure: 'immediateReviewedBeforeArrival', title: '… grade immediate', colour: '#b3261e' },
  { figure: 'reviewedBeforeLeaving', title: 'reviewed before leaving', colour: '#3b5bdb' },
  { figure: 'researchedBeforeLeaving', title: 'full before leaving', colour: '#8a6d00' },
];

/** Shares against load as an SVG of its own, with the 95 % intervals as bands. */
export function chartOf(points: readonly { readonly load: number; readonly runs: Runs }[], about: string): string {
  const loads = points.map(({ load }) => load);
  const [least, most] = [Math.min(...loads), Math.max(...loads)];
  const x = (load: number): number =>
    LEFT + ((Math.log(load) - Math.log(least)) / (Math.log(most / least) || 1)) * (WIDTH - LEFT - RIGHT);
  const y = (share: number): number => TOP + (1 - Math.max(0, Math.min(1, share))) * (HEIGHT - TOP - BOTTOM);
  const ends = LINES.map(({ figure }) => y(estimate(points.at(-1)?.runs[figure] ?? []).mean));
  const labels = spread(ends, 18);
  const grid = [0, 0.25, 0.5, 0.75, 1].map(
    (share) =>
      `<path d="M${LEFT} ${y(share)}H${WIDTH - RIGHT}" stroke="#ccc"/><text x="${LEFT - 8}" y="${y(share) + 4}" text-anchor="end">${share * 100} %</text>`,
  );
  const ticks = loads.map(
    (load) => `<text x="${x(load)}" y="${HEIGHT - BOTTOM + 20}" text-anchor="middle">${load}×</text>`,
  );
  const drawn = LINES.map(({ figure, title, colour }, n) => {
    const at = points.map(({ load, runs }) => ({ load, ...estimate(runs[figure]) }));
    const path = at.map(({ load, mean }, i) => `${i === 0 ? 'M' : 'L'}${x(load)} ${y(mean)}`).join('');
    return [
      `<path d="${bandOf(at, x, y)}" fill="${colour}" opacity="0.15"/>`,
      `<path d="${path}" fill="none" stroke="${colour}" stroke-width="2.5"/>`,
      `<text x="${WIDTH - RIGHT + 10}" y="${(labels[n] ?? 0) + 4}" fill="${colour}">${title}</text>`,
    ].join('');
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="13">`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/><text x="${LEFT}" y="24" font-size="15">${escaped(about)}</text>`,
    ...grid,
    ...ticks,
    `<text x="${(LEFT + WIDTH - RIGHT) / 2}" y="${HEIGHT - 12}" text-anchor="middle">busiest hours, in capacities of full research</text>`,
    ...drawn,
    '</svg>\n',
  ].join('\n');
}

type Point = Estimate & { readonly load: number };

function bandOf(at: readonly Point[], x: (load: number) => number, y: (share: number) => number): string {
  const half = ({ half: one }: Point): number => (Number.isFinite(one) ? one : 0);
  const upper = at.map((point) => `${x(point.load)} ${y(point.mean + half(point))}`);
  const lower = at.toReversed().map((point) => `${x(point.load)} ${y(point.mean - half(point))}`);
  return `M${[...upper, ...lower].join('L')}Z`;
}

/** Labels of lines that end close together, moved apart. */
function spread(ends: readonly number[], apart: number): readonly number[] {
  const placed = [...ends];
  const order = ends.map((_, n) => n).toSorted((a, b) => ends[a]! - ends[b]!);
  for (const [i, n] of order.entries()) {
    const above = i === 0 ? -Infinity : placed[order[i - 1]!]!;
    placed[n] = Math.max(placed[n]!, above + apart);
  }
  return placed;
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
