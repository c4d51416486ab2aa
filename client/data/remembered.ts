/** A function that computes anew only when what it is given differs from the last time, thing by thing. */
export function remembered<Given extends readonly unknown[], Result>(
  compute: (...given: Given) => Result,
): (...given: Given) => Result {
  let last: { readonly given: Given; readonly result: Result } | undefined;
  return (...given) => {
    const isSame = last?.given.every((one, index) => one === given[index]) === true;
    if (last === undefined || !isSame) last = { given, result: compute(...given) };
    return last.result;
  };
}
