/** Fills a store in steps, and measures at each of them what single operations take. */
import { makeSession, termsAt, useOf, userOf } from './make-session.mjs';

/** How many sessions the store has when it is measured. */
export const SIZES = [1000, 100_000, 1_000_000];
/** How many creations are under way at once. */
const WIDTH = 64;
/** How often each operation is measured. */
const SAMPLES = 1000;

/** Numbers of sessions that come and go: beyond those that stay. */
let stranger = 10 * Math.max(...SIZES);

/** Operations by name: what is done with a session of the store, and what is made good afterwards. */
const OPERATIONS = {
  touch: (store, session, now) => store.use(session.record.ref, useOf(session, now, false)),
  rotate: (store, session, now) => store.use(session.record.ref, useOf(session, now, true)),
  list: (store, { record }, now) => store.list(record.user, now),
  revoke: (store, { record }) => store.revoke(record.ref),
  'back-channel logout': (store, { record }, now) =>
    store.endByProvider({
      iss: record.user.iss,
      sid: record.providerSession,
      at: now,
      now,
      remember: 1000,
    }),
};

/**
 * @param store a session store
 * @param weigh what the store takes now, in bytes
 * @returns for each size `{ size, bytes, creations, times }`: sessions created a second on the way there, and for each
 *   operation its sorted times in milliseconds
 */
export async function fill(store, weigh) {
  const now = Date.now();
  const empty = await weigh();
  const results = [];
  let count = 0;
  for (const size of SIZES) {
    const before = count;
    const start = performance.now();
    for (; count < size; count += WIDTH) {
      const numbers = Array.from({ length: Math.min(WIDTH, size - count) }, (_, i) => count + i);
      await Promise.all(numbers.map((number) => create(store, number, now)));
    }
    count = size;
    const creations = ((size - before) / (performance.now() - start)) * 1000;
    const bytes = (await weigh()) - empty;
    results.push({ size, bytes, creations, times: await measure(store, now) });
  }
  return results;
}

async function create(store, number, now) {
  const session = makeSession(number, now);
  const { state } = await store.create(session, termsAt(now));
  if (state !== 'created') throw new Error(`A session was not created: ${state}`);
  return session;
}

/** Every sample is a session of its own, of a user whom nobody else is, and is gone afterwards. */
async function measure(store, now) {
  const times = {};
  for (const [name, operate] of Object.entries(OPERATIONS)) {
    const samples = [];
    for (let sample = 0; sample < SAMPLES; sample++) {
      const session = await create(store, (stranger += 2), now);
      const start = performance.now();
      await operate(store, session, now);
      samples.push(performance.now() - start);
      await store.revokeUser(userOf(stranger));
    }
    times[name] = samples.toSorted((one, other) => one - other);
  }
  return times;
}
