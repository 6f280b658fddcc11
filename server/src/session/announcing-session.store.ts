import type { SessionEndings } from './session-endings.ts';
import type { SessionStore } from './session.store.ts';

/** The same store, which tells which sessions were ended through it. */
export function announcingStore(store: SessionStore, endings: SessionEndings): SessionStore {
  return {
    async create(session, terms) {
      const creation = await store.create(session, terms);
      if (creation.state === 'created') endings.tell(creation.evicted);
      return creation;
    },
    async use(ref, use) {
      const outcome = await store.use(ref, use);
      const isOver = outcome.state === 'expired' || outcome.state === 'replayed';
      if (isOver) endings.tell([outcome.record]);
      return outcome;
    },
    async revoke(ref) {
      const ended = await store.revoke(ref);
      if (ended !== undefined) endings.tell([ended]);
      return ended;
    },
    async revokeUser(user, except) {
      const ended = await store.revokeUser(user, except);
      endings.tell(ended);
      return ended;
    },
    async endByProvider(logout) {
      const ended = await store.endByProvider(logout);
      endings.tell(ended);
      return ended;
    },
    find: (ref, now) => store.find(ref, now),
    list: (user, now) => store.list(user, now),
    claimRefresh: (ref, claim) => store.claimRefresh(ref, claim),
    finishRefresh: (ref, owner, renewal) => store.finishRefresh(ref, owner, renewal),
    ping: () => store.ping(),
  };
}
