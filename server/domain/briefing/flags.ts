import type { Flag, Match, Severity } from '../../contract/index.js';
import { countOf } from '../count.js';
import { groupBy } from '../group-by.js';
import { dayInWords } from '../london.js';
import { headline as headlineOf } from '../register/headline.js';
import type { Manifest } from '../register/types.js';
import { validity } from './matches.js';
import { isFromText } from './narrative/subjects-in-text.js';
import { withoutWords } from './standing.js';

export const SEVERITY_ORDER: readonly Severity[] = ['life-risk', 'high', 'medium', 'info'];
const TIER_ORDER = ['match', 'probable', 'possible'] as const;
const SUBJECT_ORDER = ['person', 'phone', 'location'] as const;

/** Order of flags on a card: by severity, then by how sure the link is. */
export const byDanger = (a: Flag, b: Flag): number =>
  SEVERITY_ORDER.indexOf(a.severity) - SEVERITY_ORDER.indexOf(b.severity) ||
  TIER_ORDER.indexOf(a.tier) - TIER_ORDER.indexOf(b.tier);

/** What is told apart: who decided what, and what is disputed or asked again. */
const decidedOn = ({ standing, reviewed, disputed, lapsed }: Match): string =>
  [standing, reviewed?.by, disputed?.at, lapsed?.at].join(' ');

/** Of several people who fit equally, which: what one of them did is not counted with what another did. */
function whichOf({ equals, recordRole, record }: Match): string {
  const person = record.people.find(({ role }) => role === recordRole);
  return equals === undefined ? '' : [person?.name, person?.dateOfBirth].join(' ');
}

const orAnother = ({ equals, standing }: Match): string =>
  equals === undefined || standing === 'confirmed' ? '' : `: one of ${countOf(equals)} people who fit equally`;

const isConfirmed = ({ standing }: Match): number => Number(standing === 'confirmed');

/** Of the matches to one record: the one that its headline is about first. */
export const byCloseness = (a: Match, b: Match): number =>
  isConfirmed(b) - isConfirmed(a) ||
  Number(a.via !== undefined) - Number(b.via !== undefined) ||
  TIER_ORDER.indexOf(a.tier) - TIER_ORDER.indexOf(b.tier) ||
  SUBJECT_ORDER.indexOf(a.subject.kind) - SUBJECT_ORDER.indexOf(b.subject.kind) ||
  b.weight - a.weight;

/**
 * The headlines of a card, most dangerous first. Matches to one record make one flag; several records of one register,
 * severity, tier and subject make one flag that counts them. Every flag names the matches that carry its evidence (R3).
 *
 * @param at ISO 8601: a record that is not in force then is never shown as if it were
 */
export function flagsFrom(found: readonly Match[], manifests: readonly Manifest[], at: string): Flag[] {
  const order = manifests.map((m) => m.id);
  // What a researcher rejected is no danger here: it stays among the matches, and the card says who rejected it (R4).
  const matches = found.filter(({ standing }) => standing !== 'rejected');
  const perRecord = groupBy(matches, (m) => `${m.register} ${m.recordId}`);
  const headed = [...perRecord.values()].flatMap((group) => {
    const [best] = group.toSorted(byCloseness);
    const manifest = manifests.find((m) => m.id === best?.register);
    if (!best || !manifest || !makesFlag(manifest, best)) return [];
    return [{ best, all: group, manifest, severity: severityOf(manifest, best, group, at) }];
  });
  const grouped = groupBy(headed, ({ best, severity }) =>
    [
      best.register,
      severity,
      best.tier,
      best.subject.kind,
      best.subject.id,
      best.via,
      decidedOn(best),
      whichOf(best),
    ].join(' '),
  );
  const flags = [...grouped.values()].map((group): Flag => {
    const sorted = group.toSorted((a, b) => (a.best.record.recordedAt < b.best.record.recordedAt ? 1 : -1));
    const { best, all, manifest, severity } = sorted[0]!;
    const others = sorted.length - 1;
    return {
      kind: manifest.id,
      severity,
      headline: headlineFor(manifest, best, all, at) + (others > 0 ? ` (and ${others} more)` : '') + orAnother(best),
      source: 'register',
      ...withoutWords(best),
      tier: best.tier,
      matchIds: sorted.flatMap(({ all }) => all.map((m) => m.id)).toSorted(),
    };
  });
  return flags.toSorted((a, b) => byDanger(a, b) || order.indexOf(a.kind) - order.indexOf(b.kind));
}

const makesFlag = (manifest: Manifest, match: Match): boolean =>
  match.recordRole === undefined || manifest.flag.roles === undefined || manifest.flag.roles.includes(match.recordRole);

function severityOf(manifest: Manifest, { record }: Match, ofRecord: readonly Match[], at: string): Severity {
  if (validity(record, at) !== 'in force') return 'info';
  const { flag } = manifest;
  if (flag.severityTogether !== undefined && areTogether(ofRecord)) return flag.severityTogether;
  const graded = record.risk && flag.severityByRisk?.[record.risk];
  return record.severity ?? graded ?? flag.severity;
}

/** Two people of the incident are on the record, in different roles: both sides of an order, say. */
function areTogether(ofRecord: readonly Match[]): boolean {
  const people = ofRecord.filter(({ subject, ...match }) => subject.kind === 'person' && !isOnlyPossible(match));
  return people.some((one) =>
    people.some((other) => one.subject.id !== other.subject.id && one.recordRole !== other.recordRole),
  );
}

const isOnlyPossible = ({ tier, standing }: Pick<Match, 'tier' | 'standing'>): boolean =>
  tier === 'possible' && standing !== 'confirmed';

/** The manifest's wording, filled in, with whose record it is and whether it is still in force. */
function headlineFor(manifest: Manifest, match: Match, ofRecord: readonly Match[], at: string): string {
  const { record, recordRole } = match;
  const { headline, headlineWhenPossible = headline } = manifest.flag;
  const state = validity(record, at);
  const notInForce =
    state === 'ended'
      ? `Ended ${dayInWords(record.validUntil?.slice(0, 10) ?? '')}: `
      : state === 'not yet'
        ? 'Not yet in force: '
        : '';
  const template = isOnlyPossible(match) ? headlineWhenPossible : headline;
  return notInForce + about(match, ofRecord) + headlineOf(manifest, template, record, recordRole);
}

/** Somebody of the call may well be on the record too: father or son, whom only an age would tell apart. */
const mayBeThem = ({ subject, via, probability }: Match): boolean =>
  subject.kind === 'person' && via === undefined && probability >= MAY_BE;
const MAY_BE = 0.1;

/** A hit on the address or the number says nothing about who is there: it must read so. */
function about({ subject, recordRole, via }: Match, ofRecord: readonly Match[]): string {
  if (via !== undefined) return `Via ${via}: `;
  if (isFromText(subject)) return subject.kind === 'phone' ? 'A number in the text: ' : 'An address in the text: ';
  if (subject.kind === 'location') {
    return ofRecord.some(mayBeThem) ? 'The address, and possibly this person: ' : 'The address, not this person: ';
  }
  if (subject.kind === 'phone' && recordRole === undefined) return 'This number: ';
  return '';
}
