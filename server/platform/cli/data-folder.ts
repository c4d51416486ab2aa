import { resolve } from 'node:path';
import type { Actor } from '../../domain/access/policy.js';
import { DataFolderError } from '../log/embedded/data-folder.js';
import type { EmbeddedLog } from '../log/embedded/embedded-log.js';
import { openEmbeddedLog } from '../log/embedded/open-log.js';
import type { Terminal } from './terminal.js';

/** Whoever has the data folder reads as an auditor does, and is recorded as this. */
export const AT_THE_FOLDER: Actor = {
  userId: 'command-line',
  name: 'Command line',
  roles: ['auditor'],
  sessionId: 'cli',
};

/** The data folder that the environment names, absolute. */
export const dataFolderOf = ({ env }: Pick<Terminal, 'env'>): string => resolve(env['OUTRIDER_DATA'] ?? './data');

/** Opens the log of a data folder. @throws DataFolderError; of one that a server uses, it says to go through that */
export const openLogIn = (folder: string): Promise<EmbeddedLog> =>
  openEmbeddedLog(folder).catch((cause: unknown) => {
    if (!(cause instanceof DataFolderError) || cause.code !== 'IN_USE') throw cause;
    throw new DataFolderError(cause.code, `${cause.message} While it runs, go through it: --url http://localhost:3000`);
  });
