import { expect, it } from 'vitest';
import { createLogger } from '../../../server/src/logging/create-logger.ts';
import { loadSettings } from '../../../server/src/settings/load-settings.ts';
import { SECRET_KEY } from '../bff/support/server.ts';

it('says where in the code an error was thrown, and not where a failure was to be expected', () => {
  const { settings } = loadSettings({ env: { SECRET_KEY, APP_ENVIRONMENT: 'test' } });
  const lines: string[] = [];
  const logger = createLogger(settings, { write: (line) => lines.push(line) }, (text) => text);
  const cause = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
  const err = new Error('no answer', { cause });
  logger.warn({ err }, 'expected');
  logger.error({ err }, 'not expected');
  logger.info({ err: undefined }, 'no error');

  const reason = { type: 'Error', message: 'refused', code: 'ECONNREFUSED' };
  const records = lines.map((line) => JSON.parse(line));
  expect(records[0].err).toEqual({ type: 'Error', message: 'no answer', cause: reason });
  expect(records[2]).not.toHaveProperty('err');
  expect(records[1].err).toMatchObject({
    stack: expect.stringContaining('create-logger.test.ts'),
    cause: { ...reason, stack: expect.stringContaining('create-logger.test.ts') },
  });
});
