import type { Flag, Match } from '../../contract/index.js';
import type { DeskWork, MadeByHand, Signed } from '../desk/work.js';
import type { Subject } from '../match/types.js';
import { headline } from '../register/headline.js';
import type { Manifest } from '../register/types.js';
import { same } from '../same.js';

/** What a researcher found by hand in one register about one subject. */
export type HandReceiptMade = MadeByHand & Signed;

/** The receipts by hand that still hold: each ends when its subject is reported differently (R2). */
export const holding = ({ receipts }: Pick<DeskWork, 'receipts'>, subjects: readonly Subject[]): HandReceiptMade[] =>
  receipts.filter((receipt) => subjects.some((subject) => same(subject, receipt.madeOn)));

/** What a named researcher found, as headlines: hits of registers that they looked into, and their own words. */
export function deskFlags(
  receipts: readonly HandReceiptMade[],
  findings: DeskWork['findings'],
  manifests: readonly Manifest[],
): Flag[] {
  const hits = receipts.flatMap((receipt): Flag[] => {
    const manifest = manifests.find(({ id }) => id === receipt.register);
    return manifest && receipt.status === 'hit' ? [flagByHand(receipt, manifest)] : [];
  });
  const own = findings.map(({ text, severity, by, at }): Flag => ({
    ...saidBy(by, at),
    kind: 'finding',
    severity,
    headline: text,
  }));
  return [...unique(hits), ...own];
}

function flagByHand({ text = '', risk, by, at }: HandReceiptMade, manifest: Manifest): Flag {
  const { severity, severityByRisk } = manifest.flag;
  const record = { summary: text, people: [], sensitivity: 'normal' as const, ...(risk ? { risk } : {}) };
  // Where codewords are held nobody's words go into a headline (R14): the manifest's own are used.
  const words = manifest.holdsCodewords
    ? headline(manifest, manifest.flag.headline, record, undefined)
    : `${manifest.title}: ${text}`;
  return {
    ...saidBy(by, at),
    kind: manifest.id,
    severity: (risk && severityByRisk?.[risk]) ?? severity,
    headline: words,
  };
}

const saidBy = (by: string, at: string): Pick<Flag, 'source' | 'standing' | 'reviewed' | 'tier' | 'matchIds'> => ({
  source: 'researcher',
  standing: 'confirmed',
  reviewed: { by, at },
  tier: 'match',
  matchIds: [],
});

/** One hit that was found for several subjects, with the same words, is one headline. */
const unique = (flags: readonly Flag[]): Flag[] =>
  flags.filter((flag, index) => flags.findIndex((other) => other.headline === flag.headline) === index);

/** Matches with what a researcher has had before them marked: the rest awaits its first look. */
export const withSeen = (matches: readonly Match[], { seen }: Pick<DeskWork, 'seen'>): Match[] => {
  const ids = new Set(seen);
  return matches.map((match) => (ids.has(match.id) ? { ...match, seen: true } : match));
};
