import type { RedisReply } from '../../kernel/script-runner.ts';

/** A reply that is a list; anything else is an empty one. */
export function toList(reply: RedisReply | undefined): readonly RedisReply[] {
  return Array.isArray(reply) ? reply : [];
}
