import { isDomesticAbuse, type Check, type FiledReport, type Prompt, type ServiceLevel } from '../../contract/index.js';

interface Contingency {
  readonly id: string;
  readonly question: string;
  /** registers that would know: it is asked unless each of them says what it knows */
  readonly registers: readonly string[];
  /** what the caller has said already */
  readonly isSaid: (report: FiledReport) => boolean;
  /** asked on every call; the others where people may know each other */
  readonly always?: true;
}

/** What only the people on the call can say while nobody researches: in the order in which it matters at the door. */
const CONTINGENCIES: readonly Contingency[] = [
  {
    id: 'contingency:weapons',
    question: 'Are there any weapons in the place, or within reach?',
    registers: ['firearms', 'warning'],
    isSaid: ({ weapons }) => weapons !== undefined,
    always: true,
  },
  {
    id: 'contingency:children',
    question: 'Are there children there, and where are they now?',
    registers: ['children'],
    isSaid: ({ people }) => people.some(({ role }) => role === 'child'),
  },
  {
    id: 'contingency:orders',
    question: 'Is there a court order or bail that keeps somebody away?',
    registers: ['court-order'],
    isSaid: () => false,
  },
  {
    id: 'contingency:before',
    question: 'Has this happened before?',
    registers: ['prior-call', 'critical-marker'],
    isSaid: () => false,
  },
];

const KNOWN: ReadonlySet<Check['status']> = new Set(['hit', 'no-trace']);

/**
 * The questions that stand in for the desk while nobody looks: those that no register answers and the caller has not
 * answered. At any other level there are none.
 */
export function contingencyPrompts(level: ServiceLevel, report: FiledReport, checks: readonly Check[]): Prompt[] {
  if (level !== 'machine-only' && level !== 'isolated') return [];
  const between = report.category === undefined || isDomesticAbuse(report.category);
  return CONTINGENCIES.filter(({ always, isSaid }) => (always ?? between) && !isSaid(report)).flatMap(
    ({ id, question, registers }): Prompt[] => {
      const asked = checks.filter(({ register }) => registers.includes(register));
      const unknown = asked.filter(({ status }) => !KNOWN.has(status)).map(({ register }) => register);
      if (asked.length > 0 && unknown.length === 0) return [];
      const reason = `nobody at the desk can look, and no register says: ${unknown.join(', ') || registers.join(', ')}`;
      return [{ id, question, reason }];
    },
  );
}
