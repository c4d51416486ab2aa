import { isDomesticAbuse, type Flag, type Match, type Prompt, type Report } from '../../contract/index.js';

/** What a person said of a question that was offered on a card: asked, with what came of it, or skipped (R5). */
export interface PromptAnswered {
  readonly type: 'prompt-answered';
  readonly body: {
    readonly v: 1;
    readonly id: string;
    readonly question: string;
    readonly outcome: 'asked' | 'skipped';
    readonly answer?: string;
    readonly name: string;
  };
}

type Told = Pick<Report, 'category' | 'call' | 'language' | 'people'>;
interface Known {
  readonly report: Told;
  readonly flags: readonly Flag[];
  readonly matches: readonly Match[];
}

/** A question, and the fact that makes it worth asking; no fact, no question. */
interface Row {
  readonly id: string;
  readonly question: string;
  readonly because: (known: Known) => string | undefined;
}

const linked = ({ matches }: Known, register: string): boolean =>
  matches.some((m) => m.register === register && m.tier !== 'possible' && m.standing !== 'rejected');
const domestic = ({ report }: Known): boolean => isDomesticAbuse(report.category);

/** Questions that are chosen from what is already known. None of them says what a record says (R14). */
const ROWS: readonly Row[] = [
  {
    id: 'fact:codeword',
    question: 'Ask for the codeword that was agreed.',
    because: (known) => (linked(known, 'marac') ? 'there is a MARAC record of somebody in this call' : undefined),
  },
  {
    id: 'fact:safe-contact',
    question: 'Is it safe to ring this number back, and when?',
    because: (known) => {
      if (linked(known, 'safe-contact')) return 'a way of safe contact is recorded';
      if (!domestic(known)) return undefined;
      return known.report.call?.state === 'cut-off' ? 'domestic abuse, and the call was cut off' : 'domestic abuse';
    },
  },
  {
    id: 'fact:interpreter',
    question: 'Bring in the interpreter line.',
    because: ({ report: { language } }) =>
      language !== undefined && language !== '' && !/^en(glish)?\b/i.test(language)
        ? `they speak ${language}`
        : undefined,
  },
  {
    id: 'fact:coercive-control',
    question: 'Does anybody control where they go, whom they see, their money or their telephone?',
    because: (known) => (domestic(known) ? 'domestic abuse' : undefined),
  },
  {
    id: 'fact:children',
    question: 'Are the children there now, and where?',
    because: (known) =>
      linked(known, 'children') && !known.report.people.some(({ role }) => role === 'child')
        ? 'children are recorded, and none is in the report'
        : undefined,
  },
];

/** The questions that what is known makes worth asking, in the order of the call. */
export const factPrompts = (known: Known): Prompt[] =>
  ROWS.flatMap(({ id, question, because }) => {
    const reason = because(known);
    return reason === undefined ? [] : [{ id, question, reason }];
  });

/** The questions that nobody has asked or skipped yet. */
export const stillOpen = (prompts: readonly Prompt[], answered: readonly string[] = []): Prompt[] =>
  prompts.filter(({ id }) => !answered.includes(id));
