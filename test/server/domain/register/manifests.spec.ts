import { ManifestSchema } from '../../../../server/domain/register/manifest-schema.js';
import { CHILDREN, CRITICAL_MARKER, FIREARMS, MANIFESTS } from '../../../../server/domain/register/manifests.js';
import { headline } from '../../../../server/domain/register/headline.js';
import { isRecordPath } from '../../../../server/domain/register/record-path.js';

describe('the manifests of the first registers', () => {
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
  ])('refuses %s', (_, manifest) => {
    expect(ManifestSchema.safeParse(manifest).success).toBe(false);
  });
});

describe('a headline', () => {
  const record = { recordId: 'r', summary: 'Threats', recordedAt: '2026-01-01', risk: 'high' } as const;
  const worded = (text: string) => ({ ...CRITICAL_MARKER, flag: { severity: 'high' as const, headline: text } });

  it('is filled from the record', () => {
    expect(headline(worded('{title}, {risk} ({role}): {summary}'), record, 'victim')).toBe(
      'Critical register, high (victim): Threats',
    );
  });

  it('leaves no gap for what the record does not say', () => {
    expect(headline(worded('Marker {risk} {role} {summary}'), { summary: 'Threats' }, undefined)).toBe(
      'Marker Threats',
    );
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
