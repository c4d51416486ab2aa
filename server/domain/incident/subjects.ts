import type { FiledReport, Report } from '../../contract/index.js';
import type { LocationSubject, PersonSubject, PhoneSubject, Subject } from '../match/types.js';

type Reported = Pick<FiledReport, 'people' | 'caller' | 'location'> | Pick<Report, 'people' | 'caller' | 'location'>;

/**
 * What of a report can be asked about: each party, the caller when they are not among the parties, the location, and
 * each phone number once (as typed; numbers that are written alike are one).
 */
export function subjectsOf(report: Reported): readonly Subject[] {
  const people: PersonSubject[] = report.people.map((party, index) => ({
    ref: { kind: 'person', id: party.id ?? `person-${index + 1}` },
    role: party.role,
    phones: party.phone ? [party.phone] : [],
    ...(party.givenNames ? { givenNames: party.givenNames } : {}),
    ...(party.surname ? { surname: party.surname } : {}),
    ...(party.alsoKnownAs?.length ? { alsoKnownAs: party.alsoKnownAs } : {}),
    ...(party.dateOfBirth ? { dateOfBirth: party.dateOfBirth } : {}),
    ...(party.approximateAge === undefined ? {} : { approximateAge: party.approximateAge }),
    ...(party.sex && party.sex !== 'unknown' ? { sex: party.sex } : {}),
    ...(report.location ? { location: report.location } : {}),
  }));
  const named = people.filter((p) => p.givenNames ?? p.surname ?? p.alsoKnownAs ?? p.dateOfBirth);
  return [...named, ...callerOf(report), ...placeOf(report), ...numbersOf(report)];
}

/** The caller's name as one line is asked about too, unless a party with the role `caller` stands for them. */
function callerOf(report: Reported): PersonSubject[] {
  const name = report.caller?.name;
  if (!name || report.people.some((p) => p.role === 'caller')) return [];
  const words = name.split(/\s+/);
  const surname = words.length > 1 ? words.at(-1) : undefined;
  const givenNames = (words.length > 1 ? words.slice(0, -1) : words).join(' ');
  return [
    {
      ref: { kind: 'person', id: 'caller' },
      role: 'caller',
      givenNames,
      ...(surname ? { surname } : {}),
      phones: report.caller?.phone ? [report.caller.phone] : [],
      ...(report.location ? { location: report.location } : {}),
    },
  ];
}

function placeOf(report: Reported): LocationSubject[] {
  if (!report.location || Object.values(report.location).every((v) => !v)) return [];
  return [{ ref: { kind: 'location' }, location: report.location }];
}

function numbersOf(report: Reported): PhoneSubject[] {
  const owners: [string, string][] = [
    ...(report.caller?.phone ? ([['caller', report.caller.phone]] as [string, string][]) : []),
    ...report.people.flatMap((p, i): [string, string][] => (p.phone ? [[p.id ?? `person-${i + 1}`, p.phone]] : [])),
  ];
  const seen = new Set<string>();
  return owners.flatMap(([id, phone]) => {
    const written = phone.replace(/[^\d+]/g, '');
    if (seen.has(written)) return [];
    seen.add(written);
    return [{ ref: { kind: 'phone' as const, id }, phone }];
  });
}
