import type { AuditEntry, Role } from '../../server/contract/index.js';
import { ROLE_TITLE } from '../ui/words.js';

const RELATION: Readonly<Record<string, string>> = {
  creator: 'reported it',
  supervising: 'supervising it',
  dispatched: 'sent to it',
  researching: 'researching it',
  dispatching: 'dispatching for it',
  assessing: 'assessing it',
  responsible: 'responsible for it',
  standards: 'one of ours is in it',
  emergency: 'read in an emergency',
  attended: 'was there',
  incident: 'work on the incident',
  register: 'upkeep of the register',
  workforce: 'upkeep of the list of our own',
};

const titleOf = (role: string): string | undefined =>
  Object.hasOwn(ROLE_TITLE, role) ? ROLE_TITLE[role as Role] : undefined;

const worded = (id: string): string => id.replaceAll(/[.-]/g, ' ');

/** Why something was done, as the record derived it from a role or a relation; what a person typed, as it is. */
export function reasonInWords(reason: string): string {
  const [, role = ''] = /^role (.+)$/.exec(reason) ?? [];
  const title = titleOf(role);
  if (title !== undefined) return `as ${title}`;
  return Object.hasOwn(RELATION, reason) ? (RELATION[reason] ?? reason) : reason;
}

/** Parts of what was read that the columns beside it say already, or that say nothing to a person. */
const SAID_BESIDE = /^(?:incident|audit|users?|queue)\b/;

/**
 * What an operation was, in a few words: the record has an event’s or an action’s name, and whose view of a card it was.
 *
 * @returns such as `card 3, as an officer sees it`, `card read`, `stood down`, `batch activated: firearms/…`
 */
export function whatInWords({ what }: Pick<AuditEntry, 'what'>): string {
  const [, version, viewer = ''] = /^card version (\d+) as (.+)$/.exec(what) ?? [];
  if (version !== undefined) {
    const title = titleOf(viewer) ?? viewer;
    return `card ${version}, as ${title === 'professional standards' ? title : withArticle(title)} sees it`;
  }
  const [, name, about = ''] = /^([a-z]+(?:[.-][a-z]+)*)(?:: (.*))?$/.exec(what) ?? [];
  if (name === undefined) return what;
  return about === '' || SAID_BESIDE.test(about) ? worded(name) : `${worded(name)}: ${about}`;
}

const withArticle = (noun: string): string => `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`;
