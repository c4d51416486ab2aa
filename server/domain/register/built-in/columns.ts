/**
 * The columns that most systems export: one person and one address a row. In a map, `=holder` is a constant: the row
 * says it about everybody.
 */
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
export const COMMON_COLUMNS = { ...RECORD_COLUMNS, ...PERSON_COLUMNS, ...ADDRESS_COLUMNS };

/** A second person on the row, such as the one that an order restrains: `restrained_surname`, … */
export const secondPerson = (prefix: string): Readonly<Record<string, string>> => ({
  [`${prefix}_given_names`]: 'people.1.givenNames',
  [`${prefix}_surname`]: 'people.1.surname',
  [`${prefix}_also_known_as`]: 'people.1.alsoKnownAs',
  [`${prefix}_date_of_birth`]: 'people.1.dateOfBirth',
  [`=${prefix}`]: 'people.1.role',
});
