import { setTimeout as pause } from 'node:timers/promises';
import { ReportStream, type StreamedReport, type StreamState } from '../../ports.js';
import type { RedisLink } from '../redis/link.js';

/** The names are the contract's: other systems write into the one and people look into the other. */
const STREAM = 'outrider:cad';
const REJECTED = `${STREAM}:rejected`;
const GROUP = 'outrider';
const DEAD_AFTER_MS = 10_000;
/** How long a question waits for something new. */
const WAIT_MS = 1_000;
/** Rejected reports that are kept; the oldest go first. */
const MOST_REJECTED = 100_000;

/**
 * Puts a report among the rejected, unless another node has ended it already. KEYS stream, rejected. ARGV group, id, reason,
 * report, how many are kept.
 */
const SET_ASIDE = `
if redis.call('XACK', KEYS[1], ARGV[1], ARGV[2]) == 0 then return 0 end
redis.call('XADD', KEYS[2], 'MAXLEN', '~', ARGV[5], '*', 'id', ARGV[2], 'reason', ARGV[3], 'report', ARGV[4])
return 1
`;

type Entry = { readonly id: string; readonly message: Readonly<Record<string, string>> } | null;

/** The stream that other systems put their reports into, read by one consumer group of all nodes. */
export class RedisReportStream extends ReportStream {
  #prepared = false;

  /**
   * @param link for nothing else: it waits
   * @param deadAfter what a node was given and has not taken for so long, in ms, goes to another
   */
  constructor(
    private readonly link: RedisLink,
    private readonly node: string,
    private readonly deadAfter = DEAD_AFTER_MS,
  ) {
    super();
  }

  override async next(most: number, stop: AbortSignal): Promise<readonly StreamedReport[]> {
    await this.#prepare();
    const { client } = this.link;
    const left = await client.xAutoClaim(STREAM, GROUP, this.node, this.deadAfter, '0-0', { COUNT: most });
    const claimed = reportsIn(left.messages);
    if (claimed.length > 0 || stop.aborted) return claimed;
    const asked = client.xReadGroup(GROUP, this.node, { key: STREAM, id: '>' }, { COUNT: most, BLOCK: WAIT_MS });
    const streams = (await asked) as readonly { readonly messages: readonly Entry[] }[] | null;
    return reportsIn(streams?.[0]?.messages ?? []);
  }

  override async taken({ id }: StreamedReport): Promise<void> {
    await this.link.client.xAck(STREAM, GROUP, id);
  }

  override async setAside({ id, text = '' }: StreamedReport, reason: string): Promise<void> {
    const args = [GROUP, id, reason, text, String(MOST_REJECTED)];
    await this.link.client.eval(SET_ASIDE, { keys: [STREAM, REJECTED], arguments: args });
  }

  override async state(): Promise<StreamState> {
    await this.#prepare();
    const { client } = this.link;
    const [{ pending }, rejected] = await Promise.all([client.xPending(STREAM, GROUP), client.xLen(REJECTED)]);
    return { pending, rejected };
  }

  async close(): Promise<void> {
    await this.link.close();
  }

  /** The group begins at the beginning: what was written before the first node came is taken too. */
  async #prepare(): Promise<void> {
    while (!this.#prepared) {
      await this.link.ready(AbortSignal.timeout(WAIT_MS));
      try {
        await this.link.client.xGroupCreate(STREAM, GROUP, '0', { MKSTREAM: true });
      } catch (cause) {
        if (!String(cause).includes('BUSYGROUP')) {
          await pause(WAIT_MS);
          throw cause;
        }
      }
      this.#prepared = true;
    }
  }
}

/** An entry that was deleted while it was pending is there no more. */
const reportsIn = (entries: readonly Entry[]): StreamedReport[] =>
  entries.flatMap((entry) => (entry === null ? [] : [{ id: entry.id, text: entry.message['report'] }]));
