import type { Check, Flag } from '../../contract/index.js';
import { historyTitle } from './repeat-victim.js';

const MOST_WORDS = 25;

const STANDING: Readonly<Record<Flag['standing'], string>> = {
  unreviewed: 'Unconfirmed',
  confirmed: 'Confirmed',
  rejected: 'Rejected',
};

/**
 * What may be read aloud, in at most 25 words: standing first, then the most dangerous kinds, then how much was not
 * checked. It is made from the registers' titles and never from a record's words, so that no caller, codeword, child's
 * name or refuge can be in it (R14), and it never says that something is clear (R2).
 *
 * @param titleOf title of a register by its id
 */
export function spokenLine(flags: readonly Flag[], checks: readonly Check[], titleOf: (id: string) => string): string {
  const dangerous = flags.filter((f) => f.severity === 'life-risk' || f.severity === 'high');
  const open = checks.filter((c) => c.status === 'not-checked' || c.status === 'unavailable' || c.status === 'stale');
  const tail = open.length > 0 ? `${open.length} of ${checks.length} registers not fully checked.` : '';
  if (dangerous.length === 0) return [quietly(flags, checks), tail].filter(Boolean).join(' ');
  const parts = [...new Set(dangerous.map((f) => `${standingOf(f)}: ${historyTitle(f.kind) ?? titleOf(f.kind)}.`))];
  const budget = MOST_WORDS - countWords(tail);
  const said: string[] = [];
  for (const part of parts) {
    if (countWords([...said, part].join(' ')) > budget) break;
    said.push(part);
  }
  return [...said, tail].filter(Boolean).join(' ');
}

/** Whoever says "not this person" is heard as long as no researcher has decided; what is confirmed is no longer possible. */
function standingOf({ standing, tier, disputed }: Flag): string {
  const said = disputed === undefined ? STANDING[standing] : 'Disputed';
  return tier === 'possible' && standing !== 'confirmed' ? `${said}, possible` : said;
}

/** Without a danger to name: whether there is other history, and "no trace" only where every register says so. */
function quietly(flags: readonly Flag[], checks: readonly Check[]): string {
  if (flags.length > 0) return 'Unconfirmed: lower-risk history only.';
  const traceless = checks.length > 0 && checks.every((c) => c.status === 'no-trace');
  return traceless ? `No trace in ${checks.length} registers.` : 'No hit to read out so far.';
}

const countWords = (text: string): number => text.split(/\s+/).filter(Boolean).length;
