import { refuse, type Missing, type Outcome } from '../../contract/index.js';
import { attending } from '../incident/attendance.js';
import type { IncidentEvent } from '../incident/events.js';
import type { OpenIncident } from '../incident/state.js';
import { checklistOf } from './checklist.js';
import { STAGE_IN_WORDS, STAGES } from './sign-off.js';

/** Everything that an incident still lacks before it may be closed, in the order in which it is done; none: it may. */
export function missingOf(incident: OpenIncident): readonly Missing[] {
  const { closing, card, attendance } = incident;
  const there = attending(attendance).filter(({ departedAt }) => departedAt === undefined);
  const unanswered = checklistOf(closing, card).filter(({ item }) => !closing.answers.some((a) => a.item === item));
  const unsigned = STAGES.filter((stage) => !closing.signOffs.some((signed) => signed.stage === stage));
  return [
    ...there.map(({ officer, name }) => ({ what: `officer:${officer}`, sentence: `${name} is still sent to it.` })),
    ...unattended(incident),
    ...(closing.suspect.kind === 'outstanding'
      ? [{ what: 'suspect', sentence: 'The suspect is at large: it stays open until they are found.' }]
      : []),
    ...unanswered.map(({ item, question }) => ({ what: item, sentence: `Not answered: ${question}` })),
    ...unsigned.map((stage) => ({ what: `sign-off:${stage}`, sentence: `Not signed: ${STAGE_IN_WORDS[stage]}.` })),
  ];
}

/**
 * Closing what nobody went to is a downgrade by another name (R6). Only an incident that two people have agreed to be
 * scheduled, or that was so from the beginning, is closed without an officer at the scene; domestic abuse never is.
 */
function unattended({ attendance, grade, closing }: OpenIncident): readonly Missing[] {
  if (attendance.some(({ arrivedAt }) => arrivedAt !== undefined)) return [];
  if (grade === 'scheduled' && !closing.domesticAbuse) return [];
  return [
    {
      what: 'attendance',
      sentence: closing.domesticAbuse
        ? 'No officer has been there: domestic abuse is not closed unattended.'
        : 'No officer has been there: it is closed unattended only when it is scheduled, and a lower grade needs a downgrade request.',
    },
  ];
}

/**
 * The events of closing, or why not: NOT_READY_TO_CLOSE with everything that is missing. Officers who have left but were
 * not stood down are, in the same breath: a closed incident is nobody's to read on the way.
 */
export function decideClosure(incident: OpenIncident, result: string | undefined): Outcome<readonly IncidentEvent[]> {
  const missing = missingOf(incident);
  if (missing.length > 0) {
    return refuse(
      'NOT_READY_TO_CLOSE',
      `It stays open. ${missing.map(({ sentence }) => sentence).join(' ')}`,
      missing.map(({ what, sentence }) => ({ path: what, detail: sentence })),
    );
  }
  const officers = attending(incident.attendance).map(({ officer }) => officer);
  return {
    ok: true,
    value: [
      ...(officers.length === 0 ? [] : [{ type: 'stood-down', body: { v: 1, officers } } as const]),
      { type: 'closed', body: { v: 1, ...(result === undefined ? {} : { result }) } },
    ],
  };
}
