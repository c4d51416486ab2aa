import type { Evidence, Location, PartyRole, RegisterRecord, Sex, SubjectRef, Tier } from '../../contract/index.js';
import type { Key } from '../register/types.js';

/** A record, or one person of it, that is not who or what is meant, as a researcher decided. */
export interface NotThis {
  readonly register: string;
  readonly recordId: string;
  readonly personIndex?: number;
}

/** A party, as the matcher is asked about it. Everything may be missing; nothing is normalised yet. */
export interface PersonSubject {
  readonly ref: SubjectRef & { readonly kind: 'person' };
  readonly role: PartyRole;
  readonly givenNames?: string;
  readonly surname?: string;
  readonly alsoKnownAs?: readonly string[];
  /** YYYY, YYYY-MM or YYYY-MM-DD */
  readonly dateOfBirth?: string;
  /** years at the time of the call, ± a margin that the matcher knows */
  readonly approximateAge?: number;
  readonly sex?: Sex;
  readonly phones: readonly string[];
  /** the person’s own address, where it was stated as such */
  readonly address?: Location;
  /** the search is made as if these were not there */
  readonly notThese?: readonly NotThis[];
  /** where the incident is: supports the person's own address, weakly for callers and witnesses */
  readonly location?: Location;
}

export interface LocationSubject {
  readonly ref: SubjectRef & { readonly kind: 'location' };
  readonly location: Location;
  readonly notThese?: readonly NotThis[];
}

export interface PhoneSubject {
  readonly ref: SubjectRef & { readonly kind: 'phone' };
  /** as typed */
  readonly phone: string;
  readonly notThese?: readonly NotThis[];
}

export type Subject = PersonSubject | LocationSubject | PhoneSubject;

export interface CheckQuery {
  readonly subjects: readonly Subject[];
  /** the time of the call: ages are intervals at this date; validity is judged at it */
  readonly at: string;
  /** registers to ask; undefined: all that are loaded */
  readonly registers?: readonly string[];
}

/** A link from a subject to a person, an address or a number on a record. */
export interface Link {
  readonly register: string;
  readonly recordId: string;
  /** the batch that the record came from */
  readonly batch: string;
  /** the role, on the record, of the person that matched; undefined for the address or a number of the record itself */
  readonly recordRole?: string;
  /** which person of the record matched, an index into `record.people` */
  readonly personIndex?: number;
  readonly subject: SubjectRef;
  readonly tier: Tier;
  /** posterior, over every candidate, "not in the register" and "another person at this address", and calibrated */
  readonly probability: number;
  /** bits; the sum of the evidence's weights. How sure that makes a link depends on the others too: see `probability` */
  readonly weight: number;
  readonly evidence: readonly Evidence[];
  /** how many recorded people fit equally, this one among them: two or more */
  readonly equals?: number;
  readonly record: RegisterRecord;
}

/** What the search of one subject came to, over all registers. */
export interface SubjectAnswer {
  readonly subject: SubjectRef;
  /** the keys that the subject had, after normalisation: what "no trace" may stand on */
  readonly keys: readonly Key[];
  /** false when a bucket was skipped or the work budget ran out: "no trace" must not be concluded */
  readonly complete: boolean;
  /** why not complete, or why nothing could be searched ("no name", "one letter is too little"), in words */
  readonly reason?: string;
  /** strongest first, over all registers */
  readonly links: readonly Link[];
  /** it was searched again without those whom a researcher rejected; their links are still here, as the last */
  readonly withoutRejected?: true;
  /** how many different people the links could be, once records of one person are put together */
  readonly candidates: number;
  /** how many different people fit equally well, two or more: none of them comes before another */
  readonly equals?: number;
  /** with more than three candidates, or some who fit equally: the question that separates them best */
  readonly separatingQuestion?: string;
}

/** What was found of somebody who stands beside a sure hit on its record: one step, labelled. */
export interface Associated {
  /** who they are and on which record, in words */
  readonly via: string;
  /** what of the incident led to that record */
  readonly subject: SubjectRef;
  readonly links: readonly Link[];
}

export interface CheckAnswer {
  readonly subjects: readonly SubjectAnswer[];
  /** the batch list of each register at the moment it was searched, newest last */
  readonly searched: readonly { readonly register: string; readonly batch: string | null; readonly records: number }[];
  /** version of the weight list and of the algorithm: kept in the log with the card */
  readonly model: string;
  /** what one step through the records that were hit led to; absent: nothing, or there was no such step */
  readonly associated?: readonly Associated[];
  /** why nothing could be asked at all; undefined when the matcher answered */
  readonly failure?: string;
}
