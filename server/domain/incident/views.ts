import type { Card, Role } from '../../contract/index.js';
import { looksTheSame } from '../briefing/changes.js';
import type { IncidentEvent } from './events.js';

type Issued = Extract<IncidentEvent, { type: 'card-issued' }>['body'];

/**
 * The card as each role sees it once a version was issued. A reader gets a version only if their view changed (the
 * contract's words): else the one from before stays theirs.
 */
export function viewsAfter(before: ReadonlyMap<Role, Card>, { card, views }: Issued): ReadonlyMap<Role, Card> {
  return new Map(
    Object.entries(views).map(([name, stored]): [Role, Card] => {
      const role = name as Role;
      const view = stored === 'full' ? card : stored;
      const old = before.get(role);
      return [role, old && looksTheSame(old, view) ? old : view];
    }),
  );
}
