/**
 * Fits the calibration of the built-in weights to days of calls, on seeds that nothing is reported of, and prints it for
 * `server/domain/match/weights.ts`. Run from the build: `node dist/test/bench/calibrate.js [people] [seed …]`.
 */
import { createHistogram } from 'node:perf_hooks';
import { Plan, USUAL } from '../../fixtures/force/plan.js';
import { fitCalibration } from '../../server/domain/match/calibrate.js';
import { WEIGHTS } from '../../server/domain/match/weights.js';
import { dayOf } from './day.js';

const [people = 60_000, ...seeds] = process.argv.slice(2).map(Number);
const waits = { draft: createHistogram(), check: createHistogram() };
const verdicts = [];
for (const seed of seeds.length > 0 ? seeds : [101, 102, 103, 104]) {
  for (const { subject, links } of await dayOf(new Plan({ ...USUAL, people, seed }), waits, {
    ...WEIGHTS,
    calibration: [],
  })) {
    const [first] = subject === 'person' ? links : [];
    if (first !== undefined) verdicts.push(first);
  }
}
for (const [stated, right] of fitCalibration(verdicts))
  console.log(`    [${stated.toPrecision(3)}, ${right.toPrecision(3)}],`);
