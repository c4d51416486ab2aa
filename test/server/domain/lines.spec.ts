import fc from 'fast-check';
import { MAX_LINE_BYTES, splitLines } from '../../../server/domain/lines.js';

async function* chunks(bytes: Uint8Array, cuts: readonly number[]): AsyncGenerator<Uint8Array> {
  const at = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].toSorted((a, b) => a - b);
  let start = 0;
  for (const end of [...at, bytes.length]) {
    yield bytes.subarray(start, end);
    start = end;
  }
}

async function split(text: string | Uint8Array, cuts: readonly number[] = []): Promise<string[]> {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  const lines: string[] = [];
  for await (const line of splitLines(chunks(bytes, cuts))) lines.push(line);
  return lines;
}

describe('splitting a stream into lines', () => {
  it.each([
    ['nothing', '', []],
    ['a last line without an end', 'a\nb', ['a', 'b']],
    ['a last line with an end', 'a\nb\n', ['a', 'b']],
    ['blank lines', '\n\na\n', ['', '', 'a']],
    ['line ends of Windows', 'a\r\nb\r\n', ['a', 'b']],
    ['a byte order mark', '\uFEFFa\n\uFEFFb', ['a', '\uFEFFb']],
  ])('reads %s', async (_, text, lines) => {
    expect(await split(text)).toEqual(lines);
  });

  it('gives the same lines however the bytes arrive', async () => {
    const text = fc
      .array(fc.string({ unit: 'grapheme' }).map((s) => s.replace(/[\r\n\uFEFF]/g, '')))
      .map((l) => l.join('\n'));
    await fc.assert(
      fc.asyncProperty(text, fc.array(fc.nat()), async (whole, cuts) => {
        expect((await split(whole, cuts)).join('\n')).toBe(whole.replace(/\n$/, ''));
      }),
    );
  });

  it('holds no more of a long line than shows that it is too long', async () => {
    const lines = await split(`${'x'.repeat(10 * MAX_LINE_BYTES)}\nb\n`, [1_000, 70_000, 200_000]);
    expect(lines.map((line) => line.length)).toEqual([MAX_LINE_BYTES + 1, 1]);
    expect(await split('x'.repeat(MAX_LINE_BYTES))).toEqual(['x'.repeat(MAX_LINE_BYTES)]);
  });

  it('marks bytes that are not UTF-8', async () => {
    expect(await split(new Uint8Array([0x61, 0xe9, 0x0a, 0x62]))).toEqual(['a\uFFFD', 'b']);
  });
});
