/**
 * Edit distance with adjacent transpositions (optimal string alignment), given up beyond `limit`.
 * @returns the distance, or `limit + 1` when it is larger
 */
export function editDistance(a: string, b: string, limit: number): number {
  if (a === b) return 0;
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let start = 0;
  let [endA, endB] = [a.length, b.length];
  while (start < endA && start < endB && a.charCodeAt(start) === b.charCodeAt(start)) start += 1;
  while (endA > start && endB > start && a.charCodeAt(endA - 1) === b.charCodeAt(endB - 1)) {
    endA -= 1;
    endB -= 1;
  }
  return tableDistance(a.slice(start, endA), b.slice(start, endB), limit);
}

function tableDistance(a: string, b: string, limit: number): number {
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let i = 1; i <= a.length; i += 1) {
    const current = [i];
    let best = i;
    for (let j = 1; j <= b.length; j += 1) {
      const cost = cell(a, b, i, j, current[j - 1] ?? 0, previous, before);
      current.push(cost);
      best = Math.min(best, cost);
    }
    if (best > limit) return limit + 1;
    before = previous;
    previous = current;
  }
  return Math.min(previous[b.length] ?? 0, limit + 1);
}

function cell(a: string, b: string, i: number, j: number, left: number, above: number[], before: number[]): number {
  const same = a[i - 1] === b[j - 1];
  const cost = Math.min(left + 1, (above[j] ?? 0) + 1, (above[j - 1] ?? 0) + (same ? 0 : 1));
  const crossed = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
  return crossed ? Math.min(cost, (before[j - 2] ?? 0) + 1) : cost;
}

/** Jaro–Winkler similarity, 0 to 1 (Winkler 1990: a common beginning of up to four letters counts). */
export function resemblance(a: string, b: string): number {
  if (a === b) return 1;
  const reach = Math.max(0, Math.floor(Math.max(a.length, b.length) / 2) - 1);
  const taken = new Uint8Array(b.length);
  let matched = '';
  for (let i = 0; i < a.length; i += 1) {
    for (let j = Math.max(0, i - reach); j < Math.min(b.length, i + reach + 1); j += 1) {
      if (taken[j] === 0 && a[i] === b[j]) {
        taken[j] = 1;
        matched += a[i];
        break;
      }
    }
  }
  if (matched === '') return 0;
  let [k, crossed] = [0, 0];
  for (let j = 0; j < b.length; j += 1) {
    if (taken[j] === 1) {
      if (b[j] !== matched[k]) crossed += 1;
      k += 1;
    }
  }
  const m = matched.length;
  const jaro = (m / a.length + m / b.length + (m - crossed / 2) / m) / 3;
  let prefix = 0;
  while (prefix < 4 && prefix < a.length && a[prefix] === b[prefix]) prefix += 1;
  return jaro + prefix * 0.1 * (1 - jaro);
}
