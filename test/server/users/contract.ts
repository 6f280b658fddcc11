import { randomUUID } from 'node:crypto';
import * as fc from 'fast-check';
import type { Kysely } from 'kysely';
import { describe, expect, it } from 'vitest';
import type { Tables } from '../../../server/src/database/schema.ts';
import { SqlUserStore } from '../../../server/src/users/sql-user.store.ts';
import type { UserSignIn, UserSignInOutcome } from '../../../server/src/users/user.store.ts';
import type { Identity, User, UserClaims } from '../../../server/src/users/user.ts';
import { userWith } from './user-with.ts';

const ISS = 'https://login.example.test';
const ALICE: Identity = { iss: ISS, sub: 'alice' };
const CLAIMS = {
  name: 'Alice Example',
  email: 'alice@example.test',
  email_verified: true,
  preferred_username: 'alice',
  roles: ['editor', 'admin'],
  groups: [],
};
const NOTHING = {
  name: undefined,
  email: undefined,
  email_verified: undefined,
  preferred_username: undefined,
  roles: undefined,
  groups: undefined,
};

/** Claims by subject. */
const PEOPLE: Readonly<Record<string, UserClaims>> = {
  alice: { name: 'Alice Example', email: 'alice@example.test' },
  bob: { name: 'Bob \\ Sons', email: 'bob@example.test' },
  carol: { name: '100% Carol' },
  dave: { preferred_username: 'dave_1' },
  zoe: { name: 'Zo\u00EB!', email: 'z@example.test' },
};
/** What is looked for, and the subjects of those who are found. */
const SEARCHES: readonly (readonly [search: string, ...found: string[]])[] = [
  ['lice Ex', 'alice'],
  ['ALICE EX', 'alice'],
  ['bob@', 'bob'],
  ['dave_1', 'dave'],
  ['caro', 'carol'],
  ['Zo\u00EB', 'zoe'],
  ['example.test', 'alice', 'bob', 'zoe'],
  ['100%', 'carol'],
  ['%', 'carol'],
  ['_', 'dave'],
  ['!', 'zoe'],
  ['\\', 'bob'],
  ['alice%example'],
  ["' or 1=1 --"],
];

/** A sign-in of an identity at a time. */
function signIn(sub: string, now = 1000, change: Partial<UserSignIn> = {}): UserSignIn {
  const identity = { iss: ISS, sub };
  return { identity, claims: CLAIMS, provider: 'main', now, provisioning: 'jit', ...change };
}

function userOf(outcome: UserSignInOutcome): User {
  if (outcome.state !== 'signed-in') throw new Error(`The sign-in is ${outcome.state}`);
  return outcome.user;
}

/** A subject as no other test of the run has it: databases may be shared. */
const someone = (): string => `user-${randomUUID()}`;

/**
 * What every database of the users has to do.
 *
 * @param open makes an instance over an empty database; a second one over the same database, where there is such a thing
 */
export function userStoreContract(
  name: string,
  open: () => Promise<readonly [Kysely<Tables>, ...Kysely<Tables>[]]>,
): void {
  const storeOver = async (): Promise<SqlUserStore> => new SqlUserStore((await open())[0]);
  const storesOver = async (): Promise<readonly SqlUserStore[]> =>
    (await open()).map((db) => new SqlUserStore(db));

  describe(`users in ${name}`, () => {
    it('makes a user at the first sign-in of an identity, and finds it at the next one', async () => {
      const store = await storeOver();
      const first = await store.signIn(signIn('alice', 1000));
      const user = userOf(first);
      expect(first).toMatchObject({ state: 'signed-in', isNew: true });
      expect(user).toEqual({
        id: expect.stringMatching(/^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/u),
        claims: CLAIMS,
        createdAt: 1000,
        updatedAt: 1000,
        disabledAt: undefined,
      });
      const again = await store.signIn(signIn('alice', 2000, { provider: 'renamed' }));
      expect(again).toEqual({ state: 'signed-in', isNew: false, user });
      expect(await store.find(user.id)).toEqual(user);
      expect(await userWith(store, ALICE)).toEqual(user);
      expect(await store.identities(user.id)).toEqual([
        { ...ALICE, provider: 'renamed', createdAt: 1000, lastLoginAt: 2000 },
      ]);
    });

    it('takes over claims that have changed, and forgets those that are gone', async () => {
      const store = await storeOver();
      const { id } = userOf(await store.signIn(signIn('alice', 1000)));
      const claims = { ...NOTHING, name: 'Alice Married', email_verified: false, roles: [] };
      const changed = userOf(await store.signIn(signIn('alice', 2000, { claims })));
      expect(changed).toMatchObject({ id, claims, createdAt: 1000, updatedAt: 2000 });
      expect(await store.find(id)).toEqual(changed);
      expect(userOf(await store.signIn(signIn('alice', 3000, { claims }))).updatedAt).toBe(2000);
      const bare = userOf(await store.signIn(signIn('alice', 4000, { claims: {} })));
      expect((await store.find(id))?.claims).toEqual(NOTHING);
      expect(bare.claims).toEqual(NOTHING);
    });

    it.each([
      { name: 'Alice Married' },
      { email: 'new@example.test' },
      { email_verified: false },
      { preferred_username: 'alice2' },
      { roles: ['editor'] },
      { groups: ['staff'] },
    ])('takes over %o alone', async (change) => {
      const store = await storeOver();
      await store.signIn(signIn('alice', 1000));
      const claims = { ...CLAIMS, ...change };
      const { id } = userOf(await store.signIn(signIn('alice', 2000, { claims })));
      expect(await store.find(id)).toMatchObject({ claims, updatedAt: 2000 });
    });

    it.each([
      ['case', ALICE, { iss: ISS, sub: 'Alice' }],
      ['issuer', ALICE, { iss: 'https://other.example.test', sub: 'alice' }],
      ['a slash at the end of the issuer', ALICE, { iss: `${ISS}/`, sub: 'alice' }],
      ['where issuer and subject meet', { iss: `${ISS}a`, sub: 'b' }, { iss: ISS, sub: 'ab' }],
      ['a space at the end', ALICE, { iss: ISS, sub: 'alice ' }],
      ['a full-width letter', ALICE, { iss: ISS, sub: '\uFF41lice' }],
      ['composition', { iss: ISS, sub: 'Zo\u00EB' }, { iss: ISS, sub: 'Zoe\u0308' }],
      ['the dotless i', { iss: ISS, sub: 'igor' }, { iss: ISS, sub: '\u0131gor' }],
      ['digits', { iss: ISS, sub: '007' }, { iss: ISS, sub: '7' }],
      ['the end of a long one', ALICE, { iss: ISS, sub: `${'x'.repeat(254)}y` }],
    ])('keeps identities apart that differ in %s', async (_what, one, other) => {
      const store = await storeOver();
      const users = [one, other].map(async (identity) =>
        userOf(await store.signIn(signIn('', 1000, { identity }))),
      );
      const [first, second] = await Promise.all(users);
      expect(first?.id).not.toBe(second?.id);
      expect((await userWith(store, one))?.id).toBe(first?.id);
      expect((await userWith(store, other))?.id).toBe(second?.id);
      expect(await store.list({ limit: 10 })).toHaveLength(2);
    });

    it('keeps any text as it is', async () => {
      const store = await storeOver();
      const kept = fc
        .string({ unit: 'grapheme', minLength: 1, maxLength: 60 })
        .filter((text) => !/[\p{Cc}\p{Cs}]/u.test(text));
      const hostile = fc.constantFrom(
        "'; drop table users; --",
        '" or ""="',
        '$1',
        '?',
        '\\',
        '%',
        '{"a":1}',
        'null',
        '__proto__',
      );
      await fc.assert(
        fc.asyncProperty(fc.oneof(kept, hostile), async (text) => {
          const identity = { iss: ISS, sub: `${text}${someone()}` };
          const claims = { ...CLAIMS, name: text, email: text, roles: [text], groups: [text] };
          const { id } = userOf(await store.signIn(signIn('', 1000, { identity, claims })));
          expect((await store.find(id))?.claims).toEqual(claims);
          expect((await userWith(store, identity))?.id).toBe(id);
          expect(await store.identities(id)).toMatchObject([identity]);
        }),
        { numRuns: 50 },
      );
    });

    it('makes one user of 20 first sign-ins at once, on all instances', async () => {
      const stores = await storesOver();
      const outcomes = await Promise.all(
        Array.from({ length: 20 }, (_, index) => {
          const store = stores[index % stores.length] ?? stores[0];
          return store?.signIn(signIn('alice', 1000 + index));
        }),
      );
      const users = outcomes.map((outcome) => outcome && userOf(outcome));
      expect(new Set(users.map((user) => user?.id)).size).toBe(1);
      expect(
        outcomes.filter((outcome) => outcome?.state === 'signed-in' && outcome.isNew),
      ).toHaveLength(1);
      expect(await stores[0]?.list({ limit: 100 })).toHaveLength(1);
    });

    it('makes a user of each of 20 identities at once', async () => {
      const stores = await storesOver();
      await Promise.all(
        Array.from({ length: 20 }, (_, index) =>
          stores[index % stores.length]?.signIn(signIn(`user-${index}`)),
        ),
      );
      expect(await stores[0]?.list({ limit: 100 })).toHaveLength(20);
    });

    it('makes nobody where only known people may come, and lets those in', async () => {
      const store = await storeOver();
      const deny = { provisioning: 'deny' } as const;
      expect(await store.signIn(signIn('alice', 1000, deny))).toEqual({ state: 'unknown' });
      expect(await userWith(store, ALICE)).toBeUndefined();
      const { id } = userOf(await store.signIn(signIn('alice', 2000)));
      expect(userOf(await store.signIn(signIn('alice', 3000, deny))).id).toBe(id);
      expect(await store.list({ limit: 10 })).toHaveLength(1);
    });

    it('refuses a disabled user, changing nothing, until they may come again', async () => {
      const store = await storeOver();
      const { id } = userOf(await store.signIn(signIn('alice', 1000)));
      expect(await store.setDisabled(id, 1500)).toBe(true);
      const refused = await store.signIn(signIn('alice', 2000, { claims: { name: 'Other' } }));
      expect(refused).toMatchObject({ state: 'disabled', user: { id, disabledAt: 1500 } });
      expect(await store.find(id)).toMatchObject({ claims: CLAIMS, disabledAt: 1500 });
      expect(await store.identities(id)).toMatchObject([{ lastLoginAt: 1000 }]);
      await store.setDisabled(id, undefined);
      expect(userOf(await store.signIn(signIn('alice', 3000)))).toMatchObject({ id });
      expect(await store.setDisabled(randomUUID(), 1)).toBe(false);
    });

    it('finds nobody under names that are none', async () => {
      const store = await storeOver();
      await store.signIn(signIn('alice'));
      for (const id of ['', 'x', "' or 1=1 --", '%', randomUUID()]) {
        expect(await store.find(id)).toBeUndefined();
        expect(await store.identities(id)).toEqual([]);
        expect(await userWith(store, { iss: ISS, sub: id })).toBeUndefined();
      }
    });

    it('lists users page by page, oldest first, each once', async () => {
      const store = await storeOver();
      for (let index = 0; index < 7; index += 1) {
        await store.signIn(signIn(`user-${index}`, 1000 + Math.floor(index / 3)));
      }
      const seen: User[] = [];
      for (let page = await store.list({ limit: 3 }); page.length > 0;) {
        seen.push(...page);
        page = await store.list({ limit: 3, after: seen.at(-1) });
      }
      expect(new Set(seen.map(({ id }) => id)).size).toBe(7);
      const times = seen.map(({ createdAt }) => createdAt);
      expect(times).toEqual(times.toSorted((left, right) => left - right));
    });

    it('finds users by a part of what they are called, taken as it is', async () => {
      const store = await storeOver();
      for (const [index, [sub, claims]] of Object.entries(PEOPLE).entries()) {
        await store.signIn(signIn(sub, 1000 + index, { claims }));
      }
      for (const [search, ...expected] of SEARCHES) {
        const found = await store.list({ search, limit: 10 });
        const identities = await store.identitiesOf(found.map(({ id }) => id));
        const subjects = found.map(({ id }) => identities.get(id)?.[0]?.sub);
        expect(subjects, search).toEqual(expected);
        const rest = await store.list({ search, limit: 10, after: found[0] });
        expect(rest, `${search}, the next page`).toEqual(found.slice(1));
      }
    });

    it('keeps times far in the future to the millisecond', async () => {
      const store = await storeOver();
      const now = 8_640_000_000_000_000;
      const { id } = userOf(await store.signIn(signIn('alice', now)));
      expect((await store.find(id))?.createdAt).toBe(now);
    });
  });
}
