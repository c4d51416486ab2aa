import type { INestApplicationContext } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { refuse, type Outcome } from '../../contract/index.js';
import { StorageUnavailable, type KeptRequest, type Ran } from '../../ports.js';
import { HANDLES, type Handled, type Handlers } from './handles.js';

type Run = (request: object) => Promise<Outcome<unknown>>;

/**
 * How a request that was kept runs, once the log is back: it goes to its own handler, as it came and under its own command.
 * @param failed hears of a request that failed for no reason that its sender could mend
 */
export function runKept(
  app: Pick<INestApplicationContext, 'get'>,
  failed: (cause: unknown) => void,
): (kept: KeptRequest) => Promise<Ran> {
  const handlers = delayingHandlers(app);
  const versions = new PromisedVersions();
  const ran = async (kept: KeptRequest): Promise<Ran> => {
    const run = handlers.get(kept.operation);
    if (run === undefined) return refuse('NOT_FOUND', 'This version of Outrider does not know what was kept.');
    const { actor, params, body, command } = kept;
    const outcome = await run({ actor, params, headers: versions.asTheyAre(kept), body, command });
    // Too much at once passes; whatever else is refused stays refused.
    if (!outcome.ok) return outcome.code === 'TOO_BUSY' ? 'later' : outcome;
    versions.note(kept, outcome.value);
    return 'done';
  };
  return async (kept) => {
    try {
      return await ran(kept);
    } catch (cause) {
      if (cause instanceof StorageUnavailable) return 'later';
      failed(cause);
      return refuse('INTERNAL');
    }
  };
}

/** The handlers of the operations that may be kept, by operation, each bound to its controller. */
function delayingHandlers(app: Pick<INestApplicationContext, 'get'>): ReadonlyMap<string, Run> {
  const scanner = new MetadataScanner();
  const handlers = new Map<string, Run>();
  for (const { instance } of app.get(DiscoveryService).getControllers()) {
    if (typeof instance !== 'object' || instance === null) continue;
    const prototype = Object.getPrototypeOf(instance) as Record<string, unknown>;
    for (const method of scanner.getAllMethodNames(prototype)) {
      const handled = Reflect.getMetadata(HANDLES, prototype[method] as object) as Handled | undefined;
      if (handled === undefined || !('delays' in handled.what)) continue;
      handlers.set(handled.what.id, (request) => handled.handler.call(instance as Handlers, request));
    }
  }
  return handlers;
}

/**
 * Somebody who changed one report several times while the log was away named the versions that they were told: when those
 * come to be others, each change is made on the one before it all the same.
 */
class PromisedVersions {
  readonly #became = new Map<string, string>();

  asTheyAre(kept: KeptRequest): unknown {
    const headers = kept.headers as Readonly<Record<string, string>> | null;
    const named = headers?.['if-match'];
    const became = named && this.#became.get(keyOf(kept, idIn(kept.params), named.replaceAll('"', '')));
    return became === undefined ? headers : { ...headers, 'if-match': became };
  }

  note(kept: KeptRequest, reply: unknown): void {
    const version = (reply as { readonly version?: unknown } | undefined)?.version;
    if (kept.promised === undefined || typeof version !== 'number') return;
    this.#became.set(keyOf(kept, idIn(reply), String(kept.promised)), String(version));
  }
}

const idIn = (value: unknown): string => String((value as { readonly id?: unknown } | null)?.id);
const keyOf = ({ actor }: KeptRequest, incidentId: string, version: string): string =>
  [actor.userId, incidentId, version].join(' ');
