import type { Alert } from '../../server/contract/index.js';
import type { Commands } from './commands.js';
import type { Reply } from './http.js';

/** This person has seen an alert: it leaves all of their screens. */
export const seeAlert = (commands: Commands, { id, version }: Alert): Promise<Reply<undefined>> =>
  commands.post(`/api/alerts/${encodeURIComponent(id)}/acknowledgement`, { version });
