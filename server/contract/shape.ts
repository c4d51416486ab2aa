import { z } from 'zod';

/**
 * Whether a value from outside has a shape, as `safeParse` of the schema says it. What the schema stumbles over has none:
 * where it measures a text it also measures `{"length": {"toString": null}}`, and throws.
 */
export function shaped<S extends z.ZodType>(schema: S, value: unknown): z.ZodSafeParseResult<z.output<S>> {
  try {
    return schema.safeParse(value);
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause;
    return z.custom<z.output<S>>(() => false, 'something in it is of another kind than it should be').safeParse(value);
  }
}
