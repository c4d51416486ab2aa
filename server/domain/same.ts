/**
 * Whether two values are the same JSON, in whichever order their keys are: what comes back from the log has them in
 * another one. A field that is undefined is one that is not there.
 */
export function same(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [mine, theirs] = [a as Record<string, unknown>, b as Record<string, unknown>];
  return (
    Object.keys(mine).every((key) => same(mine[key], theirs[key])) &&
    Object.keys(theirs).every((key) => theirs[key] === undefined || Object.hasOwn(mine, key))
  );
}
