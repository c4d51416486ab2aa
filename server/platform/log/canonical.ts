import type { Json } from '../../ports.js';

/** Anything that JSON has to escape, or that may be half a character. */
const ESCAPED = /[^\x20\x21\x23-\x5b\x5d-\x7e\xa0-\ud7ff]/;

const quoted = (text: string): string => (ESCAPED.test(text) ? JSON.stringify(text) : `"${text}"`);

/** By UTF-16 code units. Keys are few, and most of them in order: an insertion sort is faster than the general one. */
function sorted(keys: string[]): string[] {
  for (let next = 1; next < keys.length; next += 1) {
    const key = keys[next] as string;
    let place = next;
    for (; place > 0 && (keys[place - 1] as string) > key; place -= 1) keys[place] = keys[place - 1] as string;
    keys[place] = key;
  }
  return keys;
}

/**
 * A value as canonical JSON, RFC 8785: the form in which bodies are stored and committed to. It is what the package of that
 * name makes, in half the time: a body in it is the dearest part of an append. Properties that are undefined are left out.
 * @throws TypeError when it is not JSON: undefined, NaN or an infinity
 */
export function canonical(value: Json | undefined): string {
  switch (typeof value) {
    case 'string':
      return quoted(value);
    case 'number':
      if (!Number.isFinite(value)) break;
      return String(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object':
      return value === null ? 'null' : Array.isArray(value) ? ofList(value) : ofObject(value as JsonObject);
    case 'undefined':
  }
  throw new TypeError('The body of an event must be JSON');
}

type JsonObject = Readonly<Record<string, Json | undefined>>;

function ofList(list: readonly (Json | undefined)[]): string {
  let text = '[';
  for (let index = 0; index < list.length; index += 1) {
    if (index > 0) text += ',';
    text += canonical(list[index] ?? null);
  }
  return `${text}]`;
}

function ofObject(object: JsonObject): string {
  let text = '';
  for (const key of sorted(Object.keys(object))) {
    const value = object[key];
    if (value !== undefined) text += `${text === '' ? '{' : ','}${quoted(key)}:${canonical(value)}`;
  }
  return text === '' ? '{}' : `${text}}`;
}
