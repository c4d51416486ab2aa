import type { CheckAnswer, Link, PersonSubject, Subject } from '../match/types.js';
import type { Judge } from './standing.js';

/**
 * The people who have to be searched for again: whoever a researcher rejected stood before others in the search, so that its
 * silence about those says nothing yet (R2). Addresses and numbers keep nothing back: every record that holds one is found.
 */
export function toSearchAgain(subjects: readonly Subject[], answer: CheckAnswer, judge: Judge): PersonSubject[] {
  return answer.subjects.flatMap(({ subject, links }) => {
    const rejected = links.filter((link) => judge(link).standing === 'rejected');
    const asked = subjects.find(({ ref }) => ref.kind === subject.kind && ref.id === subject.id);
    if (rejected.length === 0 || asked?.ref.kind !== 'person') return [];
    return [{ ...(asked as PersonSubject), notThese: rejected.map(placeOf) }];
  });
}

const placeOf = ({ register, recordId, personIndex }: Link): NonNullable<PersonSubject['notThese']>[number] => ({
  register,
  recordId,
  ...(personIndex === undefined ? {} : { personIndex }),
});

/** The answer with what was found without the rejected; they stay among the links, after what was found. */
export function searchedAgain(answer: CheckAnswer, again: CheckAnswer, judge: Judge): CheckAnswer {
  if (again.failure !== undefined) return answer;
  return {
    ...answer,
    subjects: answer.subjects.map((first) => {
      const { subject, links } = first;
      const second = again.subjects.find((one) => one.subject.kind === subject.kind && one.subject.id === subject.id);
      if (second === undefined) return first;
      const rejected = links.filter((link) => judge(link).standing === 'rejected');
      return { ...second, links: [...second.links, ...rejected], withoutRejected: true as const };
    }),
  };
}
