import type { FiledReport, Report } from '../../../contract/index.js';

/** A piece of free text of a report, under the name of its field. */
export interface CallText {
  readonly field: string;
  readonly text: string;
  /** a person's name and nothing else */
  readonly isName?: true;
}

type Told = Pick<FiledReport | Report, 'call' | 'narrative' | 'suspectWhereabouts' | 'people'>;

/** Parties whose reported name may be somebody's short name on a record. */
const UNKNOWN_ROLES: readonly string[] = ['suspect', 'other'];

/**
 * What was said or written in a caller's own words: the narrative, the first words, where he is, what people look like; and
 * what a suspect is called, when that is all that is known of him.
 */
export function textsOf({ call, narrative, suspectWhereabouts, people }: Told): readonly CallText[] {
  const all: readonly (readonly [string, string | undefined])[] = [
    ['call.firstWords', call?.firstWords],
    ['narrative', narrative],
    ['suspectWhereabouts', suspectWhereabouts],
    ...people.map(
      ({ id, description }, index) => [`people.${id ?? `person-${index + 1}`}.description`, description] as const,
    ),
  ];
  const named = people.flatMap(({ id, role, givenNames, surname }, index): CallText[] =>
    UNKNOWN_ROLES.includes(role) && givenNames && !surname
      ? [{ field: `people.${id ?? `person-${index + 1}`}.givenNames`, text: givenNames, isName: true }]
      : [],
  );
  return [...all.flatMap(([field, text]) => (text ? [{ field, text }] : [])), ...named];
}

/** Everything of a report that is read beside its subjects: its words, the people whom it names, what it is about. */
export const toldIn = (report: Told & { readonly category?: string | undefined }) => ({
  texts: textsOf(report),
  parties: report.people,
  category: report.category,
});
