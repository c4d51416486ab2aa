import type { Overdue, SignOffStage } from '../../server/contract/index.js';
import type { ClosingAction } from '../data/closing.js';

/** What can be done on the way to closing, its word and its key on a desk. */
export const ACTIONS: Readonly<
  Record<ClosingAction, { readonly word: string; readonly key: string; readonly does: string }>
> = {
  update: { word: 'Update', key: 'U', does: 'Write into the log of the incident' },
  suspect: { word: 'Suspect', key: 'T', does: 'The suspect is at large, was looked for, or is found' },
  sign: { word: 'Sign', key: 'N', does: 'Sign your assessment' },
  'close-incident': { word: 'Close', key: 'C', does: 'Close the incident' },
  review: { word: 'Review', key: 'V', does: 'You have reviewed it' },
};

export const STAGE: Readonly<Record<SignOffStage, string>> = {
  officer: 'officer’s update',
  sergeant: 'sergeant',
  supervisor: 'control-room supervisor',
};

export const LATE: Readonly<Record<Overdue['what'], string>> = {
  attempt: 'An attempt to find the suspect is overdue',
  review: 'The inspector’s review is overdue',
  'handover-waiting': 'What was handed over has not been accepted',
  'handover-idle': 'What was accepted lies idle',
};

/** Who is responsible, in words. */
export const OWNER = (owner: string, nameOf: (id: string) => string): string =>
  owner === 'control-room' ? 'the control room, nobody by name yet' : nameOf(owner);
