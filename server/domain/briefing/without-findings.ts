import type { Card, Check, SubjectRef } from '../../contract/index.js';
import { same } from '../same.js';
import { spokenLine } from './spoken.js';

/** What is said of a register while the matcher cannot be asked: it says nothing of why. */
export const NOT_ASKED = 'the matcher could not be asked';

/**
 * A card as it is while no register can be asked: what its reader typed, and nothing that anybody knows. Somebody who
 * reports what turns out to be their own is answered so (R17), whatever there is to find (R2).
 */
export function withoutFindings(card: Card): Card {
  const { suggestedGrade: _suggested, named: _named, ...rest } = card;
  const checks = card.checks.map(unasked);
  return {
    ...rest,
    flags: [],
    matches: [],
    checks,
    prompts: [],
    linked: [],
    changes: [],
    spoken: spokenLine({ flags: [], checks, matches: [], people: [] }, (register) => register.replaceAll('-', ' ')),
  };
}

function unasked({ register, subjects }: Check): Check {
  const asked = subjects.reduce<SubjectRef[]>(
    (known, { subject }) => (known.some((one) => same(one, subject)) ? known : [...known, subject]),
    [],
  );
  return {
    register,
    status: 'unavailable',
    subjects: asked.map((subject) => ({ subject, status: 'unavailable', reason: NOT_ASKED })),
  };
}
