import { readFileSync } from 'node:fs';

/** Settings that hold a secret: each can be read from a file instead, which `NAME_FILE` names. */
export const SECRETS = ['OUTRIDER_ADMIN_PASSWORD', 'OUTRIDER_DEMO_PASSWORD', 'OUTRIDER_OIDC_CLIENT_SECRET'] as const;

type Environment = Readonly<Record<string, string | undefined>>;

/** The environment with the contents of secret files in the place of their names, and what is wrong, a line each. */
export function readSecretFiles(environment: Environment): {
  readonly environment: Environment;
  readonly problems: readonly string[];
} {
  const problems: string[] = [];
  const filled: Record<string, string | undefined> = { ...environment };
  for (const key of SECRETS) {
    const file = environment[`${key}_FILE`];
    if (file === undefined) continue;
    delete filled[`${key}_FILE`];
    if (environment[key] !== undefined) problems.push(`${key} and ${key}_FILE are both set: set one.`);
    try {
      filled[key] = readFileSync(file, 'utf8').trimEnd();
    } catch (cause) {
      const { code } = cause as NodeJS.ErrnoException;
      problems.push(`${key}_FILE: ${file} cannot be read (${code}).`);
    }
  }
  return { environment: filled, problems };
}
