import { glassSentence } from '../access/glass.js';
import { restrictionSentence } from '../access/restriction.js';
import { closingSentence } from '../closing/log-sentence.js';
import type { RemoteAnswer } from '../register/remote.js';
import type { LookedBody } from '../desk/work.js';
import { briefingSentence } from './briefing-events.js';
import { linkSentence } from './same-event.js';
import { retentionSentence } from './retention.js';
import { counted } from '../count.js';
import { londonTime } from '../london.js';
import { handoverSentence } from '../handover/log-sentence.js';
import type { FedBody, IncidentEvent } from './events.js';
import type { ErasedEvent } from './upcast.js';

/**
 * One event of an incident in a sentence, without what any role is kept from.
 * @param nameOf an officer of whom the event has the id alone
 */
export function logSentence(event: IncidentEvent | ErasedEvent, nameOf = (id: string) => id): string {
  switch (event.type) {
    case 'reported':
      return `Reported by ${event.body.report.source}${event.body.report.grade ? `, graded ${event.body.report.grade}` : ', not graded yet'}`;
    case 'revised':
      return `Report changed: ${event.body.fields.join(', ')}`;
    case 'checked':
      return event.body.remote === undefined
        ? `Checked against ${event.body.answer.searched.length} registers`
        : remoteSentence(event.body.remote);
    case 'card-issued':
      return `Card version ${event.body.card.version} issued to ${counted(event.body.issuedTo.length, 'reader')}`;
    case 'dispatched': {
      const { officers, etaMinutes, singleCrewedReason } = event.body;
      const eta = etaMinutes === undefined ? '' : `, ETA ${etaMinutes} min`;
      const alone = singleCrewedReason === undefined ? '' : `, single-crewed: ${singleCrewedReason}`;
      return `Sent: ${officers.map((o) => o.name).join(', ')}${eta}${alone}`;
    }
    case 'stood-down':
      return `Stood down: ${event.body.officers.map(nameOf).join(', ')}`;
    case 'arrived':
      return `Arrived: ${event.body.officers.map(nameOf).join(', ')}`;
    case 'departed':
      return `Left: ${event.body.officers.map(nameOf).join(', ')}`;
    case 'fed':
      return `Said by another system${version(event.body)}${keptGrade(event.body)}${keptCategory(event.body)}`;
    case 'downgrade-requested':
      return `${event.body.requestedBy} asked to lower the grade from ${event.body.from} to ${event.body.to}`;
    case 'downgrade-ruled':
      return `${event.body.ruledBy} ${event.body.approve ? 'approved' : 'rejected'} the downgrade, on card version ${event.body.cardVersion}`;
    case 'downgrade-expired':
      return 'The request for a downgrade expired: nobody ruled on it in time';
    case 'downgrade-lapsed':
      return `The downgrade lapsed${event.body.restored ? `: the grade is ${event.body.restored} again` : ''}`;
    case 'downgrade-warned':
      return 'Something came up about the downgrade';
    case 'prompt-answered':
      return `${event.body.name} ${event.body.outcome}: ${event.body.question}`;
    case 'diverted':
      return `Sent elsewhere before they arrived: ${event.body.officers.map(nameOf).join(', ')}`;
    case 'climbed':
      return `Nobody is sent: the ${event.body.to} is told`;
    case 'reassessed':
      return `${event.body.name} looked again, and looks next at ${londonTime(event.body.nextReviewAt)}`;
    case 'clock-passed':
      return `Nobody was there in time: the ${event.body.grade ?? 'immediate'} clock passed`;
    case 'match-decided':
      return `A match was ${event.body.decision} by ${event.body.name}`;
    case 'dispute-withdrawn':
      return `“Not this person” was withdrawn by ${event.body.name}`;
    case 'noted':
    case 'suspect-recorded':
    case 'signed-off':
    case 'closed':
    case 'reopened':
    case 'reviewed':
      return closingSentence(event);
    case 'job-claimed':
      return `Claimed at the RTI desk by ${event.body.name}`;
    case 'job-returned':
      return `Returned to the RTI desk’s queue: ${event.body.reason}`;
    case 'form-kept':
      return 'The RTI desk’s form was kept as typed so far';
    case 'looked':
      return lookInWords(event.body);
    case 'desk-asked':
      return `${event.body.name} asked the RTI desk: ${event.body.text}`;
    case 'briefing-prompted':
    case 'read-out':
      return briefingSentence(event);
    case 'linked':
    case 'unlinked':
    case 'joined':
    case 'left':
      return linkSentence(event);
    case 'handover-offered':
    case 'handover-accepted':
    case 'overdue':
      return handoverSentence(event);
    case 'held':
    case 'hold-lifted':
      return retentionSentence(event);
    case 'glass-broken':
    case 'glass-closed':
      return glassSentence(event);
    case 'restricted':
    case 'let-in':
    case 'restriction-lifted':
      return restrictionSentence(event);
    case 'erased':
      return event.was === 'contents-erased' ? 'All before this was erased' : `Erased: ${event.was}`;
  }
}

const remoteSentence = ({ register, failure, records }: RemoteAnswer): string =>
  failure === undefined
    ? `The register ${register} answered with ${counted(records.length, 'record')}`
    : `The register ${register} did not answer: ${failure}`;

function lookInWords({ review, name, findings, receipts, note }: LookedBody): string {
  const made = review === 'full' ? 'Full research' : 'First look';
  const said = [counted(findings.length, 'finding'), counted(receipts.length, 'register')].join(', ');
  return `${made} by ${name}: ${said} looked into by hand${note === undefined ? '' : `. Note: ${note}`}`;
}

const version = ({ sourceVersion }: FedBody): string =>
  sourceVersion === undefined ? '' : `, its version ${sourceVersion}`;

const keptGrade = ({ keptGrade: kept }: FedBody): string =>
  kept === undefined
    ? ''
    : `; it said ${kept.said ?? 'no grade'}, and the grade stays ${kept.kept}: a lower grade needs a downgrade request`;

const keptCategory = ({ keptCategory: kept }: FedBody): string =>
  kept === undefined ? '' : '; the category stays domestic abuse: no other system takes it off';
