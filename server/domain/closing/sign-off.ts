import { refuse, type ChecklistAnswer, type Outcome, type Role, type SignOffStage } from '../../contract/index.js';
import type { Actor } from '../access/policy.js';
import type { OpenIncident } from '../incident/state.js';
import { wrongAnswer } from './checklist.js';
import type { ClosingEvent } from './events.js';

/** The stages in their order. */
export const STAGES: readonly SignOffStage[] = ['officer', 'sergeant', 'supervisor'];

/** Who signs at which stage. Where nobody was ever sent, whoever dealt with the call gives the update. */
const SIGNERS: Readonly<Record<SignOffStage, readonly Role[]>> = {
  officer: ['officer'],
  sergeant: ['sergeant'],
  supervisor: ['supervisor'],
};
const WITHOUT_OFFICERS: readonly Role[] = ['handler', 'dispatcher'];

export const STAGE_IN_WORDS: Readonly<Record<SignOffStage, string>> = {
  officer: 'the officer’s update',
  sergeant: 'the sergeant’s assessment',
  supervisor: 'the control-room supervisor’s assessment',
};

export interface ToSign {
  readonly assessment: string;
  readonly cardVersion: number;
  readonly answers: readonly ChecklistAnswer[];
}

/** Whose assessment comes next; undefined when all have been made. */
export const nextStage = ({ closing }: Pick<OpenIncident, 'closing'>): SignOffStage | undefined =>
  STAGES.find((stage) => !closing.signOffs.some((signed) => signed.stage === stage));

/**
 * The next sign-off, by one who may give it: officer, sergeant, control-room supervisor, in this order and each another
 * person (R6: nobody closes alone what nobody may lower alone).
 *
 * Refuses ALREADY_SIGNED, WRONG_ORDER (with whose turn it is), STALE_VERSION (the card they assessed is not the latest)
 * and INVALID_INPUT (an answer without the words it needs).
 */
export function decideSignOff(incident: OpenIncident, toSign: ToSign, actor: Actor): Outcome<ClosingEvent> {
  const { signOffs } = incident.closing;
  if (signOffs.some(({ by }) => by === actor.userId)) {
    return refuse('ALREADY_SIGNED', 'You have signed this incident: the next assessment is another person’s.');
  }
  const stage = nextStage(incident);
  if (stage === undefined) return refuse('WRONG_ORDER', 'Every assessment has been made.');
  if (!signsAt(incident, stage, actor)) {
    const missing = STAGES.slice(STAGES.indexOf(stage)).filter((s) => s === stage || !signsAt(incident, s, actor));
    return refuse(
      'WRONG_ORDER',
      `What comes next is ${STAGE_IN_WORDS[stage]}.`,
      missing.slice(0, 1).map((s) => ({ path: s, detail: `${STAGE_IN_WORDS[s]} is missing` })),
    );
  }
  const latest = incident.card?.version ?? 0;
  if (toSign.cardVersion !== latest) {
    return refuse('STALE_VERSION', `The card is at version ${latest}: read it before you sign.`);
  }
  const errors = toSign.answers.flatMap((answer, index) => {
    const detail = wrongAnswer(answer);
    return detail === undefined ? [] : [{ path: `answers.${index}.note`, detail }];
  });
  if (errors.length > 0) return refuse('INVALID_INPUT', 'An answer of the checklist is not complete.', errors);
  return { ok: true, value: { type: 'signed-off', body: { v: 1, stage, name: actor.name, ...toSign } } };
}

function signsAt(
  { attendance }: Pick<OpenIncident, 'attendance'>,
  stage: SignOffStage,
  { roles, userId }: Actor,
): boolean {
  const who = SIGNERS[stage];
  if (stage !== 'officer') return who.some((role) => roles.includes(role));
  if (attendance.length === 0) return WITHOUT_OFFICERS.some((role) => roles.includes(role));
  return attendance.some(({ officer }) => officer === userId);
}
