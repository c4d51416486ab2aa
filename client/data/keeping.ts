import type { Keepings, KeptThing } from '../../server/contract/index.js';
import type { Commands } from './commands.js';
import type { Reply } from './http.js';

export const listKeepings = (commands: Commands): Promise<Reply<Keepings>> => commands.get('/api/keeping');

/** @param of an incident’s id or reference, or `REGISTER/RECORD` */
export const findKept = (commands: Commands, of: string): Promise<Reply<KeptThing>> =>
  commands.get(`/api/keeping/found?of=${encodeURIComponent(of)}`);

type Which = Pick<KeptThing, 'kind' | 'id'>;

/** Legal hold, or the end of it. */
export const hold = (commands: Commands, which: Which, held: boolean, reason: string): Promise<Reply<unknown>> =>
  commands.put(`${pathOf(which)}/hold`, { held, reason });

/** For good. */
export const erase = (commands: Commands, which: Which, reason: string): Promise<Reply<unknown>> =>
  commands.post(`${pathOf(which)}/erasure`, { reason });

function pathOf({ kind, id }: Which): string {
  if (kind === 'incident') return `/api/incidents/${encodeURIComponent(id)}`;
  const at = id.indexOf('/');
  return `/api/registers/${id.slice(0, at)}/records/${encodeURIComponent(id.slice(at + 1))}`;
}
