import { parse } from 'yaml';
import { DESCRIBED } from '../../server/platform/metrics/prometheus-figures.js';
import { Metrics } from '../../server/platform/metrics/metrics.js';
import { readSettings, SETTING_NAMES } from '../../server/platform/settings.js';
import { SECRETS } from '../../server/platform/settings/secret-files.js';
import { filesUnder, read } from './project.js';

interface Rules {
  readonly groups: readonly { readonly rules: readonly { readonly alert: string; readonly expr: string }[] }[];
}
interface Dashboard {
  readonly panels: readonly { readonly title: string; readonly targets: readonly { readonly expr: string }[] }[];
}

const alerts = (parse(read('docs/deploy/alert-rules.yaml')) as Rules).groups.flatMap(({ rules }) => rules);
const { panels } = JSON.parse(read('docs/deploy/dashboard.json')) as Dashboard;

/** What Prometheus finds at /metrics, and the one that it makes itself. */
async function metrics(): Promise<Set<string>> {
  const plain = (await new Metrics().registry.getMetricsAsJSON()).map(({ name }) => name);
  const names = [...plain, ...Object.keys(DESCRIBED)];
  return new Set(['up', ...names, ...names.flatMap((name) => [`${name}_bucket`, `${name}_count`, `${name}_sum`])]);
}

/** The names in an expression that are neither functions, nor labels, nor words of the language. */
const metricsIn = (expr: string): string[] =>
  expr
    .replace(/\b(by|without) \([^)]*\)|\{[^}]*\}|\[[^\]]*\]|"[^"]*"/g, ' ')
    .match(/[a-z_][a-z0-9_]*\b(?!\s*\()/gi)
    ?.filter((word) => !['sum', 'max', 'min', 'and', 'or', 'by'].includes(word)) ?? [];

describe('the alerts and the dashboard', () => {
  it.each([
    ...alerts.map(({ alert, expr }) => [alert, expr] as const),
    ...panels.flatMap(({ title, targets }) => targets.map(({ expr }) => [title, expr] as const)),
  ])('%s asks for figures that there are: %s', async (_, expr) => {
    const known = await metrics();
    expect(metricsIn(expr)).not.toEqual([]);
    expect(metricsIn(expr).filter((name) => !known.has(name))).toEqual([]);
  });

  it('reads names out of an expression', () => {
    expect(metricsIn('sum by (register) (increase(a_total{status="x"}[15m])) > 5')).toEqual(['a_total']);
    expect(metricsIn('histogram_quantile(0.5, sum by (le, grade) (rate(b_bucket[10m])))')).toEqual(['b_bucket']);
  });

  it('figures that are described are told by somebody', () => {
    const told = filesUnder(['server'], /\.ts$/)
      .filter((file) => !file.endsWith('prometheus-figures.ts'))
      .map(read)
      .join('\n');
    expect(Object.keys(DESCRIBED).filter((name) => !told.includes(`'${name}'`))).toEqual([]);
  });

  it('each alert has its line in the runbook, and each line its alert', () => {
    const lines = [...read('docs/operating.md').matchAll(/^\| `(Outrider\w+)` +\|/gm)].map(([, name]) => name);
    expect(new Set(lines)).toEqual(new Set(alerts.map(({ alert }) => alert)));
    expect(lines).toHaveLength(alerts.length);
  });
});

const knownInFiles = new Set([...SETTING_NAMES, ...SECRETS.map((name) => `${name}_FILE`)]);

describe('the settings', () => {
  it('are all in docs/settings.md', () => {
    const page = read('docs/settings.md');
    expect([...knownInFiles].filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
  });

  it('that documents and deployment name are there', () => {
    // What the command line and the tests read for themselves.
    const sources = filesUnder(['server/platform/cli', 'test'], /\.ts$/).map(read).join('\n');
    const files = ['README.md', 'fixtures/README.md', ...filesUnder(['docs'], /\.(md|yaml|service)$|Dockerfile$/)];
    const named = files.flatMap((file) =>
      [...read(file).matchAll(/\bOUTRIDER_[A-Z_]+/g)].map(([name]) => ({ file, name })),
    );
    const unknown = named.filter(({ name }) => !knownInFiles.has(name) && !sources.includes(`'${name}'`));
    expect(unknown).toEqual([]);
  });
});

interface Compose {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: Readonly<Record<string, object>>;
  readonly secrets: Readonly<Record<string, object>>;
}
interface Service {
  readonly image: string;
  readonly build?: { readonly dockerfile: string };
  readonly environment?: Readonly<Record<string, string>>;
  readonly secrets?: readonly string[];
  readonly volumes: readonly string[];
  readonly depends_on?: Readonly<Record<string, object>>;
  readonly command?: readonly string[];
}

const dockerfile = read('docs/deploy/Dockerfile').replaceAll('\\\n', ' ');
const settingsOf = (text: string): Record<string, string> =>
  Object.fromEntries([...text.matchAll(/\b([A-Z][A-Z_]+)=(\S+)/g)].map(([, name = '', value = '']) => [name, value]));
/** A secret is given as it is: the file is where it runs. */
const withSecrets = (environment: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(environment).map(([name, value]) =>
      name.endsWith('_FILE') ? [name.replace(/_FILE$/, ''), 'not-a-real-password'] : [name, value],
    ),
  );

describe('what is deployed', () => {
  const compose = parse(read('docs/deploy/compose.yaml'), { merge: true }) as Compose;
  const image = settingsOf(dockerfile.split('\n').find((line) => line.startsWith('ENV ')) ?? '');

  it('compose starts nodes with settings that production takes', () => {
    const nodes = Object.values(compose.services).filter(({ build }) => build !== undefined);
    expect(nodes).toHaveLength(2);
    for (const { environment = {} } of nodes) {
      const given = { ...image, ...environment, OUTRIDER_ORIGINS: 'https://outrider.example' };
      const settings = readSettings('production', withSecrets(given));
      expect(settings.redis).toBeDefined();
    }
  });

  it('compose names only volumes, secrets, services and files that there are', () => {
    for (const { volumes, secrets = [], depends_on = {} } of Object.values(compose.services)) {
      expect(Object.keys(compose.volumes)).toEqual(expect.arrayContaining(volumes.map((one) => one.split(':')[0])));
      expect(Object.keys(compose.secrets)).toEqual(expect.arrayContaining([...secrets]));
      expect(Object.keys(compose.services)).toEqual(expect.arrayContaining(Object.keys(depends_on)));
    }
    expect(compose.services['one']?.build?.dockerfile).toBe('docs/deploy/Dockerfile');
  });

  it('its Redis is set as the shared log demands', () => {
    for (const name of ['primary', 'replica']) {
      const command = compose.services[name]?.command?.join(' ') ?? '';
      expect(command).toContain('--appendonly yes --appendfsync always --maxmemory-policy noeviction');
    }
  });

  it('images are pinned to a release that still gets mended', () => {
    const images = [
      ...[...dockerfile.matchAll(/^FROM (\S+)/gm)].map(([, name = '']) => name),
      ...Object.values(compose.services).flatMap(({ image: name, build }) => (build === undefined ? [name] : [])),
    ];
    expect(images.filter((name) => !/^[a-z]+:\d+\.\d+-bookworm(-slim)?$/.test(name))).toEqual([]);
  });

  it('the image and the unit start the program that the build writes, in production', () => {
    expect(dockerfile).toMatch(/^CMD \["node", "--enable-source-maps", "dist\/server\/main\.js", "production"\]$/m);
    const unit = read('docs/deploy/outrider.service');
    expect(unit).toMatch(/^ExecStart=\/usr\/bin\/node --enable-source-maps \S+\/dist\/server\/main\.js production$/m);
    const environment = settingsOf([...unit.matchAll(/^Environment=(.*)$/gm)].map(([, line]) => line).join(' '));
    const given = withSecrets({ ...environment, OUTRIDER_ORIGINS: 'https://outrider.example' });
    expect(readSettings('production', given).form).toBe('production');
  });

  it('the least that production wants is what docs/operating.md says', () => {
    const block = /```text\n([^`]*?)```/.exec(read('docs/operating.md'))?.[1] ?? '';
    const least = withSecrets(settingsOf(block));
    expect(readSettings('production', least).form).toBe('production');
    for (const name of Object.keys(least)) {
      const { [name]: _, ...less } = least;
      expect(() => readSettings('production', less)).toThrow(`${name} is missing`);
    }
  });
});
