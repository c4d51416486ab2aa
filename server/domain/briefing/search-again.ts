import type { Link, NotThis, Subject, SubjectAnswer } from '../match/types.js';
import type { Judge } from './standing.js';

/**
 * The subjects that have to be searched for again: what a researcher rejected stood before others in the search, so that its
 * silence about those says nothing yet (R2).
 */
export function toSearchAgain(
  subjects: readonly Subject[],
  answers: readonly SubjectAnswer[],
  judge: Judge,
): readonly Subject[] {
  return answers.flatMap(({ subject, links }) => {
    const rejected = links.filter((link) => judge(link).standing === 'rejected');
    const asked = subjects.find(({ ref }) => ref.kind === subject.kind && ref.id === subject.id);
    return rejected.length === 0 || asked === undefined ? [] : [{ ...asked, notThese: rejected.map(placeOf) }];
  });
}

const placeOf = ({ register, recordId, personIndex }: Link): NotThis => ({
  register,
  recordId,
  ...(personIndex === undefined ? {} : { personIndex }),
});

/** The answers with what was found without the rejected; they stay among the links, after what was found. */
export function searchedAgain(
  answers: readonly SubjectAnswer[],
  again: readonly SubjectAnswer[],
  judge: Judge,
): readonly SubjectAnswer[] {
  return answers.map((first) => {
    const { subject, links } = first;
    const second = again.find((one) => one.subject.kind === subject.kind && one.subject.id === subject.id);
    if (second === undefined) return first;
    const rejected = links.filter((link) => judge(link).standing === 'rejected');
    return { ...second, links: [...second.links, ...rejected], withoutRejected: true as const };
  });
}
