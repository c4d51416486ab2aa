import { ago, span } from '../../../client/ui/time.js';

it.each([
  [-5, '0:00'],
  [42_000, '0:42'],
  [725_000, '12:05'],
  [3_725_000, '1:02:05'],
])('a length of %i ms counts as %s', (ms, said) => {
  expect(span(ms)).toBe(said);
});

it.each([
  [0, '0 s ago'],
  [-4_000, '0 s ago'],
  [40_500, '40 s ago'],
  [12 * 60_000, '12 min ago'],
  [3 * 3_600_000, '3 h ago'],
])('%i ms past is %s', (ms, said) => {
  const now = Date.parse('2026-02-03T02:14:05Z');
  expect(ago(now - ms, now)).toBe(said);
});
