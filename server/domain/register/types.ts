import type { Role, Severity } from '../../contract/index.js';

/** `merge`: same record id replaces, the rest stays. `replace`: the batch is the whole register. */
export type BatchMode = 'merge' | 'replace';

/** The keys of a subject that a check can stand on. */
export type Key = 'name+dateOfBirth' | 'name+age' | 'name+address' | 'name+phone' | 'address' | 'phone';

/** What of a hit somebody sees: the record's words, the flag's headline alone, or nothing. */
export type Sees = 'summary' | 'headline' | 'none';

/** A register that another system keeps: where it is asked, and how long it is waited for. */
export interface Remote {
  /** https, or http on this machine alone */
  readonly url: string;
  /** a file with what goes into the Authorization header, such as `Bearer …`; read at start */
  readonly authorizationFile?: string;
  /** how many people it holds: among many, a name that agrees means little */
  readonly people: number;
  /** an answer that takes longer is none, 2 */
  readonly slowSeconds?: number;
  /** after too many failures it is left alone for so long, 10 */
  readonly restSeconds?: number;
  /** questions at a time, 4 */
  readonly atOnce?: number;
}

/**
 * What the force declares about one register. A force adds a register by writing one of these: no code.
 */
export interface Manifest {
  readonly id: string;
  readonly title: string;
  /** what it holds, in a sentence that a call handler understands */
  readonly holds: string;
  /** who is called when it does not answer or is out of date; left out: nobody is named */
  readonly contact?: string;
  /** no machine can reach it: every check of it is `not-checked`, waiting for a researcher */
  readonly manual?: true;
  /** it is asked over the network, and nothing is imported: what it is asked and answers is `RemoteQuestion`, `RemoteReply` */
  readonly remote?: Remote;
  /** life-safety registers may show possible hits to officers while the desk is not reviewing */
  readonly lifeSafety: boolean;
  /** its records hold codewords or safe numbers: no headline may use their words (R14) */
  readonly holdsCodewords?: true;
  /**
   * Keys that suffice for "no trace", by kind of subject. A subject without one of them is `not-checked`, whatever the
   * search found or did not find (R2).
   */
  readonly noTraceKeys: { readonly person: readonly Key[]; readonly location: boolean; readonly phone: boolean };
  /** a batch older than this makes every receipt `stale`; undefined: the register does not age */
  readonly freshnessLimitHours?: number;
  /** how a hit becomes a flag */
  readonly flag: {
    readonly severity: Severity;
    /** severity by the record's risk, where the register grades risk */
    readonly severityByRisk?: Readonly<Partial<Record<'high' | 'medium' | 'standard', Severity>>>;
    /** severity when two people of the incident are on one record in different roles, such as both sides of an order */
    readonly severityTogether?: Severity;
    /** headline, filled from the record: what can be filled in stands in `headline.ts` */
    readonly headline: string;
    /** headline of a hit of tier possible, where the usual one would say too much of a person who may be another */
    readonly headlineWhenPossible?: string;
    /** only a record in which the matched person has one of these roles makes a flag; undefined: any role */
    readonly roles?: readonly string[];
  };
  /** who sees what of a hit; a role that is not named sees nothing */
  readonly visibility: Readonly<Partial<Record<Role, Sees>>>;
  /** who sees more than that while no desk reviews anything (service level machine-only) */
  readonly visibilityMachineOnly?: Readonly<Partial<Record<Role, Sees>>>;
  /** for CSV import: column name → path in a record, e.g. `people.0.surname` */
  readonly columns: Readonly<Record<string, string>>;
}
