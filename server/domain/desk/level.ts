import type { ServiceLevel } from '../../contract/index.js';
import { DESK_THRESHOLDS, type DeskThresholds } from './thresholds.js';

/** How the desk and what it stands on are, at one moment. */
export interface Reading {
  readonly onDuty: number;
  /** by the force's own hours nobody is meant to be at the desk now */
  readonly plannedUnstaffed: boolean;
  /** live incidents that wait for their first look, those being looked at among them */
  readonly firstLooks: number;
  /** of those: predicted to come after the officers arrive */
  readonly late: number;
  /** minutes that the longest-waiting of them has waited; 0: none waits */
  readonly oldestMinutes: number;
  /** of those: how many nobody has claimed within the moment that a person needs */
  readonly waiting: number;
  /** open incidents without a first look from before the present level began: what recovering works off */
  readonly backlog: number;
  readonly logWritable: boolean;
  /** registers that a machine can ask, and how many of them answer */
  readonly registers: number;
  readonly answering: number;
}

/** What is announced, since when (ISO 8601) and why, in words. */
export interface Announced {
  readonly level: ServiceLevel;
  readonly since: string;
  readonly cause: string;
}

/** Since when conditions hold that count only once they last. ISO 8601. */
export interface Watch {
  readonly lateSince?: string;
  readonly overwhelmedSince?: string;
  readonly calmSince?: string;
}

type Thresholds = Pick<DeskThresholds, 'level'>;

/** The watch one reading on. */
export function watchOn(watch: Watch, reading: Reading, at: string, { level }: Thresholds = DESK_THRESHOLDS): Watch {
  const share = lateShare(reading);
  const overwhelmed = share >= level.machineOnly.enterAtLate && reading.late >= level.machineOnly.fewestLate;
  return {
    ...(share >= level.busy.enterAtLate ? { lateSince: watch.lateSince ?? at } : {}),
    ...(overwhelmed ? { overwhelmedSince: watch.overwhelmedSince ?? at } : {}),
    ...(share < level.busy.leaveBelowLate && reading.waiting === 0 ? { calmSince: watch.calmSince ?? at } : {}),
  };
}

const lateShare = ({ late, firstLooks }: Reading): number => (firstLooks === 0 ? 0 : late / firstLooks);

/** From the least to the most restricted. */
const WORSE: readonly ServiceLevel[] = ['normal', 'recovering', 'busy', 'machine-only', 'isolated'];
const isWorse = (one: ServiceLevel, other: ServiceLevel): boolean => WORSE.indexOf(one) > WORSE.indexOf(other);

/**
 * The next level, if it is another one. A worse level is entered at once; a better one only after the dwell, when what
 * holds the present one has gone and stayed gone. The level announces what the desk can do; it never steers the work.
 */
export function nextLevel(
  now: Announced,
  watch: Watch,
  reading: Reading,
  at: string,
  thresholds: Thresholds = DESK_THRESHOLDS,
): Announced | undefined {
  const entered = enterWhich(watch, reading, at, thresholds);
  if (isWorse(entered.level, now.level)) return { ...entered, since: at };
  // That there is no service at all is never said for longer than it is so.
  const dwelt = now.level === 'isolated' || elapsed(now.since, at) >= thresholds.level.dwell * 60;
  if (!dwelt || !mayLeave(now.level, entered.level, watch, reading, at, thresholds)) return undefined;
  const next = betterThan(now.level, entered, reading);
  return next.level === now.level ? undefined : { ...next, since: at };
}

interface Entered {
  readonly level: ServiceLevel;
  readonly cause: string;
}

/** Which level the conditions of this moment enter, whatever is announced. */
function enterWhich(watch: Watch, reading: Reading, at: string, { level }: Thresholds): Entered {
  if (!reading.logWritable) return { level: 'isolated', cause: 'the log cannot store' };
  if (reading.registers > 0 && reading.answering === 0) return { level: 'isolated', cause: 'no register can be asked' };
  if (reading.onDuty === 0) {
    const planned = reading.plannedUnstaffed ? ', as planned' : '';
    return { level: 'machine-only', cause: `no researcher on duty${planned}` };
  }
  if (lasts(watch.overwhelmedSince, at, level.machineOnly.forSeconds)) {
    return { level: 'machine-only', cause: `${reading.late} of ${reading.firstLooks} first looks would come too late` };
  }
  if (lasts(watch.lateSince, at, level.busy.forSeconds)) {
    return { level: 'busy', cause: `${reading.late} of ${reading.firstLooks} first looks predicted after arrival` };
  }
  if (reading.oldestMinutes > level.busy.oldestFirstLook) {
    return { level: 'busy', cause: `a first look has waited ${Math.floor(reading.oldestMinutes)} min` };
  }
  return { level: 'normal', cause: 'the desk keeps up' };
}

/** Whether what holds the present level is gone; `entered` is better or the same. */
function mayLeave(
  now: ServiceLevel,
  entered: ServiceLevel,
  watch: Watch,
  reading: Reading,
  at: string,
  { level }: Thresholds,
): boolean {
  if (now === entered) return false;
  switch (now) {
    case 'normal':
      return false;
    case 'isolated':
      return true;
    case 'machine-only':
      return watch.overwhelmedSince === undefined && lateShare(reading) < level.machineOnly.leaveBelowLate;
    case 'busy':
      return lasts(watch.calmSince, at, level.busy.calmFor * 60);
    case 'recovering':
      return reading.backlog === 0;
  }
}

/** Where a level that may be left leads: by way of recovering, while there is something to work off. */
function betterThan(now: ServiceLevel, entered: Entered, { backlog }: Reading): Entered {
  if (now === 'recovering' || entered.level !== 'normal' || backlog === 0) return entered;
  return { level: 'recovering', cause: `${backlog} open ${backlog === 1 ? 'incident' : 'incidents'} to catch up with` };
}

const lasts = (since: string | undefined, at: string, seconds: number): boolean =>
  since !== undefined && elapsed(since, at) >= seconds;

const elapsed = (since: string, at: string): number => (Date.parse(at) - Date.parse(since)) / 1000;
