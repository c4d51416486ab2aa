import type { RecordIndex } from '../../domain/match/record-index.js';
import type { AnswerOptions } from '../../domain/match/search/answer.js';
import type { Link } from '../../domain/match/types.js';
import type { Weights } from '../../domain/match/weights.js';
import { recordOf, subjectOf, type Row } from './match-rows.js';
import { Pairs } from './pairs.js';

/** The one register of a command, as the index knows it. */
export const REGISTER = 'register';

/** Pairs below this probability are two people. */
const SAME_PERSON = 0.5;

/** How a register is searched for the other records of one of its own. */
export const besides = (recordId: string): AnswerOptions => ({
  except: { register: REGISTER, recordId },
  several: true,
});

/** What is asked about each row of a register, and what becomes of the answers. */
export class PairSearch {
  private readonly pairs = new Pairs();

  /** @param at the day that ages are as of, an instant */
  constructor(
    private readonly index: RecordIndex,
    private readonly at: string,
    private readonly weights: Weights,
  ) {}

  /** Looks for the other records of one row; a pair counts when either side finds the other, surely or by a third. */
  look(row: Row, figures: (link: Link) => readonly string[] = () => []): void {
    const subject = subjectOf(row);
    if (subject?.ref.kind !== 'person') return;
    const { recordId } = recordOf(row);
    if (recordId === '') return;
    const options = { least: SAME_PERSON, weights: this.weights, ...besides(recordId) };
    for (const link of this.index.ask(subject, this.at, undefined, options).links) {
      if (link.probability >= SAME_PERSON) this.pairs.add(recordId, link.recordId, link.probability, figures(link));
    }
  }

  /** What was found, with the pairs that follow from two others. */
  found(): ReturnType<Pairs['closed']> {
    return this.pairs.closed();
  }
}
