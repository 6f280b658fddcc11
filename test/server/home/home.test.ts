import { expect, it } from 'vitest';
import { Browser } from '../bff/support/browser.ts';
import { startWithEmbedded } from '../bff/support/server.ts';
import { signedIn } from '../account/support.ts';

it('is the same for everybody and does not say who is signed in: without a script it could not know', async () => {
  const { origin } = await startWithEmbedded();
  const [somebody, nobody] = [await signedIn(origin), new Browser()];
  const page = await somebody.request(origin);
  expect(page.text).toBe((await nobody.request(origin)).text);
  expect(page.text).not.toContain('not signed in');
});
