import type { ClosingEvent } from './events.js';
import { STAGE_IN_WORDS } from './sign-off.js';

/** What happened on the way to closing an incident, in a sentence. */
export function closingSentence(event: ClosingEvent): string {
  switch (event.type) {
    case 'noted':
      return event.body.text;
    case 'suspect-recorded': {
      const { outstanding, attempt } = event.body;
      const said = attempt === undefined ? '' : `: ${attempt}`;
      return `${outstanding ? 'Suspect at large' : 'Suspect accounted for'}${said}`;
    }
    case 'signed-off': {
      const { stage, name, assessment, cardVersion } = event.body;
      return `Signed by ${name}, ${STAGE_IN_WORDS[stage]} on card ${cardVersion}: ${assessment}`;
    }
    case 'closed':
      return event.body.result === undefined ? 'Closed' : `Closed: ${event.body.result}`;
    case 'reopened':
      return `Opened again: ${event.body.reason}`;
    case 'reviewed':
      return `Reviewed: ${event.body.finding}`;
  }
}
