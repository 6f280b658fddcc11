/** A million sessions in the memory store; a process of its own, for its heap. */
import { MemorySessionStore } from '../../server/dist/session/memory-session.store.js';
import { SIZES, fill } from './fill.mjs';
import { IDLE, makeSession, termsAt } from './make-session.mjs';

/** Creations after all sessions have expired. */
const AFTERWARDS = 20_000;

const store = new MemorySessionStore(2 * Math.max(...SIZES));
const results = await fill(store, () => {
  globalThis.gc();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
});

/** What is swept away when new sessions come: no request waits for long, whoever's turn it is. */
const later = Date.now() + 2 * IDLE;
const sessions = Array.from({ length: AFTERWARDS }, (_, number) => makeSession(number, later));
const waits = [];
for (const session of sessions) {
  const start = performance.now();
  await store.create(session, termsAt(later));
  waits.push(performance.now() - start);
}
const message = { results, waits: waits.toSorted((one, other) => one - other) };
process.send(message, () => process.disconnect());
