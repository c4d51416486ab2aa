import type { Manifest } from './types.js';

/**
 * The registers to start with. What each setting means stands in `types.ts`; why each is as it is, beside it here.
 * A force changes them, or adds a register, by writing a manifest: no code.
 */

/** One person and one address a row, as most systems export. `=holder` is a constant: the row says it about everybody. */
const PERSON_COLUMNS = {
  given_names: 'people.0.givenNames',
  surname: 'people.0.surname',
  also_known_as: 'people.0.alsoKnownAs',
  date_of_birth: 'people.0.dateOfBirth',
  sex: 'people.0.sex',
  phone: 'people.0.phones',
};
const ADDRESS_COLUMNS = {
  flat: 'addresses.0.flat',
  building: 'addresses.0.building',
  street: 'addresses.0.street',
  locality: 'addresses.0.locality',
  town: 'addresses.0.town',
  postcode: 'addresses.0.postcode',
  uprn: 'addresses.0.uprn',
  address: 'addresses.0.text',
};
const RECORD_COLUMNS = {
  record_id: 'recordId',
  summary: 'summary',
  recorded_at: 'recordedAt',
  valid_from: 'validFrom',
  valid_until: 'validUntil',
  review_by: 'reviewBy',
  sensitivity: 'sensitivity',
  withdrawn: 'withdrawn',
};
const COMMON_COLUMNS = { ...RECORD_COLUMNS, ...PERSON_COLUMNS, ...ADDRESS_COLUMNS };

const EVERYONE_WHO_ACTS = {
  handler: 'summary',
  dispatcher: 'summary',
  researcher: 'summary',
  supervisor: 'summary',
  sergeant: 'summary',
  inspector: 'summary',
  officer: 'summary',
} as const;

/** The auditor asks what other readers were shown, as those readers; an administrator has no need at all. */
const NOBODY_ELSE = { auditor: 'none', administrator: 'none' } as const;

export const CRITICAL_MARKER: Manifest = {
  id: 'critical-marker',
  title: 'Critical register',
  holds: 'People, addresses and phone numbers marked because somebody there is at risk of serious harm',
  lifeSafety: true,
  // A person at risk moves and changes numbers; only the name with the date of birth outlives that. A marker is also
  // put on an address and on a number by themselves, so that a silent call is recognised.
  noTraceKeys: { person: ['name+dateOfBirth'], location: true, phone: true },
  freshnessLimitHours: 24,
  flag: {
    severity: 'high',
    severityByRisk: { high: 'life-risk', medium: 'high', standard: 'medium' },
    headline: 'Critical marker: {summary}',
  },
  visibility: { ...EVERYONE_WHO_ACTS, ...NOBODY_ELSE },
  columns: {
    ...COMMON_COLUMNS,
    role: 'people.0.role',
    risk: 'risk',
    suspect_given_names: 'people.1.givenNames',
    suspect_surname: 'people.1.surname',
    suspect_date_of_birth: 'people.1.dateOfBirth',
    '=suspect': 'people.1.role',
    marked_phone: 'phones',
  },
};

export const PRIOR_CALL: Manifest = {
  id: 'prior-call',
  title: 'Previous calls',
  holds: 'Earlier calls to the police, with the people, the address and the number in each',
  // History explains danger; by itself it is not one. It is shown to officers once a person or the evidence confirms it.
  lifeSafety: false,
  // A call log is kept by address and number as much as by name: any of them finds an earlier call.
  noTraceKeys: { person: ['name+dateOfBirth', 'name+address', 'name+phone'], location: true, phone: true },
  freshnessLimitHours: 24,
  flag: {
    severity: 'info',
    severityByRisk: { high: 'high', medium: 'medium', standard: 'info' },
    headline: 'Previous call: {summary}',
    // Having witnessed something elsewhere says nothing about today.
    roles: ['victim', 'suspect', 'caller', 'child'],
  },
  visibility: { ...EVERYONE_WHO_ACTS, ...NOBODY_ELSE },
  columns: { ...COMMON_COLUMNS, role: 'people.0.role', risk: 'risk', caller_phone: 'phones' },
};

export const FIREARMS: Manifest = {
  id: 'firearms',
  title: 'Firearms certificates',
  holds: 'Holders of shotgun and firearm certificates, refused and revoked ones too, and where the guns are kept',
  lifeSafety: true,
  // A certificate names its holder with date of birth and the address where the guns are kept, and must follow a move.
  // Phone numbers on it are not kept up: a number alone never proves that there is no gun.
  noTraceKeys: { person: ['name+dateOfBirth', 'name+address'], location: true, phone: false },
  freshnessLimitHours: 72,
  flag: { severity: 'life-risk', headline: 'Firearms: {summary}' },
  visibility: { ...EVERYONE_WHO_ACTS, ...NOBODY_ELSE },
  // Whether a witness or a child holds a certificate is nobody's need; a gun kept where they are is found by the address.
  askedAbout: ['caller', 'victim', 'suspect', 'other'],
  columns: {
    ...COMMON_COLUMNS,
    '=holder': 'people.0.role',
    certificate: 'details.certificate',
    kind: 'details.kind',
    weapons: 'details.weapons',
  },
};

export const CHILDREN: Manifest = {
  id: 'children',
  title: 'Children',
  holds: 'Children known to safeguarding, where they live and who cares for them',
  lifeSafety: true,
  // Children are recorded by name, date of birth and household; numbers belong to the adults and change.
  noTraceKeys: { person: ['name+dateOfBirth', 'name+address'], location: true, phone: false },
  freshnessLimitHours: 168,
  flag: {
    severity: 'medium',
    severityByRisk: { high: 'high', medium: 'medium', standard: 'medium' },
    headline: 'Children: {summary}',
  },
  visibility: { ...EVERYONE_WHO_ACTS, ...NOBODY_ELSE },
  // A witness's own children are not part of what happened.
  askedAbout: ['caller', 'victim', 'suspect', 'child', 'other'],
  columns: { ...COMMON_COLUMNS, role: 'people.0.role', risk: 'risk', plan: 'details.plan' },
};

/** In the order in which a check ledger lists them. */
export const MANIFESTS: readonly Manifest[] = [CRITICAL_MARKER, PRIOR_CALL, FIREARMS, CHILDREN];
