import type { Attendance } from '../../server/contract/index.js';
import { whereabouts, type Resourcing } from '../data/attendance.js';
import { clock, span } from './time.js';

/** Who looks after an incident, in a word and a picture. */
export const RESOURCING: Readonly<Record<Resourcing, { readonly word: string; readonly icon: string }>> = {
  nobody: { word: 'Nobody sent', icon: 'person-x' },
  'en-route': { word: 'On the way', icon: 'arrow-right' },
  'on-scene': { word: 'On scene', icon: 'geo-alt-fill' },
  left: { word: 'Officers left', icon: 'box-arrow-right' },
};

/** Where an officer stands, the ETA counting down: "PC Ash on the way, due in 5:42". */
export function attendanceInWords(attendance: Attendance, now: number): string {
  const { name } = attendance;
  const where = whereabouts(attendance);
  if (attendance.divertedAt !== undefined && where.kind === 'en-route') {
    return `${name} sent elsewhere ${clock(attendance.divertedAt)}`;
  }
  switch (where.kind) {
    case 'on-scene':
      return `${name} on scene since ${clock(where.at)}`;
    case 'left':
      return `${name} left ${clock(where.at)}`;
    case 'stood-down':
      return `${name} stood down ${clock(where.at)}`;
    case 'en-route': {
      if (where.dueAt === undefined) return `${name} on the way, no ETA`;
      const left = where.dueAt - now;
      return left >= 0 ? `${name} on the way, due in ${span(left)}` : `${name} on the way, ${span(-left)} late`;
    }
  }
}
