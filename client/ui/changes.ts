import type { Card, Change, Flag } from '../../server/contract/index.js';
import { CHECK, GRADE, registerName } from './words.js';

/**
 * What a reader of one version finds new in a later one, however many versions lie between: flags that came, changed or
 * went, linked calls, checks, then the situation.
 */
export const changesBetween = (before: Card, now: Card): Change[] => [
  ...resultsBetween(before, now),
  ...situationChanges(before, now),
];

/** Of these, what registers, other calls and the desk came to: what was reported is not among them. */
export const resultsBetween = (before: Card, now: Card): Change[] => [
  ...flagChanges(before, now),
  ...linkedChanges(before, now),
  ...checkChanges(before, now),
];

/** The same kind about the same records is the same flag, whatever its headline says now. */
function flagsByRecord({ flags, matches }: Card): Map<string, Flag> {
  const recordOf = new Map(matches.map(({ id, register, recordId }) => [id, `${register}/${recordId}`]));
  return new Map(
    flags.map((flag) => {
      const records = [...new Set(flag.matchIds.map((id) => recordOf.get(id) ?? id))].toSorted();
      return [[flag.kind, ...(records.length === 0 ? [flag.headline] : records)].join('|'), flag];
    }),
  );
}

const looks = ({ headline, severity, tier, standing, disputed }: Flag) =>
  [headline, severity, tier, standing, disputed?.at].join('|');

const stateOf = ({ tier, standing, disputed }: Flag): string =>
  [tier, standing, ...(disputed === undefined ? [] : [`disputed by ${disputed.by}`])].join(', ');

function flagChanges(before: Card, now: Card): Change[] {
  const [had, has] = [flagsByRecord(before), flagsByRecord(now)];
  const came = [...has].flatMap(([key, flag]): Change[] => {
    const old = had.get(key);
    if (old === undefined) return [{ what: 'added', sentence: `New: ${flag.headline}` }];
    if (looks(old) === looks(flag)) return [];
    const was = old.headline === flag.headline ? stateOf(old) : old.headline;
    return [{ what: 'changed', sentence: `${flag.headline}: ${stateOf(flag)} (was: ${was})` }];
  });
  const went = [...had].filter(([key]) => !has.has(key));
  return [
    ...came,
    ...went.map(([key, { headline }]): Change => ({ what: 'removed', sentence: `${whyGone(key, now)}: ${headline}` })),
  ];
}

/** "Not this person" where a researcher said so of a record that the flag rested on (R4). */
function whyGone(key: string, { matches }: Card): string {
  const records = key.split('|').slice(1);
  const rejected = matches.find(
    ({ register, recordId, standing }) => standing === 'rejected' && records.includes(`${register}/${recordId}`),
  );
  return rejected === undefined ? 'No longer' : `Not this person, says ${rejected.reviewed?.by ?? 'a researcher'}`;
}

function linkedChanges(before: Card, now: Card): Change[] {
  const known = new Map(before.linked.map(({ incidentId, sentence }) => [incidentId, sentence]));
  return now.linked
    .filter(({ incidentId, sentence }) => known.get(incidentId) !== sentence)
    .map(({ sentence }): Change => ({ what: 'added', sentence }));
}

function checkChanges(before: Card, now: Card): Change[] {
  const was = new Map(before.checks.map(({ register, status }) => [register, status]));
  return now.checks.flatMap(({ register, status }): Change[] => {
    const old = was.get(register);
    if (old === status) return [];
    const then = old === undefined ? '' : ` (was: ${CHECK[old].word.toLowerCase()})`;
    return [{ what: 'changed', sentence: `${registerName(register)}: ${CHECK[status].word.toLowerCase()}${then}` }];
  });
}

function situationChanges({ situation: before }: Card, { situation: now }: Card): Change[] {
  const { address: _thenAt, grade: _thenGrade, ...beforeRest } = before;
  const { address: _nowAt, grade: _nowGrade, ...nowRest } = now;
  const sentences = [
    before.address === now.address ? '' : `Address: ${now.address ?? 'none'}`,
    before.grade === now.grade ? '' : `Grade: ${now.grade === undefined ? 'none yet' : GRADE[now.grade]}`,
    JSON.stringify(beforeRest) === JSON.stringify(nowRest) ? '' : 'The report was updated',
  ];
  return sentences.filter((sentence) => sentence !== '').map((sentence): Change => ({ what: 'changed', sentence }));
}
