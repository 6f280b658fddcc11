import type { RedisScript } from '../../kernel/script-runner.ts';

/*
 * What the provider has a say in: its own sessions and logouts, and the renewal of its tokens. The fields of a session
 * and the order of writes are those of session-scripts.ts.
 */

/**
 * KEYS index; ARGV member, ttl, now, end: the index lives as long as the longest of its members, and those whose time is
 * over leave it
 */
export const NOTE: RedisScript = {
  name: 'note',
  lua: `
redis.call('ZADD', KEYS[1], ARGV[4], ARGV[1])
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', ARGV[3])
if redis.call('PTTL', KEYS[1]) < tonumber(ARGV[2]) then redis.call('PEXPIRE', KEYS[1], ARGV[2]) end
return 1`,
};

/** KEYS logout; ARGV at, ttl: the latest word counts */
export const REMEMBER_LOGOUT: RedisScript = {
  name: 'remember-logout',
  lua: `
local before = redis.call('GET', KEYS[1])
local at = ARGV[1]
redis.call('PEXPIRE', KEYS[1], ARGV[2])
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
local idle, absolute, version = tonumber(f[1] or ''), tonumber(f[2] or ''), tonumber(f[3] or '')
if not (idle and absolute and version) then return {'missing'} end
if now >= idle or now >= absolute then return {'missing'} end
if version > tonumber(ARGV[2]) then return {'renewed', redis.call('HGETALL', key)} end
if f[4] and now < (tonumber(f[5] or '') or 0) then return {'busy', redis.call('HGETALL', key)} end
redis.call('HDEL', key, 'co', 'cu')
redis.call('HSET', key, 'co', ARGV[1], 'cu', ARGV[4])
return {'granted', redis.call('HGETALL', key)}`,
};

/** KEYS session; ARGV owner, then if there are new ones: tokens, then if it changed: body, which calls for a rotation */
export const FINISH_REFRESH: RedisScript = {
  name: 'finish-refresh',
  lua: `
if redis.call('HGET', KEYS[1], 'co') ~= ARGV[1] then return 0 end
redis.call('HDEL', KEYS[1], 'co', 'cu')
if ARGV[2] then
  redis.call('HSET', KEYS[1], 't', ARGV[2])
  redis.call('HINCRBY', KEYS[1], 'tv', 1)
end
if ARGV[3] then redis.call('HSET', KEYS[1], 'b', ARGV[3], 'rd', '1') end
return 1`,
};
