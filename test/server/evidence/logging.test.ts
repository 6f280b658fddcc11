import { describe } from 'vitest';
import { ask } from '../http/support.ts';
import { probe } from './probe.ts';
import type { Probed } from './probe.ts';

/** The line that a request left in the log; the server is closed first, so that nothing is under way. */
async function lineOfRequest({ url, server, log }: Probed): Promise<string | undefined> {
  await ask(url, '/health/live');
  await server.close();
  return log.find((line) => line.includes('/health/live'));
}

describe('evidence for [logging]', () => {
  probe({
    key: 'logging.level',
    title: 'what is less severe than the level is not written',
    description: 'A request is answered; such records have the level `info`.',
    a: { value: 'info', sees: 'the log has the request' },
    b: { value: 'warn', sees: 'the log does not have the request' },
    observe: async (probed) => {
      const line = await lineOfRequest(probed);
      return `the log ${line === undefined ? 'does not have' : 'has'} the request`;
    },
  });

  probe({
    key: 'logging.format',
    title: 'records are for machines or for people',
    description: 'A request is answered.',
    a: { value: 'json', sees: 'a line of JSON' },
    b: { value: 'pretty', sees: 'text: INFO: request' },
    observe: async (probed) => {
      const line = (await lineOfRequest(probed)) ?? '';
      const isJson = line.startsWith('{') && Object.hasOwn(Object(JSON.parse(line)), 'msg');
      return isJson ? 'a line of JSON' : `text: ${/INFO: \w+/u.exec(line)?.[0] ?? line}`;
    },
  });
});
