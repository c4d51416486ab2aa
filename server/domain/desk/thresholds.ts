/**
 * Every number that the desk's policies go by, in one list that a control room can argue with. Times are in minutes
 * unless their name says otherwise.
 */
export const DESK_THRESHOLDS = {
  /** how a job's place among those that nobody has looked at follows from arrival and danger */
  order: {
    /** officers on scene count as if they arrived in so many minutes: a first look keeps its value until they leave */
    onSceneCountsAs: 3,
    /** nobody sent yet: when somebody can be expected at the door, from the first ring */
    expectedArrival: { immediate: 12, priority: 60, scheduled: 240 },
    /** minutes that a danger brings a job forward */
    broughtForward: { lifeRisk: 4, possibleLifeRisk: 1, immediate: 2, repeat: 1 },
  },
  prediction: {
    /** assumed for a first look until the shift has made enough of its own */
    firstLookSeconds: 150,
    /** first looks that the shift's own estimate needs, and how many of the latest it is taken from */
    samplesNeeded: 5,
    samplesKept: 30,
    /** an ETA is off by about this part of itself: an officer may be there so much sooner */
    etaError: 0.25,
  },
  level: {
    busy: { enterAtLate: 0.25, forSeconds: 60, oldestFirstLook: 3, leaveBelowLate: 0.05, calmFor: 10 },
    /** the desk cannot make first looks: nearly every one would come too late, and not for a moment only */
    machineOnly: { enterAtLate: 0.8, fewestLate: 3, forSeconds: 120, leaveBelowLate: 0.5 },
    /** a job that nobody has claimed counts as waiting after so long: a person needs a moment to press a key */
    waitingAfterSeconds: 60,
    /** a level is announced for so long at least; it delays leaving only */
    dwell: 15,
  },
  /** a claim returns to the queue so long after its researcher's link was lost */
  leaseSeconds: 30,
  /** and they no longer count as on duty */
  dutySeconds: 300,
} as const;

export type DeskThresholds = DeepNumbers<typeof DESK_THRESHOLDS>;
type DeepNumbers<T> = { readonly [K in keyof T]: T[K] extends number ? number : DeepNumbers<T[K]> };
