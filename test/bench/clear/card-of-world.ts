import type { Card, FiledReport, Role } from '../../../server/contract/index.js';
import { cardOf } from '../../../server/domain/briefing/card.js';
import type { RegisterCondition } from '../../../server/domain/briefing/receipts.js';
import type { DeskWork } from '../../../server/domain/desk/work.js';
import { subjectsOf } from '../../../server/domain/incident/subjects.js';
import type { Link, Subject, SubjectAnswer } from '../../../server/domain/match/types.js';
import { MANIFESTS } from '../../../server/domain/register/manifests.js';
import type { Key, Manifest, Sees } from '../../../server/domain/register/types.js';
import { ROLES, type World, type WorldRegister } from './world.js';

export const AT = '2026-03-01T02:14:00.000Z';
const hoursAgo = (hours: number): string => new Date(Date.parse(AT) - hours * 3_600_000).toISOString();
const [FIRST] = MANIFESTS;

/** The card that Outrider makes in a situation, by the same functions as for a real incident. */
export function cardOfWorld(world: World): { readonly card: Card; readonly manifests: readonly Manifest[] } {
  const report = reportOf(world);
  const subjects = subjectsOf(report);
  const manifests = world.registers.map(manifestOf);
  const local = world.registers.filter(({ remote }) => !remote);
  const card = cardOf({
    incidentId: 'i',
    reference: 'R',
    report,
    level: world.level,
    before: undefined,
    work: workOf(world, subjects),
    basis: {
      answer: {
        subjects: answers(world, local, subjects),
        searched: world.registers.filter((register) => wasSearched(world, register)).map(searched),
        model: 'm',
        ...(world.matcherFailed ? { failure: 'the matcher could not be asked' } : {}),
      },
      registers: world.registers.map((register, n) => conditionOf(register, manifests[n]!)),
      remote: world.registers
        .filter(({ remote }) => remote)
        .map((register) => ({ register: register.id, subjects: answers(world, [register], subjects) })),
      calls: [],
      judge: (link) => ({ standing: (link.record.details?.['standing'] ?? 'unreviewed') as 'unreviewed' }),
      at: AT,
    },
  });
  return { card, manifests };
}

const wasSearched = ({ matcherFailed }: World, { remote, covered }: WorldRegister): boolean =>
  remote || (!matcherFailed && covered !== 'no');

const searched = ({ id, covered }: WorldRegister) => ({
  register: id,
  batch: covered === 'empty' ? null : 'b',
  records: 1,
});

function reportOf({ subjects }: World): FiledReport {
  const kinds = subjects.map(({ kind }) => kind);
  return {
    source: '999',
    openedAt: AT,
    firstRingAt: AT,
    people: subjects
      .filter(({ kind }) => kind === 'person')
      .map(({ id }) => ({ id, role: 'victim', givenNames: 'Ada', surname: 'Byron' })),
    ...(kinds.includes('location') ? { location: { text: '1 High Street' } } : {}),
    ...(kinds.includes('phone') ? { caller: { phone: '07700 900123' } } : {}),
  };
}

function manifestOf({ id, limitHours, wants, hiddenFrom, standing, remote }: WorldRegister): Manifest {
  const visibility = Object.fromEntries(
    ROLES.map((role): [Role, Sees] => [role, hiddenFrom.includes(role) ? 'none' : 'summary']),
  );
  const { freshnessLimitHours: _limit, visibilityMachineOnly: _wider, ...manifest } = FIRST!;
  return {
    ...manifest,
    id,
    noTraceKeys: { ...wants, person: wants.person as readonly Key[] },
    visibility,
    ...(limitHours === undefined ? {} : { freshnessLimitHours: limitHours }),
    ...(standing === 'manual' ? { manual: true as const } : {}),
    ...(remote ? { remote: { url: 'https://r.example', people: 1 } } : {}),
  };
}

function conditionOf(
  { standing, ageHours, limitHours = Infinity }: WorldRegister,
  manifest: Manifest,
): RegisterCondition {
  const asOf = hoursAgo(ageHours);
  switch (standing) {
    case 'answers':
      return { manifest, standing: { kind: 'answers', asOf, stale: ageHours > limitHours } };
    case 'manual':
      return { manifest, standing: { kind: 'manual' } };
    case 'unavailable':
      return { manifest, standing: { kind: 'unavailable', reason: 'down' } };
    case 'waiting':
      return { manifest, standing: { kind: 'waiting', status: 'not-checked', reason: 'asked' } };
    case 'failing':
      return { manifest, standing: { kind: 'waiting', status: 'unavailable', reason: 'failed', asOf } };
  }
}

/** What the search of some registers came to, subject by subject: links of each, keys and completeness of the first. */
const answers = ({ matcherFailed }: World, registers: readonly WorldRegister[], subjects: readonly Subject[]) =>
  subjects.map(({ ref }, n): SubjectAnswer => {
    const first = registers[0]?.about[n];
    if (first === undefined || (matcherFailed && registers[0]?.remote !== true)) {
      return { subject: ref, keys: [], complete: false, links: [], candidates: 0 };
    }
    const links = registers.flatMap(({ id, about }) =>
      about[n]!.links.map((standing, l) => linkTo(id, l, standing, ref)),
    );
    return { subject: ref, keys: first.keys as Key[], complete: first.complete, candidates: first.candidates, links };
  });

const linkTo = (register: string, n: number, standing: string, subject: Subject['ref']): Link => ({
  register,
  recordId: `${register}-${n}`,
  batch: 'b',
  subject,
  tier: 'match',
  probability: 0.99,
  weight: 10,
  evidence: [{ field: 'surname', agreement: 'agrees', weight: 10, sentence: 'surname agrees' }],
  record: { recordId: `${register}-${n}`, summary: 's', recordedAt: '2026-01-01', details: { standing } },
});

function workOf({ registers }: World, subjects: readonly Subject[]): DeskWork {
  return {
    review: 'first-look',
    findings: [],
    requests: [],
    seen: [],
    receipts: registers.flatMap(({ id, about }) =>
      about.flatMap(({ byHand }, n) => {
        const subject = subjects[n]!;
        if (byHand === undefined) return [];
        const { status, ageHours, sameSubject } = byHand;
        const madeOn: Subject = sameSubject ? subject : Object.assign({ reportedThen: 'otherwise' }, subject);
        return [{ register: id, subject: subject.ref, status, text: 't', madeOn, by: 'Ines', at: hoursAgo(ageHours) }];
      }),
    ),
  };
}
