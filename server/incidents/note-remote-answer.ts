import { OUTRIDER } from '../domain/access/policy.js';
import { subjectsToCheck } from '../domain/briefing/narrative/subjects-in-text.js';
import { afterTold, withAnswer, type RemoteAnswer, type Told } from '../domain/register/remote.js';
import { same } from '../domain/same.js';
import { selfNamed } from '../ports.js';
import { appendToIncident } from './append-to-incident.js';
import { briefIncident, briefOf } from './brief-incident.js';
import { readIncident } from './incidents.model.js';
import type { RecheckPorts } from './recheck-incidents.js';
import { askedOf } from './remote-basis.js';

export interface NoteRemoteAnswer {
  readonly incidentId: string;
  readonly register: string;
  /** names the subjects that the register was asked about */
  readonly asked: string;
  readonly told: Told;
}

/**
 * Puts what a remote register said into the incident, with the card that shows it, as one (R1). What says
 * nothing new stores nothing; neither does an answer to a question that has changed since, which is asked anew.
 * @returns the register's word as it now stands; undefined when it was not taken
 */
export async function noteRemoteAnswer(
  ports: RecheckPorts,
  { incidentId, register, asked, told }: NoteRemoteAnswer,
): Promise<RemoteAnswer | undefined> {
  for (;;) {
    const { incident, version } = await readIncident(ports.log, incidentId);
    if (incident.kind !== 'open' || askedOf(subjectsToCheck(incident.report)) !== asked) return undefined;
    const at = ports.clock.now();
    const { remote: answers = [] } = incident;
    const known = answers.find((answer) => answer.register === register);
    const answered = afterTold(known, { register, asked, at }, told);
    const brief = { ...briefOf(incident, 'register-answered'), remote: withAnswer(answers, answered), answered };
    const events = await briefIncident(ports, brief, OUTRIDER);
    if (events.length < 2 && saysNothingNew(answered, known)) return answered;
    const appended = await appendToIncident(ports.log, incidentId, {
      expected: version,
      events,
      at,
      by: OUTRIDER.userId,
      // On this version of the incident a register answers once.
      command: selfNamed(`register-answered:${register}:${incidentId}:${version}`),
    });
    if (appended.kind !== 'conflict') return answered;
  }
}

const saysNothingNew = (answered: RemoteAnswer, known: RemoteAnswer | undefined): boolean =>
  answered.failure !== undefined || (known !== undefined && same({ ...answered, at: '' }, { ...known, at: '' }));
