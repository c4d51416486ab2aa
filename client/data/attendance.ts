import { isDomesticAbuse } from '../../server/contract/category.js';
import type { Attendance } from '../../server/contract/index.js';

/** Where an officer who was sent stands. Times are milliseconds. */
export type Whereabouts =
  /** no `dueAt`: nobody said when */
  | { readonly kind: 'en-route'; readonly dueAt: number | undefined }
  | { readonly kind: 'on-scene'; readonly at: number }
  | { readonly kind: 'left'; readonly at: number }
  | { readonly kind: 'stood-down'; readonly at: number };

/** Where an officer stands, by what was recorded last. */
export function whereabouts({ dispatchedAt, etaMinutes, arrivedAt, departedAt, stoodDownAt }: Attendance): Whereabouts {
  if (departedAt !== undefined) return { kind: 'left', at: Date.parse(departedAt) };
  if (stoodDownAt !== undefined) return { kind: 'stood-down', at: Date.parse(stoodDownAt) };
  if (arrivedAt !== undefined) return { kind: 'on-scene', at: Date.parse(arrivedAt) };
  const dueAt = etaMinutes === undefined ? undefined : Date.parse(dispatchedAt) + etaMinutes * 60_000;
  return { kind: 'en-route', dueAt };
}

/** Who looks after an incident, in one word. `nobody`: no officer was sent, or all were sent elsewhere (R15). */
export type Resourcing = 'nobody' | 'en-route' | 'on-scene' | 'left';

export function resourcing(attendance: readonly Attendance[]): Resourcing {
  const kinds = new Set(attendance.map((one) => whereabouts(one).kind));
  return (['on-scene', 'en-route', 'left'] as const).find((kind) => kinds.has(kind)) ?? 'nobody';
}

/** What can be recorded of an officer who was sent. */
export type Movement = 'arrival' | 'departure' | 'stand-down';

/** The officers of whom this can be recorded now. Who left still reads the card, until stood down. */
export function whoCan(movement: Movement, attendance: readonly Attendance[]): Attendance[] {
  const sent = attendance.filter(({ stoodDownAt }) => stoodDownAt === undefined);
  if (movement === 'stand-down') return sent;
  const from = movement === 'arrival' ? 'en-route' : 'on-scene';
  return sent.filter((one) => whereabouts(one).kind === from);
}

/** The attendance of one officer that has not ended with a stand-down. */
export const attendanceOf = (officer: string, attendance: readonly Attendance[]): Attendance | undefined =>
  whoCan('stand-down', attendance).find((one) => one.officer === officer);

/** Whether a reason is needed: one officer, those who are sent already counted, would be alone at domestic abuse. */
export function goesAlone(
  category: string | undefined,
  attendance: readonly Attendance[],
  officers: readonly string[],
): boolean {
  const all = new Set([...whoCan('stand-down', attendance).map(({ officer }) => officer), ...officers]);
  return isDomesticAbuse(category) && all.size === 1;
}
