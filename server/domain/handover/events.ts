import type { ItemKind } from '../../contract/index.js';

/** Who is responsible for something of an incident, and that its time has passed: events of the incident's own stream. */
export type HandoverEvent =
  | {
      readonly type: 'handover-offered';
      readonly body: {
        readonly v: 1;
        readonly handover: string;
        readonly item: ItemKind;
        readonly fromName: string;
        readonly to: string;
        readonly toName: string;
      };
    }
  /** by whom it was offered to; from then on it is theirs */
  | {
      readonly type: 'handover-accepted';
      readonly body: {
        readonly v: 1;
        readonly handover: string;
        readonly item: ItemKind;
        readonly from: string;
        readonly name: string;
      };
    }
  /** the time of something passed; `key` tells this time from the next one of its kind */
  | {
      readonly type: 'overdue';
      readonly body: {
        readonly v: 1;
        readonly what: 'attempt' | 'review' | 'handover-waiting' | 'handover-idle';
        readonly key: string;
        /** ISO 8601 */
        readonly since: string;
        readonly step: 1 | 2;
      };
    };

export const HANDOVER_EVENTS: Readonly<Record<HandoverEvent['type'], number>> = {
  'handover-offered': 1,
  'handover-accepted': 1,
  overdue: 1,
};
