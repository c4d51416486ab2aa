import type { Stage } from './stage.js';

/** A person of the demonstration who has a screen on the stage, or acts behind it. */
export type Person =
  | 'handler'
  | 'handler2'
  | 'dispatcher'
  | 'analyst'
  | 'supervisor'
  | 'inspector'
  | 'auditor'
  | 'officer1'
  | 'officer2'
  | 'admin';

export const PERSON_NAMES: Readonly<Record<Person, string>> = {
  handler: 'Call handler',
  handler2: 'Another call handler',
  dispatcher: 'Dispatcher',
  analyst: 'RTI researcher',
  supervisor: 'Control-room supervisor',
  inspector: 'Control-room inspector',
  auditor: 'Auditor',
  officer1: 'Officer on the way',
  officer2: 'Second officer',
  admin: 'Administrator',
};

/** One caption, and what happens while it is read. */
export interface Step {
  readonly says: string;
  readonly does: (stage: Stage) => Promise<unknown>;
}

/** A scene of the control room, played on the real system through the screens of its people. */
export interface Scene {
  readonly id: string;
  readonly title: string;
  /** why it matters, in a sentence */
  readonly about: string;
  /** whose screens are on the stage: at most two, the first the larger */
  readonly seats: readonly [Person, Person?];
  /** which screen of theirs they start on, when it is not their first */
  readonly screens?: Partial<Readonly<Record<Person, string>>>;
  readonly steps: readonly Step[];
}

/** How long a caption is left to be read, in ms: about four words a second, and a moment to look up. */
const readingTimeMs = (caption: string): number => 1_600 + 260 * caption.split(/\s+/).length;

/**
 * Plays a scene: for each step its caption, what it does, and time to read. Resolves at its end.
 * @param tell hears which step has begun, from 0
 * @throws NotShown when a screen did not show what it should: the scene ends there
 */
export async function play(scene: Scene, stage: Stage, tell: (step: number) => void): Promise<void> {
  for (const [index, step] of scene.steps.entries()) {
    tell(index);
    const read = stage.pace.rest(readingTimeMs(step.says));
    stage.touch();
    await step.does(stage);
    await read;
  }
}
