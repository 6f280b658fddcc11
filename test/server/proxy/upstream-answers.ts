import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ClientRequest, IncomingMessage } from 'node:http';
import { onTestFinished } from 'vitest';

const CHANNEL = 'http.client.response.finish';

interface Exchange {
  readonly request: ClientRequest;
  readonly response: IncomingMessage;
}

/** Shows what upstreams answer to a path as the server itself receives it, until the test ends. */
export function onUpstreamAnswer(path: string, listener: (answer: IncomingMessage) => void): void {
  const onMessage = (message: unknown): void => {
    const { request, response }: Exchange = Object(message);
    if (request.path === path) listener(response);
  };
  subscribe(CHANNEL, onMessage);
  onTestFinished(() => void unsubscribe(CHANNEL, onMessage));
}
