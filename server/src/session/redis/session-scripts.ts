import type { RedisScript } from '../../kernel/script-runner.ts';

/*
 * A session is a hash. Its fields, short because there may be millions:
 *
 *   b  what never changes, as the codec wrote it      t  the tokens, as the codec wrote them
 *   tv version of the tokens                          co, cu  owner and end of the claim to renew them
 *   c, n, p  hashes of the current, the next and the previous secret          pu  until when the previous one is good
 *   ce CSRF epoch      gu end of the grace      ra time of the last rotation
 *   ls last use        ie idle deadline         ab absolute deadline          ix  key of the user's index
 *
 * The index of a user is a sorted set of families by the time of sign-in. Sessions that expired are still in it; whoever
 * reads it takes them out. Both have a time to live, always.
 */

/** A function that takes a session out, whoever ends it: the hash as it was, for the caller to tell about. */
const REMOVE = `
local function remove(key, family)
  local all = redis.call('HGETALL', key)
  local index = redis.call('HGET', key, 'ix')
  redis.call('DEL', key)
  if index then redis.call('ZREM', index, family) end
  return all
end`;

/** A function that gives the live sessions of an index, oldest first, and takes dead ones out of it. */
const LIVE = `
local function live(index, prefix, now)
  local families = {}
  for _, family in ipairs(redis.call('ZRANGE', index, 0, -1)) do
    local ends = redis.call('HMGET', prefix .. family, 'ie', 'ab')
    if ends[1] and now < tonumber(ends[1]) and now < tonumber(ends[2]) then
      table.insert(families, family)
    else
      redis.call('ZREM', index, family)
    end
  end
  return families
end`;

/** KEYS session, index, logout; ARGV limit, on_limit, authenticated_at, now, ttl, family, created_at, prefix, fields… */
export const CREATE: RedisScript = {
  name: 'create',
  lua: `${REMOVE}${LIVE}
local logout = redis.call('GET', KEYS[3])
if logout and tonumber(logout) >= tonumber(ARGV[3]) then return {'logged-out'} end
local families = live(KEYS[2], ARGV[8], tonumber(ARGV[4]))
local limit = tonumber(ARGV[1])
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

/** KEYS session; ARGV secret_hash, now, idle, interval, grace, rotate, slack, family, successor */
export const USE: RedisScript = {
  name: 'use',
  lua: `${REMOVE}
local key, hash, now = KEYS[1], ARGV[1], tonumber(ARGV[2])
local f = redis.call('HMGET', key, 'ie', 'ab', 'c', 'n', 'p', 'pu', 'ra', 'ls', 'ix')
if not f[1] then return {'missing'} end
local absolute, current, following = tonumber(f[2]), f[3], f[4]
if now >= absolute then return {'absolute', remove(key, ARGV[8])} end
if now >= tonumber(f[1]) then return {'idle', remove(key, ARGV[8])} end

local newer, rotated = false, 0
if hash == following then
  local untilWhen = string.format('%.0f', now + tonumber(ARGV[5]))
  redis.call('HSET', key, 'c', hash, 'p', current, 'pu', untilWhen, 'gu', untilWhen)
  redis.call('HDEL', key, 'n')
  following = false
elseif hash == f[5] and hash ~= current and now < tonumber(f[6]) then
  newer = current
elseif hash ~= current then
  return {'replayed', remove(key, ARGV[8])}
end

if not newer then
  local interval = tonumber(ARGV[4])
  local isDue = ARGV[6] == '1' or (interval > 0 and now - tonumber(f[7]) >= interval)
  if isDue and not following then
    following, rotated = ARGV[9], 1
    redis.call('HSET', key, 'n', following, 'ra', ARGV[2], 'gu', f[2])
    redis.call('HINCRBY', key, 'ce', 1)
  end
  newer = following
end

local seen = math.max(tonumber(f[8]), now)
local idle = math.min(seen + tonumber(ARGV[3]), absolute)
redis.call('HSET', key, 'ls', string.format('%.0f', seen), 'ie', string.format('%.0f', idle))
redis.call('PEXPIRE', key, string.format('%.0f', math.max(1, idle - now) + tonumber(ARGV[7])))
return {'live', redis.call('HGETALL', key), newer or '', rotated}`,
};

/** KEYS index; ARGV now, prefix */
export const LIST: RedisScript = {
  name: 'list',
  lua: `${LIVE}
local sessions = {}
for _, family in ipairs(live(KEYS[1], ARGV[2], tonumber(ARGV[1]))) do
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

/** KEYS set; ARGV member, ttl: the set lives as long as the longest of its members */
export const NOTE: RedisScript = {
  name: 'note',
  lua: `
redis.call('SADD', KEYS[1], ARGV[1])
if redis.call('PTTL', KEYS[1]) < tonumber(ARGV[2]) then redis.call('PEXPIRE', KEYS[1], ARGV[2]) end
return 1`,
};

/** KEYS logout; ARGV at, ttl: the latest word counts */
export const REMEMBER_LOGOUT: RedisScript = {
  name: 'remember-logout',
  lua: `
local before = redis.call('GET', KEYS[1])
local at = ARGV[1]
if before and tonumber(before) > tonumber(at) then at = before end
redis.call('SET', KEYS[1], at, 'PX', ARGV[2])
return at`,
};

/** KEYS session; ARGV owner, version, now, until */
export const CLAIM_REFRESH: RedisScript = {
  name: 'claim-refresh',
  lua: `
local key, now = KEYS[1], tonumber(ARGV[3])
local f = redis.call('HMGET', key, 'ie', 'ab', 'tv', 'co', 'cu')
if not f[1] or now >= tonumber(f[1]) or now >= tonumber(f[2]) then return {'missing'} end
if tonumber(f[3]) > tonumber(ARGV[2]) then return {'renewed', redis.call('HGETALL', key)} end
if f[4] and now < tonumber(f[5]) then return {'busy', redis.call('HGETALL', key)} end
redis.call('HSET', key, 'co', ARGV[1], 'cu', ARGV[4])
return {'granted', redis.call('HGETALL', key)}`,
};

/** KEYS session; ARGV owner, tokens if there are new ones */
export const FINISH_REFRESH: RedisScript = {
  name: 'finish-refresh',
  lua: `
if redis.call('HGET', KEYS[1], 'co') ~= ARGV[1] then return 0 end
redis.call('HDEL', KEYS[1], 'co', 'cu')
if ARGV[2] then
  redis.call('HSET', KEYS[1], 't', ARGV[2])
  redis.call('HINCRBY', KEYS[1], 'tv', 1)
end
return 1`,
};
