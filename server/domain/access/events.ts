import type { Shown } from '../record/shown.js';
import type { Action } from './policy.js';

/**
 * What is recorded of a read (Data Protection Act 2018 s.62: consultation, disclosure): who is the stream, when is the
 * event's time; which incident, which version of what, under which rule, for which derived reason. Never contents.
 */
export type AccessEvent =
  | {
      readonly type: 'consulted';
      readonly body: {
        readonly v: 1;
        readonly action: Action;
        readonly what: string;
        readonly rule: string;
        readonly reason: string;
      } & Partial<Shown>;
    }
  | {
      readonly type: 'disclosed';
      readonly body: {
        readonly v: 1;
        readonly incidentId: string;
        readonly cardVersion: number;
        readonly viewAs: string;
        readonly rule: string;
        readonly reason: string;
      } & Partial<Shown>;
    };
