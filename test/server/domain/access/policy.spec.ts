import fc from 'fast-check';
import { Role } from '../../../../server/contract/index.js';
import { decide, relationTo, viewOf, type Action, type Actor } from '../../../../server/domain/access/policy.js';

const actors = fc
  .record({ userId: fc.constantFrom('u1', 'u2'), roles: fc.subarray([...Role.options]) })
  .map((a): Actor => ({ ...a, name: a.userId, sessionId: 's' }));
const incidentActions: readonly Action[] = ['incident.read', 'incident.revise', 'card.read', 'card.acknowledge'];

describe('the one access policy', () => {
  test('[R7] an incident is read by its creator and by who supervises, and by nobody else', () => {
    fc.assert(
      fc.property(
        actors,
        fc.constantFrom('u1', 'u2'),
        fc.constantFrom(...incidentActions),
        (actor, createdBy, action) => {
          const decision = decide(actor, action, relationTo({ createdBy, attendance: [] }, actor));
          const supervises = actor.roles.includes('supervisor') || actor.roles.includes('inspector');
          if (decision.allow) expect(supervises || createdBy === actor.userId).toBe(true);
        },
      ),
    );
  });

  test('[R7] who has no role may do nothing', () => {
    const nobody: Actor = { userId: 'u1', name: 'u1', roles: [], sessionId: 's' };
    expect(incidentActions.some((action) => decide(nobody, action, 'creator').allow)).toBe(false);
  });

  test('[R7] the reason is derived from how the reader stands to the incident', () => {
    const handler: Actor = { userId: 'u1', name: 'u1', roles: ['handler'], sessionId: 's' };
    expect(decide(handler, 'card.read', relationTo({ createdBy: 'u1', attendance: [] }, handler))).toEqual({
      allow: true,
      rule: 'card.read: creator',
      reason: 'creator',
      ...viewOf('handler'),
    });
  });

  test('[R12, R14] nobody is shown more of a record than those who review, or more of a graver one than of a lesser one', () => {
    const { masks: reviewing } = viewOf('researcher');
    for (const role of Role.options) {
      const { masks } = viewOf(role);
      for (const [because, fields] of Object.entries(masks)) {
        for (const field of reviewing[because as keyof typeof masks]) expect(fields).toContain(field);
      }
      expect(masks.restricted).toEqual(expect.arrayContaining([...masks.normal]));
      expect(masks.protected).toEqual(expect.arrayContaining([...masks.restricted]));
    }
  });

  test('[R7] administrators import registers and read no cards', () => {
    const admin: Actor = { userId: 'u1', name: 'u1', roles: ['administrator'], sessionId: 's' };
    expect(decide(admin, 'register.import').allow).toBe(true);
    expect(decide(admin, 'card.read', relationTo({ createdBy: 'u1', attendance: [] }, admin)).allow).toBe(false);
  });
});
