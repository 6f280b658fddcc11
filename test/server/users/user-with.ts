import type { Identity, User } from '../../../server/src/users/user.ts';
import type { UserStore } from '../../../server/src/users/user.store.ts';

const EVERYBODY = 1000;

/** The user who signs in with an identity; `undefined` when nobody does. */
export async function userWith(
  store: UserStore,
  { iss, sub }: Identity,
): Promise<User | undefined> {
  const users = await store.list({ limit: EVERYBODY });
  const identities = await store.identitiesOf(users.map(({ id }) => id));
  return users.find(({ id }) =>
    identities.get(id)?.some((each) => each.iss === iss && each.sub === sub),
  );
}
