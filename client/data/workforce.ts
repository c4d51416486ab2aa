import type { KnownMember, ListedMember, MembersReply, WorkforceState } from '../../server/contract/index.js';
import type { Commands } from './commands.js';
import { ask, type Reply } from './http.js';

export const readWorkforce = (commands: Commands): Promise<Reply<WorkforceState>> =>
  commands.get('/api/workforce/state');

export const listMembers = (commands: Commands): Promise<Reply<ListedMember[]>> => commands.get('/api/workforce');

export const readMember = (commands: Commands, id: string): Promise<Reply<KnownMember>> =>
  commands.get(`/api/workforce/${encodeURIComponent(id)}`);

export const undoMembers = (commands: Commands, id: string): Promise<Reply<WorkforceState>> =>
  commands.delete(`/api/workforce/imports/${encodeURIComponent(id)}`);

/** @param mode `replace`: the file is the whole list */
export const importMembers = (token: string, file: File, mode: 'merge' | 'replace'): Promise<Reply<MembersReply>> =>
  ask({ method: 'POST', path: `/api/workforce/imports?mode=${mode}`, file }, token);
