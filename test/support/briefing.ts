import type { RegisterRecord } from '../../server/contract/index.js';
import type { Link, SubjectAnswer } from '../../server/domain/match/types.js';

/** The time of every check in the unit tests. */
export const AT = '2026-03-01T02:14:00.000Z';

const RECORD: RegisterRecord = {
  recordId: 'R-1',
  people: [{ role: 'victim', givenNames: 'Ada', surname: 'Byron', dateOfBirth: '1915-12-10' }],
  summary: 'Repeat victim of domestic abuse',
  risk: 'high',
  recordedAt: '2026-01-05',
};

/** A link from the first party to a record, as the matcher gives it; what a test is about is passed in. */
export function aLink({
  record,
  ...link
}: Partial<Omit<Link, 'record'>> & { record?: Partial<RegisterRecord> } = {}): Link {
  const full = { ...RECORD, ...record };
  return {
    register: 'critical-marker',
    recordId: full.recordId,
    batch: 'b1',
    recordRole: 'victim',
    personIndex: 0,
    subject: { kind: 'person', id: 'p1' },
    tier: 'match',
    probability: 0.995,
    weight: 12.5,
    evidence: [
      { field: 'prior', agreement: 'missing', weight: -9, sentence: 'One of many recorded people' },
      {
        field: 'surname',
        agreement: 'agrees',
        weight: 21.5,
        ours: 'Byron',
        theirs: 'Byron',
        sentence: 'surname agrees',
      },
    ],
    record: full,
    ...link,
  };
}

/** The answer about the first party: searched to the end, nothing found, no keys; what a test is about is passed in. */
export const anAnswer = (answer: Partial<SubjectAnswer> = {}): SubjectAnswer => ({
  subject: { kind: 'person', id: 'p1' },
  keys: [],
  complete: true,
  links: [],
  candidates: answer.links?.length ?? 0,
  ...answer,
});
