/** No body of the contract comes near it; what walks through a value one level at a time survives it. */
const MOST_LEVELS = 64;

/** Whether JSON text nests deeper than `MOST_LEVELS`, told before anything is made of it. Brackets in strings do not count. */
export function isTooDeep(text: string): boolean {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at];
    if (inString) {
      if (letter === '\\') at += 1;
      else if (letter === '"') inString = false;
    } else if (letter === '"') inString = true;
    else if (letter === '{' || letter === '[') {
      depth += 1;
      if (depth > MOST_LEVELS) return true;
    } else if (letter === '}' || letter === ']') depth -= 1;
  }
  return false;
}
