import type { InformedShare, ReaderProof, VersionProof } from '../../server/contract/index.js';
import { clock } from './time.js';

const STEPS = [
  ['readOutAt', 'heard', ''],
  ['acknowledgedAt', 'acknowledged', ''],
  ['shownAt', 'shown', 'not acknowledged'],
  ['receivedAt', 'received', 'not shown'],
  ['sentAt', 'sent', 'not received'],
] as const satisfies readonly (readonly [keyof VersionProof, string, string])[];

const hoursAndMinutes = (at: string): string => clock(at).slice(0, 5);

/**
 * What became of the card of one reader, the best that is known: "PC Patel: shown v3 14:02, not acknowledged"; with what
 * came after what they know.
 */
export function proofInWords({ name, versions, latest }: ReaderProof): string {
  for (const [step, done, missing] of STEPS) {
    const best = versions.findLast((version) => version[step] !== undefined);
    if (best === undefined) continue;
    const newer = best.version < latest ? `v${latest} since` : '';
    const open = [missing, newer].filter(Boolean).join('; ');
    return `${name}: ${done} v${best.version} ${hoursAndMinutes(best[step] ?? '')}${open === '' ? '' : `, ${open}`}`;
  }
  return `${name}: nothing sent yet, no screen is connected`;
}

/** The share of officers who were informed when they arrived, as it is said to those who supervise. */
export function informedInWords({ arrived, informed, silent }: InformedShare): string {
  if (arrived === 0) return 'Nobody has arrived yet';
  const percent = Math.round((100 * informed) / arrived);
  const none = silent === 0 ? '' : `; ${silent} with no card at all`;
  return `Informed before arrival: ${informed} of ${arrived} officers (${percent} %)${none}`;
}
