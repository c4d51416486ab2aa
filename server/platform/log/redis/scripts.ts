/**
 * The scripts that run inside Redis, each as one step for everybody else. A script that begins with `#!lua` is refused
 * whole when memory is short or the server is a replica; with `no-writes` it may run nevertheless.
 */
import { createHash } from 'node:crypto';

export interface Script {
  readonly text: string;
  readonly sha: string;
}

const script = (text: string): Script => ({ text, sha: createHash('sha1').update(text).digest('hex') });

/**
 * Appends a group, if the log still ends where its chain was computed on, its streams end where they were thought to, and
 * none of its commands was appended before. Headers, chain and commitments are made by the node; Redis compares and
 * stores.
 *
 * KEYS log, bodies, streams, commands, head. ARGV head as it must be, head as it will be, channel, position to tell,
 * count of streams, count of appends, (stream, pointer as it must be or '', pointer as it will be)…,
 * (position, command, its pointer, header, bodies)…
 * @returns 1 when it is appended, 0 when anything was different: look again
 */
export const APPEND = script(`#!lua
if redis.call('GET', KEYS[5]) ~= ARGV[1] then return 0 end
local streams, appends, at = tonumber(ARGV[5]), tonumber(ARGV[6]), 7
local names, ends, will = {}, {}, {}
for i = 1, streams do
  names[i], ends[i] = ARGV[at], ARGV[at + 1]
  will[2 * i - 1], will[2 * i] = ARGV[at], ARGV[at + 2]
  at = at + 3
end
for i, is in ipairs(redis.call('HMGET', KEYS[3], unpack(names))) do
  if (is or '') ~= ends[i] then return 0 end
end
local ids, pointers, bodies, first = {}, {}, {}, at
for i = 1, appends do
  ids[i] = ARGV[at + 1]
  pointers[2 * i - 1], pointers[2 * i] = ARGV[at + 1], ARGV[at + 2]
  bodies[2 * i - 1], bodies[2 * i] = ARGV[at], ARGV[at + 4]
  at = at + 5
end
for _, seen in ipairs(redis.call('HMGET', KEYS[4], unpack(ids))) do
  if seen then return 0 end
end
at = first
for i = 1, appends do
  redis.call('XADD', KEYS[1], ARGV[at] .. '-0', 'h', ARGV[at + 3])
  at = at + 5
end
redis.call('HSET', KEYS[2], unpack(bodies))
redis.call('HSET', KEYS[3], unpack(will))
redis.call('HSET', KEYS[4], unpack(pointers))
redis.call('SET', KEYS[5], ARGV[2])
if ARGV[3] ~= '' then redis.call('PUBLISH', ARGV[3], ARGV[4]) end
return 1
`);

/**
 * What there is to know before a group is decided.
 * KEYS log, streams, commands, head. ARGV count of streams, streams…, commands…
 * @returns head, pointers of the streams, for each command its pointer and its header, either of them false
 */
export const LOOK = script(`#!lua flags=no-writes
local streams, names, ids = tonumber(ARGV[1]), {}, {}
for i = 1, streams do names[i] = ARGV[1 + i] end
for i = streams + 2, #ARGV do ids[#ids + 1] = ARGV[i] end
local ends = streams > 0 and redis.call('HMGET', KEYS[2], unpack(names)) or {}
local seen = #ids > 0 and redis.call('HMGET', KEYS[3], unpack(ids)) or {}
local headers = {}
for i, pointer in ipairs(seen) do
  headers[i] = false
  if pointer then
    local id = string.format('%.0f-0', (struct.unpack('>I4', pointer)))
    local entry = redis.call('XRANGE', KEYS[1], id, id)[1]
    if entry then headers[i] = entry[2][2] end
  end
end
return { redis.call('GET', KEYS[4]), ends, seen, headers }
`);

/**
 * Headers with their bodies, in order.
 * KEYS log, bodies, head, confirmed. ARGV first position, last position, most headers
 * @returns head, confirmed position, headers, bodies
 */
export const RANGE = script(`#!lua flags=no-writes
local headers, positions = {}, {}
for i, entry in ipairs(redis.call('XRANGE', KEYS[1], ARGV[1] .. '-0', ARGV[2] == '+' and '+' or ARGV[2] .. '-0', 'COUNT', ARGV[3])) do
  positions[i] = string.match(entry[1], '^%d+')
  headers[i] = entry[2][2]
end
local bodies = #positions > 0 and redis.call('HMGET', KEYS[2], unpack(positions)) or {}
return { redis.call('GET', KEYS[3]), redis.call('GET', KEYS[4]), headers, bodies }
`);

/**
 * Headers of one stream with their bodies, from one back to its beginning.
 * KEYS log, bodies, streams. ARGV stream, position to begin at (0: the stream's last), lowest position of interest,
 * most headers
 * @returns pointer of the stream, headers, bodies, and the position to go on at, 0 when that was all
 */
export const BACKWARDS = script(`#!lua flags=no-writes
local pointer = redis.call('HGET', KEYS[3], ARGV[1])
local at = tonumber(ARGV[2])
if at == 0 and pointer then at = (struct.unpack('>I4', pointer)) end
local headers, positions = {}, {}
while at > 0 and at >= tonumber(ARGV[3]) and #headers < tonumber(ARGV[4]) do
  local id = string.format('%.0f', at)
  local entry = redis.call('XRANGE', KEYS[1], id .. '-0', id .. '-0')[1]
  if not entry then break end
  headers[#headers + 1], positions[#positions + 1] = entry[2][2], id
  at = tonumber(string.match(entry[2][2], ',"before":(%d+),'))
end
local bodies = #positions > 0 and redis.call('HMGET', KEYS[2], unpack(positions)) or {}
return { pointer, headers, bodies, at }
`);

/**
 * The header that holds a position.
 * KEYS log. ARGV position
 * @returns the last header at or before it, or false
 */
export const HOLDER = script(`#!lua flags=no-writes
local entry = redis.call('XREVRANGE', KEYS[1], ARGV[1] .. '-0', '-', 'COUNT', 1)[1]
return entry and entry[2][2] or false
`);

/**
 * Replaces bodies that are what they were, and counts it.
 * KEYS bodies, erasures. ARGV position, SHA-1 of the bodies as they must be, bodies as they will be
 * @returns 1 when they are replaced, 0 when they were others, -1 when there are none
 */
export const REPLACE = script(`#!lua
local is = redis.call('HGET', KEYS[1], ARGV[1])
if not is then return -1 end
if redis.sha1hex(is) ~= ARGV[2] then return 0 end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[3])
redis.call('INCR', KEYS[2])
return 1
`);

/**
 * Notes through which version the bodies of a stream are to be erased.
 * KEYS erased. ARGV stream, version
 */
export const MARK_ERASED = script(`#!lua
if tonumber(redis.call('HGET', KEYS[1], ARGV[1]) or '0') < tonumber(ARGV[2]) then
  redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
end
return 1
`);

/**
 * Lets the log say that its archive ends further on, if this node may cut it, and nothing was erased since the count was
 * read: what was erased might stand in the archive still.
 * KEYS archived, lease, erasures. ARGV archived as it must be, '' for none; archived as it will be; token of the lease;
 * count of erasures
 * @returns 1 when it says so
 */
export const SEAL = script(`#!lua
if (redis.call('GET', KEYS[1]) or '') ~= ARGV[1] then return 0 end
if string.match(redis.call('GET', KEYS[2]) or '', '^%d+') ~= ARGV[3] then return 0 end
if (redis.call('GET', KEYS[3]) or '0') ~= ARGV[4] then return 0 end
redis.call('SET', KEYS[1], ARGV[2])
return 1
`);

/**
 * Takes headers and bodies out of Redis that are in the archive, the oldest first.
 * KEYS log, bodies, archived. ARGV last position, which must be in the archive; most headers
 * @returns how many it has taken
 */
export const TRIM = script(`#!lua
local archived = string.match(redis.call('GET', KEYS[3]) or '', '"position":(%d+)')
if not archived or tonumber(archived) < tonumber(ARGV[1]) then return 0 end
local entries = redis.call('XRANGE', KEYS[1], '-', ARGV[1] .. '-0', 'COUNT', ARGV[2])
if #entries == 0 then return 0 end
local positions = {}
for i, entry in ipairs(entries) do positions[i] = string.match(entry[1], '^%d+') end
redis.call('HDEL', KEYS[2], unpack(positions))
redis.call('XTRIM', KEYS[1], 'MINID', string.format('%.0f-0', tonumber(positions[#positions]) + 1))
return #entries
`);

/**
 * Sets the head of a log if it is what it must be: begins a log, or an epoch.
 * KEYS head. ARGV head as it must be, '' for none; head as it will be
 * @returns 1 when it is set
 */
export const BEGIN = script(`#!lua
if (redis.call('GET', KEYS[1]) or '') ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[2])
return 1
`);

/**
 * Tells everybody that replicas have the log through a position.
 * KEYS confirmed. ARGV position, channel
 */
export const CONFIRM = script(`#!lua
if tonumber(redis.call('GET', KEYS[1]) or '0') < tonumber(ARGV[1]) then
  redis.call('SET', KEYS[1], ARGV[1])
  redis.call('PUBLISH', ARGV[2], ARGV[1])
end
return 1
`);

/** Every script: loaded at each new connection. */
export const SCRIPTS = [APPEND, LOOK, RANGE, BACKWARDS, HOLDER, REPLACE, MARK_ERASED, SEAL, TRIM, BEGIN, CONFIRM];
