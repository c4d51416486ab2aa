/** Stands in every hostile text: an answer that holds it has said again what it was sent. */
export const CANARY = 'Zebulonia Quarrington';

const NESTED = 9_000;
const LONG = 70_000;

/** Words that have broken programs before. */
const TEXTS: readonly string[] = [
  CANARY,
  `${CANARY}\u0000`,
  `\u202E${CANARY}\uFEFF`,
  `${CANARY}\uD800`,
  `<img src=x onerror=alert('${CANARY}')>`,
  `\${jndi:ldap://127.0.0.1/${CANARY}}`,
  `'; DROP TABLE ${CANARY}; --`,
  `../../../../etc/passwd/${CANARY}`,
  `${CANARY}\r\nset-cookie: a=b`,
  `${CANARY}%s%n%d{{7*7}}`,
  '',
  ' ',
  '%',
  '__proto__',
  'constructor',
  '0',
  'true',
  'null',
  'NaN',
  '-1',
  '1e999',
  '9'.repeat(400),
  'a'.repeat(201),
  '\u{1F46E}\u200D\u2640\uFE0F',
  '2026-02-30T25:61:61Z',
  '1900-02-29',
  '+44 7700 900 000 000 000 000',
];
/** Numbers that JSON can say and `JSON.stringify` cannot: written so, and put in as text. */
const RAW = ['1e999', '-1e999', '-0', '0.1e-400', '123456789012345678901234567890', '1E+2'] as const;
const VALUES: readonly unknown[] = JSON.parse(`[
  null, true, false, 0, -1, 1.5, 2147483648, 9007199254740992, -9223372036854775808, 1.7e308,
  [], {}, [[]], [null], {"length": -1}, {"then": "${CANARY}"}, {"toString": null}, {"toJSON": "${CANARY}"},
  {"__proto__": {"isAdmin": true, "roles": ["administrator"]}, "name": "${CANARY}"},
  {"constructor": {"prototype": {"isAdmin": "${CANARY}"}}}
]`) as unknown[];

/** Three hundred of it three times over still fit into memory. */
const isSmall = (value: unknown): boolean => (JSON.stringify(value) ?? '').length < 1_000;

/** Makes of what is nearly right something that is wrong in a way that nobody thought of. */
export class Hostile {
  constructor(
    readonly random: () => number,
    /** whole bodies of any shape, as JSON */
    private readonly anything: readonly string[],
  ) {}

  pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.random() * list.length)] as T;
  }

  chance = (share: number): boolean => this.random() < share;

  text(): string {
    return this.pick(TEXTS);
  }

  /** A body as text: as it was made in one of ten, else changed in a few places, or in its very letters. */
  body(made: unknown): string {
    if (this.chance(0.1)) return JSON.stringify(made) ?? '';
    if (this.chance(0.1)) return this.pick(this.anything);
    let value = structuredClone(made);
    for (let changes = 1 + Math.floor(this.random() * 3); changes > 0; changes -= 1) value = this.#changed(value);
    const text = this.#written(value);
    return this.chance(0.15) ? this.#broken(text) : text;
  }

  /** A value with one change in it, for what is no text on its way. */
  changed(made: unknown): unknown {
    return this.chance(0.1) ? made : this.#changed(structuredClone(made));
  }

  #value(): unknown {
    return this.chance(0.5) ? this.text() : structuredClone(this.pick(VALUES));
  }

  #changed(value: unknown): unknown {
    if (typeof value !== 'object' || value === null || this.chance(0.05)) return this.#value();
    const within = value as Record<string, unknown>;
    const keys = Object.keys(within);
    const key = keys.length === 0 ? undefined : this.pick(keys);
    if (key === undefined || this.chance(0.1)) {
      within[this.text() || 'x'] = this.#value();
      return value;
    }
    if (this.chance(0.5)) within[key] = this.#changed(within[key]);
    else if (this.chance(0.3)) delete within[key];
    else if (this.chance(0.1) && isSmall(within[key])) within[key] = Array.from({ length: 300 }, () => within[key]);
    else within[key] = this.chance(0.1) ? `raw:${this.pick(RAW)}` : this.#value();
    return value;
  }

  #written(value: unknown): string {
    return (JSON.stringify(value) ?? '').replaceAll(/"raw:([^"]*)"/g, '$1');
  }

  #broken(text: string): string {
    const at = Math.floor(this.random() * text.length);
    switch (Math.floor(this.random() * 7)) {
      case 0:
        return text.slice(0, at);
      case 1:
        return text.slice(0, at) + this.text() + text.slice(at);
      case 2:
        return '['.repeat(NESTED) + ']'.repeat(NESTED);
      case 3:
        return `${'{"a":'.repeat(NESTED)}1${'}'.repeat(NESTED)}`;
      case 4:
        return `"${'x'.repeat(LONG)}"`;
      case 5:
        return `\uFEFF${text}`;
      default:
        return text.replace('{', `{"__proto__":{"x":1},"__proto__":"${CANARY}",`);
    }
  }
}
