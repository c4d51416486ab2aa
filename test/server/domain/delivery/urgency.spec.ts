import type { Card } from '../../../../server/contract/index.js';
import { urgencyOf } from '../../../../server/domain/delivery/urgency.js';
import type { Actor } from '../../../../server/domain/access/policy.js';
import type { OpenIncident } from '../../../../server/domain/incident/state.js';

const who = (userId: string, ...roles: Actor['roles']): Actor => ({ userId, name: userId, roles, sessionId: userId });
const incident = (officer: string, severity?: 'life-risk' | 'info'): OpenIncident =>
  ({
    attendance: [{ officer, dispatchedAt: '2026-07-30T12:00:00.000Z' }],
    card: {
      matches: [],
      flags: severity ? [{ kind: 'firearms', severity, tier: 'match', standing: 'unreviewed', matchIds: [] }] : [],
    } as unknown as Card,
  }) as unknown as OpenIncident;
const OPEN = [incident('olga', 'info'), incident('omar', 'life-risk'), incident('olga')];

test.each([
  ['an officer who is sent where life is at risk', who('omar', 'officer'), 0],
  ['an officer who is sent elsewhere', who('olga', 'officer'), 1],
  ['an officer who is sent nowhere', who('otto', 'officer'), 2],
  ['whoever is no officer', who('omar', 'supervisor'), 2],
])('%s comes in turn', (_, actor, urgency) => {
  expect(urgencyOf(actor, OPEN)).toBe(urgency);
});
