import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSettings, SettingsError } from '../../../server/platform/settings.js';

const message = (form: 'demonstration' | 'production', env: Record<string, string>): string => {
  try {
    readSettings(form, env);
  } catch (cause) {
    if (cause instanceof SettingsError) return cause.message;
    throw cause;
  }
  return '';
};

const PRODUCTION = {
  PORT: '3000',
  OUTRIDER_DATA: '/srv/outrider',
  OUTRIDER_ORIGINS: 'https://control.example',
  OUTRIDER_ADMIN_PASSWORD: 'a long enough one',
  OUTRIDER_CHECKPOINTS: '/srv/checkpoints',
};

describe('settings', () => {
  test('the demonstration needs none', () => {
    expect(readSettings('demonstration', {})).toMatchObject({ port: 3000, host: '127.0.0.1', origins: [] });
  });

  test('production refuses what is missing, each by name', () => {
    const said = message('production', {});
    for (const name of Object.keys(PRODUCTION)) expect(said).toContain(`${name} is missing`);
    expect(readSettings('production', PRODUCTION)).toMatchObject({
      form: 'production',
      origins: ['https://control.example'],
    });
  });

  test('a setting that Outrider does not know is refused in every form', () => {
    expect(message('demonstration', { OUTRIDER_PASWORD: 'x' })).toMatch(/OUTRIDER_PASWORD is not a setting/);
    expect(message('production', { ...PRODUCTION, OUTRIDER_DEMO_PASSWORD: 'abcdefgh' })).toMatch(/demonstration only/);
  });

  test.each([
    ['PORT', '70000'],
    ['PORT', 'http'],
    ['OUTRIDER_DEMO_PASSWORD', 'short'],
    ['OUTRIDER_ORIGINS', 'not an address'],
    ['OUTRIDER_FEED', 'on'],
    ['OUTRIDER_FEED', '0'],
    ['OUTRIDER_DEMO_PEOPLE', '-1'],
  ])('%s=%s is refused by name, without its value when it is a secret', (name, value) => {
    const said = message('demonstration', { [name]: value });
    expect(said).toContain(name);
    if (name.includes('PASSWORD')) expect(said).not.toContain(value);
  });

  test.each([
    [undefined, 1],
    ['60', 60],
    ['off', undefined],
  ])('OUTRIDER_FEED=%s makes calls come in at %s times real time', (value, speed) => {
    const env = value === undefined ? {} : { OUTRIDER_FEED: value };
    expect(readSettings('demonstration', env).feedSpeed).toBe(speed);
  });

  test('production has no calls of its own, and takes in what is dropped where it is told', () => {
    expect(message('production', { ...PRODUCTION, OUTRIDER_FEED: '1' })).toMatch(
      /OUTRIDER_FEED is for the demonstration/,
    );
    const settings = readSettings('production', { ...PRODUCTION, OUTRIDER_FEED: 'off', OUTRIDER_DROP: '/srv/drop' });
    expect(settings).toMatchObject({ feedSpeed: undefined, dropFolder: '/srv/drop' });
  });

  test('the shared log: an address, who connects, and Sentinels that say where it is', () => {
    const redis = (env: Record<string, string>) => readSettings('demonstration', env).redis;
    expect(redis({})).toBeUndefined();
    expect(redis({ OUTRIDER_REDIS_URL: 'redis://log.example' })).toEqual({
      place: { tls: false, host: 'log.example', port: 6379, database: 0, sentinels: [] },
      replicas: 0,
      force: 'force',
    });
    const named = { OUTRIDER_REDIS_URL: 'rediss://one:two@control-room/3', OUTRIDER_REDIS_PASSWORD: 'three' };
    expect(redis({ ...named, OUTRIDER_REDIS_SENTINELS: 'a.example, [::1]:5000', OUTRIDER_FORCE: 'essex' })).toEqual({
      place: {
        tls: true,
        host: 'control-room',
        port: 6379,
        database: 3,
        username: 'one',
        password: 'three',
        sentinels: [
          { host: 'a.example', port: 26379 },
          { host: '::1', port: 5000 },
        ],
      },
      replicas: 1,
      force: 'essex',
    });
  });

  test.each([
    ['OUTRIDER_REDIS_URL', 'http://one:sesame@log.example'],
    ['OUTRIDER_REDIS_URL', 'sesame'],
    ['OUTRIDER_REDIS_URL', 'redis://one:sesame@log.example/zero'],
    ['OUTRIDER_REDIS_SENTINELS', 'redis://sesame'],
    ['OUTRIDER_REDIS_PASSWORD_FILE', '/sesame'],
    ['OUTRIDER_FORCE', 'sesame {x}'],
  ])('%s=%s is refused by name, without a word of what it says', (name, value) => {
    const said = message('demonstration', { OUTRIDER_REDIS_URL: 'redis://log.example', [name]: value });
    expect(said).toContain(name);
    expect(said).not.toContain('sesame');
  });

  const PROVIDER = {
    OUTRIDER_OIDC_ISSUER: 'https://sign-in.example',
    OUTRIDER_OIDC_CLIENT_ID: 'outrider',
    OUTRIDER_OIDC_CLIENT_SECRET: 'a long enough secret',
    OUTRIDER_OIDC_ROLES: 'CN=Handlers,OU=Control=handler; Desk = researcher',
    OUTRIDER_OIDC_ORIGIN: 'https://outrider.example/',
  };

  test('a provider takes the place of local accounts, unless both are asked for', () => {
    const { OUTRIDER_ADMIN_PASSWORD: _, ...others } = PRODUCTION;
    const settings = readSettings('production', { ...others, ...PROVIDER });
    expect(settings).toMatchObject({ localSignIn: false, provider: { origin: 'https://outrider.example' } });
    expect([...settings.provider!.roles]).toEqual([
      ['CN=Handlers,OU=Control', 'handler'],
      ['Desk', 'researcher'],
    ]);
    expect(readSettings('production', { ...PRODUCTION, ...PROVIDER, OUTRIDER_LOCAL_SIGN_IN: 'on' }).localSignIn).toBe(
      true,
    );
    expect(readSettings('production', PRODUCTION)).toMatchObject({ localSignIn: true, provider: undefined });
  });

  test.each([
    [{ OUTRIDER_OIDC_ISSUER: 'https://sign-in.example' }, 'OUTRIDER_OIDC_CLIENT_SECRET is missing'],
    [{ OUTRIDER_OIDC_CLIENT_ID: 'outrider' }, 'OUTRIDER_OIDC_CLIENT_ID says nothing without'],
    [{ ...PROVIDER, OUTRIDER_OIDC_ISSUER: 'http://sign-in.example' }, 'OUTRIDER_OIDC_ISSUER: https'],
    [{ ...PROVIDER, OUTRIDER_OIDC_ROLES: 'Handlers=emperor' }, 'OUTRIDER_OIDC_ROLES: GROUP=ROLE'],
    [{ OUTRIDER_TLS_CERT: '/nowhere' }, 'set both or none'],
    [{ OUTRIDER_TLS_CERT: __filename, OUTRIDER_TLS_KEY: __filename }, 'no certificate and its key'],
    [{ OUTRIDER_TRUST_PROXY: 'everybody' }, 'OUTRIDER_TRUST_PROXY'],
    [
      { OUTRIDER_ADMIN_PASSWORD_FILE: '/nowhere/secret' },
      'OUTRIDER_ADMIN_PASSWORD_FILE: /nowhere/secret cannot be read',
    ],
  ])('%j is refused: %s', (env, words) => {
    const said = message('production', { ...PRODUCTION, ...(env as Record<string, string>) });
    expect(said).toContain(words);
    expect(said).not.toContain(PROVIDER.OUTRIDER_OIDC_CLIENT_SECRET);
  });

  test('a secret is read from the file that is named, without the end of its line', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'outrider-')), 'secret');
    writeFileSync(file, 'from a file, long\n');
    const { OUTRIDER_ADMIN_PASSWORD: _, ...others } = PRODUCTION;
    const settings = readSettings('production', { ...others, OUTRIDER_ADMIN_PASSWORD_FILE: file });
    expect(settings.administratorPassword).toBe('from a file, long');
    expect(message('production', { ...PRODUCTION, OUTRIDER_ADMIN_PASSWORD_FILE: file })).toMatch(/both set: set one/);
  });
});
