const texts = new WeakMap<object, string>();

/**
 * The JSON of something that never changes, written out once for all who are sent it: that is most of what a card on 2,000
 * screens costs. Of a list, each element is remembered by itself, so that another list of the same elements is quick too.
 */
export function textOf(value: object): string {
  if (Array.isArray(value)) return `[${value.map((one) => textOf(one as object)).join(',')}]`;
  const text = texts.get(value) ?? JSON.stringify(value);
  texts.set(value, text);
  return text;
}
