import fc from 'fast-check';
import { calibrated, fitCalibration, type Knot } from '../../../../server/domain/match/calibrate.js';
import { WEIGHTS } from '../../../../server/domain/match/weights.js';

const share = fc.double({ min: 0, max: 1, noNaN: true });

describe('calibration', () => {
  it('never makes the surer of two the less sure, and stays a probability', () => {
    fc.assert(
      fc.property(share, share, (one, other) => {
        const [low, high] = [Math.min(one, other), Math.max(one, other)].map((p) => calibrated(p, WEIGHTS.calibration));
        expect(low).toBeLessThanOrEqual((high ?? 0) + 1e-12);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('leaves alone what is outside its knots', () => {
    const knots: Knot[] = [
      [0.2, 0.1],
      [0.8, 0.7],
    ];
    expect([0, 0.1, 0.9, 1].map((p) => calibrated(p, knots))).toEqual([0, 0.1, 0.9, 1]);
    expect(calibrated(0.2, knots)).toBeCloseTo(0.1);
    expect(calibrated(0.5, knots)).toBeLessThan(0.5);
    expect(calibrated(0.5, [])).toBe(0.5);
  });

  it('is fitted to what was right: halves that were stated as nine in ten', () => {
    const verdicts = Array.from({ length: 400 }, (_, at) => ({
      probability: at % 2 === 0 ? 0.9 : 0.1,
      right: at % 4 === 0,
      tier: 'possible',
    }));
    const knots = fitCalibration(verdicts);
    expect(calibrated(0.9, knots)).toBeCloseTo(0.5, 1);
    expect(calibrated(0.1, knots)).toBeLessThan(0.05);
    expect(fitCalibration(verdicts.slice(0, 20))).toEqual([]);
  });
});
