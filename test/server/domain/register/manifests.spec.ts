import { ManifestSchema } from '../../../../server/domain/register/manifest-schema.js';
import { CHILDREN } from '../../../../server/domain/register/built-in/children.js';
import { COURT_ORDER } from '../../../../server/domain/register/built-in/court-order.js';
import { CRITICAL_MARKER } from '../../../../server/domain/register/built-in/critical-marker.js';
import { FIREARMS } from '../../../../server/domain/register/built-in/firearms.js';
import { MARAC } from '../../../../server/domain/register/built-in/marac.js';
import { SAFE_CONTACT } from '../../../../server/domain/register/built-in/safe-contact.js';
import { MANIFESTS, withForceManifests } from '../../../../server/domain/register/manifests.js';
import { sees } from '../../../../server/domain/register/visibility.js';
import { headline } from '../../../../server/domain/register/headline.js';
import { isRecordPath } from '../../../../server/domain/register/record-path.js';

describe('the manifests of the first registers', () => {
  it('are the nine of the contract', () => {
    expect(MANIFESTS.map(({ id }) => id).toSorted()).toEqual([
      'children',
      'court-order',
      'critical-marker',
      'custody-release',
      'firearms',
      'marac',
      'prior-call',
      'safe-contact',
      'warning',
    ]);
  });

  it.each(MANIFESTS.map((manifest) => [manifest.id, manifest]))(
    '%s is one that a force could have written',
    (_, it) => {
      expect(ManifestSchema.parse(structuredClone(it))).toEqual(it);
    },
  );

  it('have ids of their own', () => {
    expect(new Set(MANIFESTS.map(({ id }) => id)).size).toBe(MANIFESTS.length);
  });

  it('[R2] never let a name by itself, or with an age, stand for "no trace"', () => {
    for (const { noTraceKeys } of MANIFESTS) expect(noTraceKeys.person).not.toContain('name+age');
  });

  it('[R2] a number alone never proves that there is no gun and no child', () => {
    expect([FIREARMS.noTraceKeys.phone, CHILDREN.noTraceKeys.phone]).toEqual([false, false]);
  });

  it('[R7] give an administrator nothing to read', () => {
    for (const { visibility } of MANIFESTS) expect(visibility.administrator).toBe('none');
  });

  it.each([
    ['a misspelt setting', { ...CRITICAL_MARKER, freshnessLimit: 3 }],
    [
      'a headline with a blank that nothing fills',
      { ...CRITICAL_MARKER, flag: { severity: 'high', headline: '{name}' } },
    ],
    ['a column for a field that no record has', { ...CRITICAL_MARKER, columns: { shoe: 'people.0.shoeSize' } }],
    ['a role that is none', { ...CRITICAL_MARKER, visibility: { guest: 'summary' } }],
    ['an id that no path could hold', { ...CRITICAL_MARKER, id: 'Critical Marker' }],
    ['a register of codewords with their words in a headline', { ...CRITICAL_MARKER, holdsCodewords: true }],
  ])('refuses %s', (_, manifest) => {
    expect(ManifestSchema.safeParse(manifest).success).toBe(false);
  });
});

describe('what a role sees', () => {
  const narrow = { visibility: { handler: 'headline' }, visibilityMachineOnly: { handler: 'summary' } } as const;

  it('[R7] is widened while no desk reviews anything, where the manifest says so, and nowhere else', () => {
    expect(sees(narrow, 'handler', 'normal')).toBe('headline');
    expect(sees(narrow, 'handler', 'machine-only')).toBe('summary');
    expect(sees(narrow, 'officer', 'machine-only')).toBe('none');
  });

  it('[R7] is never less in machine-only than otherwise', () => {
    const width = ['none', 'headline', 'summary'];
    for (const manifest of MANIFESTS) {
      for (const role of ['handler', 'dispatcher', 'researcher', 'supervisor', 'inspector', 'officer'] as const) {
        const [usually, alone] = [sees(manifest, role, 'normal'), sees(manifest, role, 'machine-only')];
        expect(width.indexOf(alone)).toBeGreaterThanOrEqual(width.indexOf(usually));
      }
    }
  });
});

describe('the registers of a force', () => {
  it('are the built-in ones, with what it replaces in their place and what it adds after them', () => {
    const own = [
      { ...FIREARMS, title: 'Guns' },
      { ...FIREARMS, id: 'licensing' },
    ];
    const all = withForceManifests(own);
    expect(all).toHaveLength(MANIFESTS.length + 1);
    expect(all.find(({ id }) => id === 'firearms')?.title).toBe('Guns');
    expect(all.at(-1)?.id).toBe('licensing');
  });
});

describe('a headline', () => {
  const bare = { summary: 'Threats', people: [], sensitivity: 'normal' as const };
  const record = { ...bare, risk: 'high' as const };
  const order = {
    summary: 'Order of the family court',
    sensitivity: 'normal' as const,
    people: [
      { role: 'restrained', name: 'Henry Lansdowne' },
      { role: 'protected', name: 'Mabel Collins' },
    ],
    details: { order: 'Non-molestation order', forbidden: 'contact her', served: '2026-03-03' },
  };

  it('is filled from the record', () => {
    expect(headline(CRITICAL_MARKER, '{title}, {risk} ({role}): {summary}', record, 'victim')).toBe(
      'Critical markers, high (victim): Threats',
    );
  });

  it('leaves no gap for what the record does not say, or says that it does not', () => {
    expect(headline(CRITICAL_MARKER, 'Marker {risk} {role} {summary}', bare, undefined)).toBe('Marker Threats');
    expect(headline(CRITICAL_MARKER, '{details.kind|No kind}: {summary}', bare, undefined)).toBe('No kind: Threats');
  });

  it('of a court order says who is restrained from whom, from what, and whether it was served', () => {
    expect(headline(COURT_ORDER, COURT_ORDER.flag.headline, order, 'protected')).toBe(
      'Non-molestation order: Henry Lansdowne must not contact her. Protects Mabel Collins. Served: 3 Mar 2026',
    );
    const unserved = { ...order, details: {} };
    expect(headline(COURT_ORDER, COURT_ORDER.flag.headline, unserved, undefined)).toMatch(/Served: not recorded$/);
  });

  it('[R12] of a protected record names nobody but whoever was asked about', () => {
    const said = headline(COURT_ORDER, COURT_ORDER.flag.headline, { ...order, sensitivity: 'protected' }, 'restrained');
    expect(said).toMatch(/^Non-molestation order: Henry Lansdowne must not .* Protects a protected person\./);
  });

  it('[R14] of a register with codewords holds no word that is on the record', () => {
    const secret = {
      ...record,
      summary: 'Zanzibar',
      details: { codeword: 'Zanzibar', when: 'Zanzibar' },
      people: [{ role: 'victim', name: 'Zanzibar' }],
    };
    for (const manifest of [SAFE_CONTACT, MARAC]) {
      expect(headline(manifest, manifest.flag.headline, secret, 'victim')).not.toContain('Zanzibar');
    }
  });
});

describe('a path into a record', () => {
  it.each(['recordId', 'people.0.surname', 'addresses.9.uprn', 'phones', 'details.certificate'])(
    '%s is one',
    (path) => {
      expect(isRecordPath(path)).toBe(true);
    },
  );

  it.each(['', 'people', 'people.surname', 'people.10.surname', 'people.0.phones.0', '__proto__', 'details.__proto__'])(
    '"%s" is none',
    (path) => {
      expect(isRecordPath(path)).toBe(false);
    },
  );
});
