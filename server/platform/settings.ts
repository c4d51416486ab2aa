import { join, resolve } from 'node:path';
import { z } from 'zod';
import { TIMINGS, type Timings } from '../domain/grade/timings.js';
import type { DeskHours } from '../domain/desk/hours.js';
import { KEY_FILE } from './record/signing-key.js';
import type { RedisSettings } from './redis/open-redis.js';
import { REDIS_ENVIRONMENT, redisSettings } from './redis/redis-settings.js';
import { EDGE_ENVIRONMENT, readTls, type TlsSettings } from './settings/edge-settings.js';
import { readSecretFiles } from './settings/secret-files.js';
import { providerOf, SIGN_IN_ENVIRONMENT, signInProblems, type ProviderSettings } from './settings/sign-in-settings.js';

type Given = Readonly<Record<string, string | undefined>>;

/** How Outrider runs: `demonstration` invents what it needs to be tried; `production` invents nothing. */
export type Form = 'demonstration' | 'production';

const port = z.coerce.number().int().min(0).max(65_535);
const origins = z
  .string()
  .transform((text) =>
    text
      .split(',')
      .map((o) => o.trim())
      .filter(Boolean),
  )
  .pipe(z.array(z.url()));

/** `off`, which is 0, or how many times faster than real time. */
const feed = z.union([z.literal('off').transform(() => 0), z.coerce.number().positive().max(10_000)], {
  error: 'off, or how many times faster than real time, such as 60',
});

/** Of a clock: at most a day. */
const minutes = z.coerce.number().min(1).max(1440);
const TIME = '([01]\\d|2[0-3]):[0-5]\\d';
const deskHours = z
  .string()
  .regex(new RegExp(`^${TIME}-${TIME}$`), 'from and to, such as 07:00-03:00')
  .transform((text) => ({ from: text.slice(0, 5), to: text.slice(6) }));

const Environment = z.object({
  PORT: port.default(3000),
  OUTRIDER_HOST: z.string().min(1).default('127.0.0.1'),
  OUTRIDER_DATA: z.string().min(1).default('./data'),
  OUTRIDER_ORIGINS: origins.default([]),
  OUTRIDER_DEMO_PEOPLE: z.coerce.number().int().min(0).max(10_000_000).default(100_000),
  OUTRIDER_FEED: feed.default(1),
  OUTRIDER_IMMEDIATE_MINUTES: minutes.default(TIMINGS.immediateMinutes),
  OUTRIDER_PRIORITY_MINUTES: minutes.default(TIMINGS.priorityMinutes),
  OUTRIDER_DOWNGRADE_MINUTES: minutes.default(TIMINGS.downgradeMinutes),
  OUTRIDER_HANDOVER_MINUTES: minutes.default(TIMINGS.handoverMinutes),
  OUTRIDER_COVER_MINUTES: minutes.default(5),
  OUTRIDER_DROP: z.string().min(1).optional(),
  OUTRIDER_CHECKPOINTS: z.string().min(1).optional(),
  OUTRIDER_CHECKPOINT_KEY: z.string().min(1).optional(),
  OUTRIDER_DESK_HOURS: deskHours.optional(),
  OUTRIDER_DEMO_PASSWORD: z.string().min(8, 'at least 8 characters').optional(),
  OUTRIDER_ADMIN_PASSWORD: z.string().min(12, 'at least 12 characters').optional(),
  ...REDIS_ENVIRONMENT,
  ...SIGN_IN_ENVIRONMENT,
  ...EDGE_ENVIRONMENT,
});

/** The names of all settings; what `secret-files.ts` lists may stand in a file that NAME_FILE names. */
export const SETTING_NAMES: ReadonlySet<string> = new Set(Object.keys(Environment.shape));

/** With a provider, local accounts are there only when somebody asks for them. */
const hasLocalSignIn = (environment: Given): boolean =>
  (environment['OUTRIDER_LOCAL_SIGN_IN'] ?? (environment['OUTRIDER_OIDC_ISSUER'] ? 'off' : 'on')) === 'on';

/** Settings that production must be given: it does not guess where data lives or which browsers may connect. */
const neededInProduction = (environment: Given): readonly string[] => [
  'PORT',
  'OUTRIDER_DATA',
  'OUTRIDER_ORIGINS',
  'OUTRIDER_CHECKPOINTS',
  ...(hasLocalSignIn(environment) ? ['OUTRIDER_ADMIN_PASSWORD'] : []),
];
const DEMONSTRATION_ONLY = ['OUTRIDER_DEMO_PASSWORD', 'OUTRIDER_DEMO_PEOPLE'] as const;

/** What one node is told to be: type and injection token in one. */
export abstract class Settings {
  abstract readonly form: Form;
  abstract readonly port: number;
  /** the network address to listen on: this machine alone, unless TLS stands before it */
  abstract readonly host: string;
  /** absolute */
  abstract readonly dataFolder: string;
  /** web origins besides Outrider's own that may call and connect */
  abstract readonly origins: readonly string[];
  abstract readonly demonstrationPassword: string | undefined;
  /** the password of the first administrator, set when there is no account yet */
  abstract readonly administratorPassword: string | undefined;
  /** people that the demonstration's invented force knows of; 0: the few historical ones alone */
  abstract readonly demonstrationPeople: number;
  /** how many times faster than real time the demonstration's calls come in; undefined: none do */
  abstract readonly feedSpeed: number | undefined;
  /** absolute; where other programs drop their reports; undefined: nowhere */
  abstract readonly dropFolder: string | undefined;
  abstract readonly timings: Timings;
  /** when the force means its desk to be staffed, in London; undefined: always */
  abstract readonly deskHours: DeskHours | undefined;
  /** absolute; the second place for checkpoints of the log and the list of erasures; undefined: the data folder alone */
  abstract readonly checkpointsFolder: string | undefined;
  /** absolute; the file of the key that signs checkpoints */
  abstract readonly checkpointKey: string;
  /** the log that this node shares with others; undefined: it has its own, in the data folder */
  abstract readonly redis: RedisSettings | undefined;
  /** who vouches for people; undefined: local accounts alone */
  abstract readonly provider: ProviderSettings | undefined;
  /** whether people sign in with a password of Outrider's own */
  abstract readonly localSignIn: boolean;
  /** undefined: plain HTTP, for this machine or behind a proxy that speaks TLS */
  abstract readonly tls: TlsSettings | undefined;
  /** network addresses of proxies whose word on where a request came from is taken; undefined: nobody's */
  abstract readonly trustProxy: readonly string[] | undefined;
  /** of a screen that nobody touches, until it covers itself */
  abstract readonly coverAfterMinutes: number;
}

/** Settings that cannot be used: one line each, saying which and what to do. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

/**
 * Reads the settings from an environment.
 * @throws SettingsError naming every missing, wrong or unknown setting
 */
export function readSettings(form: Form, given: Given): Settings {
  const { environment, problems: unread } = readSecretFiles(given);
  const set = Object.keys(environment).filter((key) => environment[key] !== undefined);
  const tls = readTls(environment['OUTRIDER_TLS_CERT'], environment['OUTRIDER_TLS_KEY']);
  const problems = [
    ...unread,
    ...signInProblems(new Set(set)),
    ...(typeof tls === 'string' ? [tls] : []),
    ...set
      .filter((key) => key.startsWith('OUTRIDER_') && !SETTING_NAMES.has(key))
      .map((key) => `${key} is not a setting of Outrider: remove it or correct its name.`),
    ...(form === 'production'
      ? [
          ...neededInProduction(environment)
            .filter((key) => !environment[key])
            .map((key) => `${key} is missing: set it.`),
          ...DEMONSTRATION_ONLY.filter((key) => environment[key]).map((key) => `${key} is for the demonstration only.`),
          ...((environment['OUTRIDER_FEED'] ?? 'off') === 'off'
            ? []
            : ['OUTRIDER_FEED is for the demonstration only.']),
        ]
      : []),
  ];
  const parsed = Environment.safeParse(Object.fromEntries(set.map((key) => [key, environment[key]])));
  if (!parsed.success) {
    problems.push(...parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}.`));
  }
  const redis = parsed.success ? redisOf(parsed.data, problems) : undefined;
  if (!parsed.success || typeof tls === 'string' || problems.length > 0) throw new SettingsError(problems.join('\n'));
  const { data } = parsed;
  return {
    form,
    port: data.PORT,
    host: data.OUTRIDER_HOST,
    dataFolder: resolve(data.OUTRIDER_DATA),
    origins: data.OUTRIDER_ORIGINS,
    demonstrationPassword: data.OUTRIDER_DEMO_PASSWORD,
    administratorPassword: data.OUTRIDER_ADMIN_PASSWORD,
    demonstrationPeople: data.OUTRIDER_DEMO_PEOPLE,
    feedSpeed: form === 'production' || data.OUTRIDER_FEED === 0 ? undefined : data.OUTRIDER_FEED,
    dropFolder: data.OUTRIDER_DROP === undefined ? undefined : resolve(data.OUTRIDER_DROP),
    timings: {
      immediateMinutes: data.OUTRIDER_IMMEDIATE_MINUTES,
      priorityMinutes: data.OUTRIDER_PRIORITY_MINUTES,
      downgradeMinutes: data.OUTRIDER_DOWNGRADE_MINUTES,
      handoverMinutes: data.OUTRIDER_HANDOVER_MINUTES,
    },
    deskHours: data.OUTRIDER_DESK_HOURS,
    checkpointsFolder: data.OUTRIDER_CHECKPOINTS === undefined ? undefined : resolve(data.OUTRIDER_CHECKPOINTS),
    checkpointKey: resolve(data.OUTRIDER_CHECKPOINT_KEY ?? join(data.OUTRIDER_DATA, KEY_FILE)),
    redis,
    provider: providerOf(data),
    localSignIn: hasLocalSignIn(environment),
    tls,
    trustProxy: data.OUTRIDER_TRUST_PROXY,
    coverAfterMinutes: data.OUTRIDER_COVER_MINUTES,
  };
}

function redisOf(data: Parameters<typeof redisSettings>[0], problems: string[]): RedisSettings | undefined {
  try {
    return redisSettings(data);
  } catch (cause) {
    problems.push(`OUTRIDER_REDIS_URL: ${(cause as Error).message}.`);
    return undefined;
  }
}
