import type { Card, DraftReply, FiledReport, Report, ServiceLevel, Situation } from '../../contract/index.js';
import { NO_WORK, type DeskWork } from '../desk/work.js';
import { factPrompts, stillOpen } from '../grade/prompts.js';
import { suggestGrade } from '../grade/suggest.js';
import { linkedCalls } from '../incident/linked.js';
import { subjectsOf } from '../incident/subjects.js';
import { titlesOf } from '../register/titles.js';
import { changesSince } from './changes.js';
import { contingencyPrompts } from './contingency.js';
import { deskFlags, holding, withSeen } from './desk-lines.js';
import { find, type Basis } from './finding.js';
import { byDanger } from './flags.js';
import { spokenLine } from './spoken.js';

/** What a draft is answered with: the same finding as a card's, without a version. */
export function answerDraft(basis: Basis, report: Report, prompted?: readonly string[]): DraftReply {
  const found = find(basis);
  const finding = { ...found, prompts: stillOpen([...found.prompts, ...factPrompts({ ...found, report })], prompted) };
  const suggestedGrade = suggestGrade({ ...finding, report });
  return { ...finding, ...(suggestedGrade ? { suggestedGrade } : {}), linked: linkedCalls(basis.calls) };
}

export interface CardOf {
  readonly incidentId: string;
  readonly reference: string;
  readonly report: FiledReport;
  readonly basis: Basis;
  readonly level: ServiceLevel;
  /** what the desk has done about it; undefined: nothing yet */
  readonly work?: DeskWork | undefined;
  /** the version before this one, if there is one */
  readonly before: Card | undefined;
  /** what came about with this version and is not on the card itself, in sentences */
  readonly news?: readonly string[];
  /** questions that somebody has asked or skipped */
  readonly prompted?: readonly string[] | undefined;
}

/** The unmasked card of an incident: what every reader's view is cut from. */
export function cardOf({
  incidentId,
  reference,
  report,
  basis,
  level,
  work = NO_WORK,
  before,
  news = [],
  prompted,
}: CardOf): Card {
  const byHand = holding(work, subjectsOf(report));
  const found = find(basis, byHand);
  const manifests = basis.registers.map(({ manifest }) => manifest);
  const said = deskFlags(byHand, work.findings, manifests);
  const finding = {
    ...found,
    matches: withSeen(found.matches, work),
    flags: [...found.flags, ...said].toSorted(byDanger),
    prompts: stillOpen(
      [...found.prompts, ...factPrompts({ ...found, report }), ...contingencyPrompts(level, report, found.checks)],
      prompted,
    ),
  };
  const suggestedGrade = suggestGrade({ ...finding, report });
  const titleOf = titlesOf(manifests);
  const situation = situationOf(reference, report);
  const card = {
    incidentId,
    version: (before?.version ?? 0) + 1,
    issuedAt: basis.at,
    level,
    review: work.review,
    situation,
    spoken: spokenLine({ ...finding, people: situation.people }, titleOf),
    ...finding,
    ...(suggestedGrade ? { suggestedGrade } : {}),
    linked: linkedCalls(basis.calls),
  };
  const told = news.map((sentence) => ({ what: 'changed' as const, sentence }));
  return { ...card, changes: [...told, ...changesSince(before, card, titleOf)] };
}

/** The location in one line, as the caller gave it: parts from the door outwards, or the text. */
export function addressLine(location: FiledReport['location']): string | undefined {
  if (!location) return undefined;
  const { flat, building, street, locality, town, postcode, text } = location;
  const door = [flat, [building, street].filter(Boolean).join(' ')].filter(Boolean);
  const parts = [...door, locality, town, postcode].filter(Boolean).join(', ');
  return parts || text || undefined;
}

function situationOf(reference: string, report: FiledReport): Situation {
  const address = addressLine(report.location);
  return {
    reference,
    openedAt: report.openedAt,
    source: report.source,
    ...(report.category ? { category: report.category } : {}),
    ...(report.grade ? { grade: report.grade } : {}),
    ...(report.call ? { call: report.call } : {}),
    ...(report.location ? { location: report.location } : {}),
    ...(address ? { address } : {}),
    ...(report.call?.firstWords ? { firstWords: report.call.firstWords } : {}),
    people: report.people.map((party) => {
      const name = [party.givenNames, party.surname].filter(Boolean).join(' ');
      return {
        id: party.id,
        role: party.role,
        ...(name ? { name } : {}),
        ...(party.description ? { description: party.description } : {}),
      };
    }),
  };
}
