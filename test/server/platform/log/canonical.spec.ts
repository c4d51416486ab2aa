import imported from 'canonicalize';
import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { canonical } from '../../../../server/platform/log/canonical.js';
import type { Json, StoredEvent } from '../../../../server/ports.js';

const canonicalize = imported as unknown as (value: unknown) => string;
const SEED = Number(process.env['OUTRIDER_SEED'] ?? Date.now() % 1_000_000);
const anyText = fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)) });

describe('canonical JSON', () => {
  test(`[R11] is byte for byte what RFC 8785 says of any value (seed ${SEED})`, () => {
    const values = fc.letrec<{ value: Json }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom(null, true, false, 0, -0, 1e21, 1e-7, 5e-324),
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        anyText,
        fc.array(tie('value'), { maxLength: 5 }),
        fc.dictionary(fc.oneof(anyText, fc.nat().map(String), fc.string({ unit: 'grapheme' })), tie('value'), {
          maxKeys: 8,
        }),
      ),
    })).value;
    fc.assert(
      fc.property(values, (value) => expect(canonical(value)).toBe(canonicalize(value))),
      { seed: SEED, numRuns: 2_000 },
    );
  });

  test('[R11] of every event of the golden logs too', () => {
    for (const file of readdirSync('fixtures/golden')) {
      for (const line of readFileSync(join('fixtures/golden', file), 'utf8').trim().split('\n')) {
        const { body } = JSON.parse(line) as StoredEvent;
        expect(canonical(body as Json)).toBe(canonicalize(body));
      }
    }
  });

  test('leaves out what is undefined, and refuses what JSON cannot say', () => {
    const partly = { b: undefined, a: [undefined, 1] } as unknown as Json;
    expect(canonical(partly)).toBe('{"a":[null,1]}');
    for (const value of [undefined, Number.NaN, Infinity, { a: -Infinity }])
      expect(() => canonical(value as Json)).toThrow(TypeError);
  });
});
