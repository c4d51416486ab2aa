import type { ItemKind } from '../../contract/index.js';
import type { HandoverEvent } from './events.js';

export const ITEM_IN_WORDS: Readonly<Record<ItemKind, string>> = {
  incident: 'the incident',
  suspect: 'the suspect at large',
  job: 'the job at the desk',
  ruling: 'the ruling that waits',
};

const LATE: Readonly<Record<Extract<HandoverEvent, { type: 'overdue' }>['body']['what'], string>> = {
  attempt: 'An attempt to find the suspect is overdue',
  review: 'The inspector’s review is overdue',
  'handover-waiting': 'What was handed over has not been accepted',
  'handover-idle': 'What was accepted lies idle',
};

/** Who is responsible, and what is late, in a sentence. */
export function handoverSentence(event: HandoverEvent): string {
  switch (event.type) {
    case 'handover-offered':
      return `${event.body.fromName} hands ${ITEM_IN_WORDS[event.body.item]} to ${event.body.toName}, who has to accept it`;
    case 'handover-accepted':
      return `${event.body.name} has taken over ${ITEM_IN_WORDS[event.body.item]}`;
    case 'overdue':
      return `${LATE[event.body.what]}${event.body.step === 2 ? ': it goes to the inspector' : ''}`;
  }
}
