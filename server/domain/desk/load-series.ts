import type { LoadPoint } from '../../contract/index.js';

/** Four hours of minutes. */
const MOST = 240;

/** The series one look on: one point a minute, the latest of that minute; what is older than four hours goes. */
export function withPoint(series: readonly LoadPoint[], point: LoadPoint): readonly LoadPoint[] {
  const last = series.at(-1);
  const kept = last !== undefined && minuteOf(last) === minuteOf(point) ? series.slice(0, -1) : series;
  return [...kept, point].slice(-MOST);
}

const minuteOf = ({ at }: LoadPoint): string => at.slice(0, 16);
