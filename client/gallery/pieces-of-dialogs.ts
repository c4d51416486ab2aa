import { html } from 'lit';
import { ref } from 'lit/directives/ref.js';
import { MATCH } from '../../fixtures/gallery/cards.js';
import { PROOFS, ROWS } from '../../fixtures/gallery/incidents.js';
import '../board/dispatch-dialog.js';
import type { OutDispatchDialog } from '../board/dispatch-dialog.js';
import '../board/downgrade-dialog.js';
import type { OutDowngradeDialog } from '../board/downgrade-dialog.js';
import '../board/level-dialog.js';
import type { OutLevelDialog } from '../board/level-dialog.js';
import '../board/link-dialog.js';
import type { OutLinkDialog } from '../board/link-dialog.js';
import '../board/movement-dialog.js';
import type { OutMovementDialog } from '../board/movement-dialog.js';
import '../board/reading-dialog.js';
import type { OutReadingDialog } from '../board/reading-dialog.js';
import '../board/reassess-dialog.js';
import type { OutReassessDialog } from '../board/reassess-dialog.js';
import '../closing/closing-dialog.js';
import type { OutClosingDialog } from '../closing/closing-dialog.js';
import { Commands } from '../data/commands.js';
import { StepUp } from '../data/step-up.js';
import '../oversight/glass-dialog.js';
import type { OutGlassDialog } from '../oversight/glass-dialog.js';
import '../ui/ask-dialog.js';
import type { OutAskDialog } from '../ui/ask-dialog.js';
import '../ui/dispute-dialog.js';
import type { OutDisputeDialog } from '../ui/dispute-dialog.js';
import '../ui/step-up-dialog.js';
import type { Piece } from './piece.js';

/** Here everything that is sent is refused: that is what a dialog looks like at its fullest. */
const commands = new Commands(async () => ({
  ok: false,
  code: 'NOT_ALLOWED',
  detail: 'Nothing is sent from the gallery.',
  errors: [],
}));

/** A button that brings up the dialog that is drawn beside it. */
function opened<D extends HTMLElement>(ask: (dialog: D) => void) {
  let dialog: D | undefined;
  return {
    here: ref((element) => (dialog = element as D | undefined)),
    button: html`<button @click=${() => dialog && ask(dialog)}>Open</button>`,
  };
}

const about = ROWS['nobody sent, late, climbed'];
const stepUp = new StepUp();
const session = {
  stepUp,
  ways: async () => ({ password: true, provider: true }),
  confirm: async () => ({ detail: 'The password is wrong.' }),
};

const ask = opened<OutAskDialog>((dialog) => dialog.ask(about.id));
const dispute = opened<OutDisputeDialog>((dialog) => dialog.ask(MATCH));
const lower = opened<OutDowngradeDialog>((dialog) => dialog.ask(about));
const level = opened<OutLevelDialog>((dialog) => dialog.ask(undefined));
const reading = opened<OutReadingDialog>((dialog) => dialog.ask(about, PROOFS));
const reassess = opened<OutReassessDialog>((dialog) => dialog.ask(about));
const dispatch = opened<OutDispatchDialog>((dialog) => void dialog.ask(about));
const movement = opened<OutMovementDialog>((dialog) => dialog.ask('arrival', ROWS['on the way']));
const link = opened<OutLinkDialog>((dialog) => dialog.ask(about, Object.values(ROWS)));
const closing = opened<OutClosingDialog>((dialog) => dialog.ask('sign', about, about.cardVersion));
const glass = opened<OutGlassDialog>((dialog) => dialog.ask(about.reference));
const proof = opened(() => void stepUp.prove());

/** The questions that stand in front of a screen; each opens here by its button. */
export const piecesOfDialogs: readonly Piece[] = [
  {
    name: 'out-ask-dialog',
    states: [
      {
        name: 'to the RTI desk',
        show: () => html`${ask.button}<out-ask-dialog ${ask.here} .commands=${commands}></out-ask-dialog>`,
      },
    ],
  },
  {
    name: 'out-dispute-dialog',
    states: [
      {
        name: 'not this person',
        show: () =>
          html`${dispute.button}<out-dispute-dialog
              ${dispute.here}
              .commands=${commands}
              .incidentId=${about.id}
            ></out-dispute-dialog>`,
      },
    ],
  },
  {
    name: 'out-downgrade-dialog',
    states: [
      {
        name: 'a lower grade',
        show: () =>
          html`${lower.button}<out-downgrade-dialog ${lower.here} .commands=${commands}></out-downgrade-dialog>`,
      },
    ],
  },
  {
    name: 'out-level-dialog',
    states: [
      {
        name: 'the service level',
        show: () => html`${level.button}<out-level-dialog ${level.here} .commands=${commands}></out-level-dialog>`,
      },
    ],
  },
  {
    name: 'out-reading-dialog',
    states: [
      {
        name: 'over the radio',
        show: () =>
          html`${reading.button}<out-reading-dialog ${reading.here} .commands=${commands}></out-reading-dialog>`,
      },
    ],
  },
  {
    name: 'out-reassess-dialog',
    states: [
      {
        name: 'looked again',
        show: () =>
          html`${reassess.button}<out-reassess-dialog ${reassess.here} .commands=${commands}></out-reassess-dialog>`,
      },
    ],
  },
  {
    name: 'out-dispatch-dialog',
    states: [
      {
        name: 'who is sent',
        show: () =>
          html`${dispatch.button}<out-dispatch-dialog ${dispatch.here} .commands=${commands}></out-dispatch-dialog>`,
      },
    ],
  },
  {
    name: 'out-movement-dialog',
    states: [
      {
        name: 'who arrived',
        show: () =>
          html`${movement.button}<out-movement-dialog ${movement.here} .commands=${commands}></out-movement-dialog>`,
      },
    ],
  },
  {
    name: 'out-link-dialog',
    states: [
      {
        name: 'one event',
        show: () => html`${link.button}<out-link-dialog ${link.here} .commands=${commands}></out-link-dialog>`,
      },
    ],
  },
  {
    name: 'out-closing-dialog',
    states: [
      {
        name: 'an assessment, signed',
        show: () =>
          html`${closing.button}<out-closing-dialog ${closing.here} .commands=${commands}></out-closing-dialog>`,
      },
    ],
  },
  {
    name: 'out-glass-dialog',
    states: [
      {
        name: 'what is not yours',
        show: () => html`${glass.button}<out-glass-dialog ${glass.here} .commands=${commands}></out-glass-dialog>`,
      },
    ],
  },
  {
    name: 'out-step-up-dialog',
    states: [
      {
        name: 'confirm that it is you',
        show: () => html`${proof.button}<out-step-up-dialog ${proof.here} .session=${session}></out-step-up-dialog>`,
      },
    ],
  },
];
