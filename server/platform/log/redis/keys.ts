/**
 * Where the log is in Redis. The force's name in braces puts all of its keys in one slot, so that one script may touch
 * them together.
 *
 * | key        | type   | holds                                                                          |
 * |------------|--------|--------------------------------------------------------------------------------|
 * | log        | stream | id `POSITION-0`, field `h`: a header as header.ts stores it                    |
 * | bodies     | hash   | position of a header → its bodies as bodies.ts stores them                     |
 * | streams    | hash   | stream id → pointer: position of its last header, its version                  |
 * | commands   | hash   | command id → pointer: position of its header                                   |
 * | head       | string | format, epoch and where the log ends: text with its checksum                   |
 * | confirmed  | string | position through which replicas have it, with replicas alone                   |
 * | proof      | string | written to try whether Redis stores, or replicas confirm what was there before |
 * | archived   | string | where the archive ends: text with its checksum; what is before has left, or may |
 * | erased     | hash   | stream id → version through which its bodies are erased, with an archive alone |
 * | erasures   | string | how often bodies were replaced                                                 |
 * | started    | string | which start of Redis its file was last written anew for                        |
 * | lease      | string | the token of the node that may cut the log, and the node                       |
 *
 * Bodies stand apart from their stream, whose entries cannot be changed: they can be erased. `grown` is a channel: a hint
 * that there is more, which may be lost.
 */
export interface LogKeys {
  readonly log: string;
  readonly bodies: string;
  readonly streams: string;
  readonly commands: string;
  readonly head: string;
  readonly confirmed: string;
  readonly proof: string;
  readonly archived: string;
  readonly erased: string;
  readonly erasures: string;
  readonly started: string;
  readonly lease: string;
  readonly grown: string;
}

/** The beginning of every key of a force. */
export const prefixOf = (force: string): string => `outrider:{${force}}:`;

export const logKeys = (force: string): LogKeys => {
  const key = (name: string): string => `${prefixOf(force)}${name}`;
  return {
    log: key('log'),
    bodies: key('bodies'),
    streams: key('streams'),
    commands: key('commands'),
    head: key('head'),
    confirmed: key('confirmed'),
    proof: key('proof'),
    archived: key('archived'),
    erased: key('erased'),
    erasures: key('erasures'),
    started: key('started'),
    lease: key('lease'),
    grown: key('grown'),
  };
};
