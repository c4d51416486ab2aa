import type { Card, Role } from '../../contract/index.js';
import { looksTheSame } from '../briefing/changes.js';
import type { IncidentEvent } from './events.js';

type Issued = Extract<IncidentEvent, { type: 'card-issued' }>['body'];

/**
 * The card as each role sees it once a version was issued. A reader gets a version only if their view changed (the
 * contract's words): else the one from before stays theirs.
 */
export function viewsAfter(before: ReadonlyMap<Role, Card>, { card, views }: Issued): ReadonlyMap<Role, Card> {
  // Most roles see the whole card: whether that looks the same is asked once.
  let full: { readonly old: Card; readonly isSame: boolean } | undefined;
  const isSame = (old: Card, view: Card): boolean => {
    if (view !== card) return looksTheSame(old, view);
    if (full?.old !== old) full = { old, isSame: looksTheSame(old, card) };
    return full.isSame;
  };
  return new Map(
    Object.entries(views).map(([name, stored]): [Role, Card] => {
      const role = name as Role;
      const view = stored === 'full' ? card : stored;
      const old = before.get(role);
      return [role, old && isSame(old, view) ? old : view];
    }),
  );
}
