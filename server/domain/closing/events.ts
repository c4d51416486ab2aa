import type { ChecklistAnswer, SignOffStage } from '../../contract/index.js';

/** What happens to an incident on its way to being closed, and after. */
export type ClosingEvent =
  /** an update that a person wrote */
  | { readonly type: 'noted'; readonly body: { readonly v: 1; readonly text: string } }
  /** `attempt`: what was tried to find them, or how they were found */
  | {
      readonly type: 'suspect-recorded';
      readonly body: { readonly v: 1; readonly outstanding: boolean; readonly attempt?: string };
    }
  | {
      readonly type: 'signed-off';
      readonly body: {
        readonly v: 1;
        readonly stage: SignOffStage;
        readonly name: string;
        readonly assessment: string;
        readonly cardVersion: number;
        readonly answers: readonly ChecklistAnswer[];
      };
    }
  | { readonly type: 'closed'; readonly body: { readonly v: 1; readonly result?: string } }
  | { readonly type: 'reopened'; readonly body: { readonly v: 1; readonly reason: string } }
  /** an inspector looked at it: an open one again by `nextReviewAt`, a closed one once */
  | {
      readonly type: 'reviewed';
      readonly body: { readonly v: 1; readonly finding: string; readonly nextReviewAt?: string };
    };

export const CLOSING_EVENTS: Readonly<Record<ClosingEvent['type'], number>> = {
  noted: 1,
  'suspect-recorded': 1,
  'signed-off': 1,
  closed: 1,
  reopened: 1,
  reviewed: 1,
};
