/** A fault of one line: the text in the file, which is there once, becomes another, and the rule is broken. */
export interface Fault {
  readonly rule: string;
  /** what is wrong then */
  readonly fault: string;
  readonly file: string;
  readonly from: string;
  readonly to: string;
  /** the test file whose tests that cite the rule must fail */
  readonly test: string;
  /** where their titles are, when that file runs a contract */
  readonly contract?: string;
}

/** One fault for each rule that never bends. */
export const FAULTS: readonly Fault[] = [
  {
    rule: 'R1',
    fault: 'an append that comes alone is answered without being stored',
    file: 'server/platform/log/embedded/group-writer.ts',
    from: 'if (plan.additions.length > 0) {',
    to: 'if (plan.additions.length > 1) {',
    test: 'test/server/platform/log/embedded/embedded-log.spec.ts',
    contract: 'test/server/platform/log/event-log.contract.ts',
  },
  {
    rule: 'R2',
    fault: 'a search that was not finished counts as one that found nothing',
    file: 'server/domain/briefing/receipts.ts',
    from: 'if (!answer.complete) {',
    to: 'if (answer.complete === undefined) {',
    test: 'test/server/domain/briefing/receipts.spec.ts',
  },
  {
    rule: 'R3',
    fault: 'a link weighs more than its evidence',
    file: 'server/domain/match/search/answer.ts',
    from: 'weight: hit.found.total,',
    to: 'weight: hit.found.total + 1,',
    test: 'test/server/domain/match/record-index.spec.ts',
  },
  {
    rule: 'R4',
    fault: 'what a machine found passes for confirmed',
    file: 'server/domain/briefing/standing.ts',
    from: "const UNREVIEWED: Judgement = { standing: 'unreviewed' };",
    to: "const UNREVIEWED: Judgement = { standing: 'confirmed' };",
    test: 'test/server/domain/briefing/card.spec.ts',
  },
  {
    rule: 'R5',
    fault: 'a grade is suggested that is no higher',
    file: 'server/domain/grade/suggest.ts',
    from: "row.grade === 'immediate' && grade !== 'immediate'",
    to: "row.grade === 'immediate'",
    test: 'test/server/domain/grade/suggest.spec.ts',
  },
  {
    rule: 'R6',
    fault: 'whoever asked for a downgrade rules on it',
    file: 'server/domain/grade/downgrade.ts',
    from: 'if (downgrade.by === userId)',
    to: 'if (downgrade.by === id)',
    test: 'test/server/downgrades/downgrades.spec.ts',
  },
  {
    rule: 'R7',
    fault: 'a function is enough, whatever the relation to the incident',
    file: 'server/domain/access/policy.ts',
    from: 'if (!row.relations.includes(relation))',
    to: 'if (row.relations.length === 0)',
    test: 'test/server/domain/access/policy.spec.ts',
  },
  {
    rule: 'R8',
    fault: 'an event that comes again is taken again',
    file: 'server/incidents/incidents.model.ts',
    from: 'if (event.position <= this.#position) return;',
    to: 'if (event.position < this.#position) return;',
    test: 'test/server/golden.spec.ts',
  },
  {
    rule: 'R9',
    fault: 'a reader who holds the version before is not sent the next',
    file: 'server/domain/delivery/next-frames.ts',
    from: 'has < version',
    to: 'has < version - 1',
    test: 'test/server/push/pump.spec.ts',
  },
  {
    rule: 'R10',
    fault: 'the dispatcher is prompted half a minute after nothing was received',
    file: 'server/domain/delivery/prompt-due.ts',
    from: 'const RECEIVED_WITHIN_MS = 15_000;',
    to: 'const RECEIVED_WITHIN_MS = 30_000;',
    test: 'test/server/delivery/delivery.spec.ts',
  },
  {
    rule: 'R11',
    fault: 'the first card that a reader had is shown, not the one of then',
    file: 'server/domain/delivery/card-then.ts',
    from: 'if (card) held = { card, viewAs: mine.viewAs };',
    to: 'if (card) held ??= { card, viewAs: mine.viewAs };',
    test: 'test/server/delivery/delivery.spec.ts',
  },
  {
    rule: 'R12',
    fault: 'a protected record is shown whole',
    file: 'server/domain/briefing/view.ts',
    from: '...masks[record.sensitivity],',
    to: '...masks.normal,',
    test: 'test/server/domain/briefing/view.spec.ts',
  },
  {
    rule: 'R13',
    fault: 'one interruption more than the budget',
    file: 'server/domain/delivery/interruptions.ts',
    from: 'const MOST = 10;',
    to: 'const MOST = 11;',
    test: 'test/server/domain/delivery/standing-alerts.spec.ts',
  },
  {
    rule: 'R14',
    fault: 'a postcode in free text is left there',
    file: 'server/domain/briefing/withhold.ts',
    from: '.replace(POSTCODE, WITHHELD)',
    to: '.replace(POSTCODE, (code) => code)',
    test: 'test/server/domain/briefing/withhold.spec.ts',
  },
  {
    rule: 'R15',
    fault: 'an incident without a grade has no clock',
    file: 'server/domain/grade/clock.ts',
    from: 'return immediateMinutes;',
    to: 'return grade === null ? undefined : immediateMinutes;',
    test: 'test/server/timekeeper/keep-time.spec.ts',
  },
  {
    rule: 'R16',
    fault: 'a call from the same number can be merged',
    file: 'server/domain/incident/same-event.ts',
    from: 'if (again || [...mine].some(',
    to: 'if (again && [...mine].some(',
    test: 'test/server/incidents/link-incidents.spec.ts',
  },
  {
    rule: 'R17',
    fault: 'whoever it is about is not kept from it',
    file: 'server/domain/access/relation.ts',
    from: "if (keptFrom.includes(actor.userId)) return 'none';",
    to: "if (keptFrom.includes(actor.sessionId)) return 'none';",
    test: 'test/server/workforce/their-own.spec.ts',
  },
];
