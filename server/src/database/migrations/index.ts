import type { Migration } from 'kysely';
import { users } from './0001-users.ts';

/** Every migration, in order. One that has been released is never changed; a new one gets the next number. */
export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001-users': users,
};
