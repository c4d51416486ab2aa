import type { NewUser, UserChange, UserReply, UserState } from '../../server/contract/index.js';
import type { Commands } from './commands.js';
import type { Reply } from './http.js';

const account = (id: string): string => `/api/users/${encodeURIComponent(id)}`;

/** Everyone who has an account, by name. That somebody looked is recorded. */
export const readPeople = (commands: Commands): Promise<Reply<UserState[]>> => commands.get('/api/users');

export const createPerson = (commands: Commands, person: NewUser): Promise<Reply<UserReply>> =>
  commands.post('/api/users', person);

export const changePerson = (commands: Commands, id: string, change: UserChange): Promise<Reply<UserState>> =>
  commands.patch(account(id), change);

export const resetPassword = (commands: Commands, id: string): Promise<Reply<UserReply>> =>
  commands.post(`${account(id)}/password`, undefined);

export const signOutEverywhere = (commands: Commands, id: string): Promise<Reply<undefined>> =>
  commands.delete(`${account(id)}/sessions`);

/** Those who are meant by every word of what was typed: in their name, their user name or a role. */
export function peopleLike(people: readonly UserState[], typed: string): readonly UserState[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  return people.filter(({ id, name, roles }) => {
    const text = [id, name, ...roles].join(' ').toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** Whether somebody gets in, and how. */
export function entryInWords({ disabled, oneTimePassword, signsInBy, sessions, failedSignIns }: UserState): string {
  const failed = failedSignIns ? `; ${failedSignIns.count} failed since` : '';
  if (disabled) return `Disabled${failed}`;
  if (oneTimePassword) return `Has not chosen a password yet${failed}`;
  const by = (signsInBy === 'provider' ? ', through the force’s provider' : '') + failed;
  return sessions === 0 ? `Not signed in${by}` : `Signed in ${sessions === 1 ? 'once' : `${sessions} times`}${by}`;
}
