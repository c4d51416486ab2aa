import type { SubjectRef } from '../../contract/index.js';
import type { Associated, CheckAnswer, Link, PersonSubject, SubjectAnswer } from '../match/types.js';
import { nobodyDecided, type Judge } from './standing.js';
import type { TitleOf } from '../register/titles.js';

/**
 * Parts on a record that lead on to that person's other records: whoever may endanger. It is never gone from him to her:
 * who is protected, a victim or a child is reached by no step through somebody else's call (R14).
 */
export const LEADS_ON: readonly string[] = ['suspect', 'restrained', 'holder', 'subject', 'released', 'associate'];
/** People that one check follows; whoever stands first on the surest record comes first. */
const MOST_FOLLOWED = 5;

/** Somebody who is on a record that was hit, to be asked about in their turn. */
export interface Associate {
  /** who they are and on which record, in words */
  readonly via: string;
  /** what of the incident led to the record */
  readonly subject: SubjectRef;
  readonly record: { readonly register: string; readonly recordId: string };
  readonly asks: PersonSubject;
}

/**
 * The people who stand beside a sure hit on its record and are not themselves among those found: one step, and only with
 * a date of birth or a phone number to ask with.
 *
 * @param judge how people have decided: a confirmed hit is sure, a rejected one leads nowhere
 */
export function associatesOf(answer: CheckAnswer, titleOf: TitleOf, judge: Judge = nobodyDecided): Associate[] {
  const sure = answer.subjects
    .flatMap((s) => s.links)
    .filter((link) => {
      const { standing } = judge(link);
      return standing === 'confirmed' || (standing === 'unreviewed' && link.tier === 'match');
    });
  const found = new Set(sure.map(placeOf));
  const associates = sure.flatMap((link) =>
    (link.record.people ?? []).flatMap((person, index): Associate[] => {
      const { role, givenNames, surname, dateOfBirth, sex, phones = [] } = person;
      const isAskable = dateOfBirth?.length === 10 || phones.length > 0;
      if (!LEADS_ON.includes(role) || !isAskable || !surname || found.has(placeOf({ ...link, personIndex: index })))
        return [];
      const name = [givenNames, surname].filter(Boolean).join(' ');
      return [
        {
          via: `${name}, ${role} on ${titleOf(link.register)}`,
          subject: link.subject,
          record: { register: link.register, recordId: link.recordId },
          asks: {
            ref: { kind: 'person', id: `${name} ${dateOfBirth ?? ''}` },
            role: 'other',
            surname,
            phones,
            ...(givenNames ? { givenNames } : {}),
            ...(dateOfBirth ? { dateOfBirth } : {}),
            ...(sex ? { sex } : {}),
          },
        },
      ];
    }),
  );
  const once = new Map(associates.map((associate) => [associate.asks.ref.id, associate]));
  return [...once.values()].slice(0, MOST_FOLLOWED);
}

const placeOf = ({ register, recordId, personIndex }: Pick<Link, 'register' | 'recordId' | 'personIndex'>): string =>
  `${register} ${recordId} ${personIndex ?? ''}`;

/** What was found of an associate: sure links alone, by date of birth or number, and not the record that led to them. */
export function foundVia({ via, subject, record }: Associate, answer: SubjectAnswer | undefined): Associated[] {
  const links = (answer?.links ?? []).filter(
    (link) =>
      link.tier === 'match' &&
      !(link.register === record.register && link.recordId === record.recordId) &&
      link.evidence.some(
        ({ field, agreement }) => agreement === 'agrees' && (field === 'dateOfBirth' || field === 'phone'),
      ),
  );
  return links.length === 0 ? [] : [{ via, subject, links }];
}
