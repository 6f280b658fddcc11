import type { IncomingMessage } from 'node:http';
import { UpstreamTimeout } from './upstream-call.ts';

/** Answers that are silent by design (WHATWG HTML, 9.2 "Server-sent events"). */
const EVENT_STREAM = /^text\/event-stream\b/iu;

/** Whether an answer has no end of its own. */
export function isEventStream({ headers }: IncomingMessage): boolean {
  return EVENT_STREAM.test(headers['content-type'] ?? '');
}

/**
 * Cuts an answer off whose body stops coming. While the client is the one who does not read, nothing is counted.
 *
 * @param timeout milliseconds without a byte
 */
export function watchForStall(response: IncomingMessage, timeout: number): void {
  const timer = setTimeout(() => {
    if (response.readableFlowing === false) timer.refresh();
    else response.destroy(new UpstreamTimeout());
  }, timeout);
  // A listener for data would set the stream going before anybody sends it on.
  response.pause();
  response.on('data', () => timer.refresh());
  response.once('close', () => clearTimeout(timer));
}
