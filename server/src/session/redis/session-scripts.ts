import type { RedisScript } from '../../kernel/script-runner.ts';

/*
 * A session is a hash. Its fields, short because there may be millions:
 *
 *   b  what seldom changes, as the codec wrote it     t  the tokens, as the codec wrote them
 *   tv version of the tokens                          co, cu  owner and end of the claim to renew them
 *   c, n, p  hashes of the current, the next and the previous secret          pu  until when the previous one is good
 *   ce CSRF epoch      gu end of the grace      ra time of the last rotation  rd  whether the next use has to rotate
 *   ls last use        ie idle deadline         ab absolute deadline
 *   ix key of the user's index                  ca time of sign-in            rq requests, where they are counted
 *
 * The index of a user is a sorted set of families by the time of sign-in. Sessions that expired are still in it; whoever
 * reads it takes them out. Both have a time to live, always.
 *
 * Redis whose memory is full (`noeviction`) refuses a script at its first write that could need more, and never later.
 * Scripts that serve or end sessions which are there begin with a write that needs none, so that only new sessions are
 * refused then. A script that fails at its first write has changed nothing.
 */

/** A function that takes a session out, whoever ends it: the hash as it was, for the caller to tell about. */
const REMOVE = `
local function remove(key, family)
  local all = redis.pcall('HGETALL', key)
  local index = redis.pcall('HGET', key, 'ix')
  redis.call('DEL', key)
  if all.err then return {} end
  if index then redis.call('ZREM', index, family) end
  return all
end`;

/** A function that gives the live sessions of an index, oldest first up to a place, and takes dead ones out of it. */
const LIVE = `
local function live(index, prefix, now, last)
  local families = {}
  for _, family in ipairs(redis.call('ZRANGE', index, 0, last)) do
    local ends = redis.pcall('HMGET', prefix .. family, 'ie', 'ab')
    local idle, absolute = tonumber(ends[1] or ''), tonumber(ends[2] or '')
    if idle and absolute and now < idle and now < absolute then
      table.insert(families, family)
    else
      redis.call('ZREM', index, family)
    end
  end
  return families
end`;

/**
 * KEYS session, index, logout; ARGV limit, on_limit, authenticated_at, now, ttl, family, created_at, prefix, fields…
 *
 * Without a limit only the oldest entries of the index are looked at: each sign-in adds one and takes out what is dead
 * of several, so that it stays as small as it can be, and costs the same however many there are.
 */
export const CREATE: RedisScript = {
  name: 'create',
  lua: `${REMOVE}${LIVE}
local logout = redis.call('GET', KEYS[3])
if logout and tonumber(logout) >= tonumber(ARGV[3]) then return {'logged-out'} end
local limit = tonumber(ARGV[1])
local families = live(KEYS[2], ARGV[8], tonumber(ARGV[4]), limit > 0 and -1 or 9)
local excess = 0
if limit > 0 then excess = #families + 1 - limit end
if excess > 0 and ARGV[2] == 'reject' then return {'limit-reached'} end
local evicted = {}
for place = 1, excess do
  table.insert(evicted, {families[place], remove(ARGV[8] .. families[place], families[place])})
end
redis.call('HSET', KEYS[1], unpack(ARGV, 9))
redis.call('PEXPIRE', KEYS[1], ARGV[5])
redis.call('ZADD', KEYS[2], ARGV[7], ARGV[6])
if redis.call('PTTL', KEYS[2]) < tonumber(ARGV[5]) then redis.call('PEXPIRE', KEYS[2], ARGV[5]) end
return {'created', evicted}`,
};

/**
 * KEYS session; ARGV secret_hash, now, idle, interval, grace, rotate, slack, family, successor,
 * count
 *
 * An index that was lost comes back by the use of its sessions.
 */
export const USE: RedisScript = {
  name: 'use',
  lua: `${REMOVE}
local key, hash, now = KEYS[1], ARGV[1], tonumber(ARGV[2])
local f = redis.pcall('HMGET', key, 'ie', 'ab', 'c', 'n', 'p', 'pu', 'ra', 'ls', 'ix', 'ca', 'rd')
if not (f.err or f[1] or f[2] or f[3]) then return {'missing'} end
local idle, absolute = tonumber(f[1] or ''), tonumber(f[2] or '')
local rotatedAt, seen, created = tonumber(f[7] or ''), tonumber(f[8] or ''), tonumber(f[10] or '')
if not (idle and absolute and rotatedAt and seen and created and f[3]) then
  remove(key, ARGV[8])
  return {'unreadable'}
end
if now >= absolute then return {'absolute', remove(key, ARGV[8])} end
if now >= idle then return {'idle', remove(key, ARGV[8])} end

local current, following, newer, rotated = f[3], f[4], false, 0
local isNext = hash == following
local isPrevious = hash == f[5] and hash ~= current and now < (tonumber(f[6] or '') or 0)
if hash ~= current and not isNext and not isPrevious then
  return {'replayed', remove(key, ARGV[8])}
end

seen = math.max(seen, now)
idle = math.min(seen + tonumber(ARGV[3]), absolute)
redis.call('PEXPIRE', key, string.format('%.0f', math.max(1, idle - now) + tonumber(ARGV[7])))
redis.call('HSET', key, 'ls', string.format('%.0f', seen), 'ie', string.format('%.0f', idle))
if ARGV[10] == '1' then redis.pcall('HINCRBY', key, 'rq', 1) end
if f[9] and redis.call('ZADD', f[9], 'NX', created, ARGV[8]) == 1 then
  local life = math.max(redis.call('PTTL', f[9]), absolute - now + tonumber(ARGV[7]))
  redis.call('PEXPIRE', f[9], string.format('%.0f', life))
end

if isNext then
  local untilWhen = string.format('%.0f', now + tonumber(ARGV[5]))
  redis.call('HSET', key, 'c', hash, 'p', current, 'pu', untilWhen, 'gu', untilWhen)
  redis.call('HDEL', key, 'n')
  following = false
end
if isPrevious then
  newer = current
else
  local interval = tonumber(ARGV[4])
  local isDue = ARGV[6] == '1' or f[11] or (interval > 0 and now - rotatedAt >= interval)
  if isDue and not following then
    following, rotated = ARGV[9], 1
    redis.call('HSET', key, 'n', following, 'ra', ARGV[2], 'gu', f[2])
    redis.call('HDEL', key, 'rd')
    redis.call('HINCRBY', key, 'ce', 1)
  end
  newer = following
end
return {'live', redis.call('HGETALL', key), newer or '', rotated}`,
};

/** KEYS index; ARGV now, prefix */
export const LIST: RedisScript = {
  name: 'list',
  lua: `${LIVE}
local sessions = {}
for _, family in ipairs(live(KEYS[1], ARGV[2], tonumber(ARGV[1]), -1)) do
  table.insert(sessions, {family, redis.call('HGETALL', ARGV[2] .. family)})
end
return sessions`,
};

/** KEYS session; ARGV family */
export const REVOKE: RedisScript = {
  name: 'revoke',
  lua: `${REMOVE}
return remove(KEYS[1], ARGV[1])`,
};

/** KEYS index; ARGV prefix, family to leave */
export const REVOKE_USER: RedisScript = {
  name: 'revoke-user',
  lua: `${REMOVE}
local ended = {}
for _, family in ipairs(redis.call('ZRANGE', KEYS[1], 0, -1)) do
  if family ~= ARGV[2] then
    local all = remove(ARGV[1] .. family, family)
    redis.call('ZREM', KEYS[1], family)
    if #all > 0 then table.insert(ended, {family, all}) end
  end
end
return ended`,
};
