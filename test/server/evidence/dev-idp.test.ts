import { describe } from 'vitest';
import { freePorts } from '../../support/free-ports.ts';
import { Browser } from '../bff/support/browser.ts';
import { EMBEDDED, provider } from './configuration.ts';
import { outcomeOfPage, who } from './observe.ts';
import { probe } from './probe.ts';
import { startSignIn } from './sign-in.ts';

describe('evidence for [dev_idp]', () => {
  probe({
    key: 'dev_idp.enabled',
    title: 'the embedded provider runs beside the server',
    description: 'Somebody starts to sign in with the embedded provider.',
    a: { value: 'false', sees: '503 provider-unavailable' },
    b: { value: 'true', sees: 'goes to the embedded provider' },
    prepare: async () => {
      const [port = 0] = await freePorts(1);
      const issuer = `http://127.0.0.1:${port}`;
      return {
        base: `[dev_idp]\nport = ${port}\n${provider(issuer)}`,
        observe: async ({ url }) => {
          const { page } = await startSignIn(url);
          const goes = page.location?.startsWith(`${issuer}/`) === true;
          return goes ? 'goes to the embedded provider' : outcomeOfPage(page);
        },
      };
    },
  });

  probe({
    key: 'dev_idp.port',
    title: 'the embedded provider listens on the port',
    description: 'The discovery document of the embedded provider is asked for at two ports.',
    a: { value: 'port 1', sees: 'answers at port 1' },
    b: { value: 'port 2', sees: 'answers at port 2' },
    prepare: async () => {
      const ports = await freePorts(2);
      return {
        base: '[dev_idp]\nenabled = true\n',
        given: [String(ports[0]), String(ports[1])],
        observe: async () => {
          const answers = await Promise.allSettled(
            ports.map((port) => fetch(`http://127.0.0.1:${port}/.well-known/openid-configuration`)),
          );
          const names = answers.flatMap(({ status }, index) =>
            status === 'fulfilled' ? [`port ${index + 1}`] : [],
          );
          return `answers at ${names.join(', ')}`;
        },
      };
    },
  });

  probe({
    key: 'dev_idp.users',
    title: 'the embedded provider knows its users',
    description: 'Somebody types the user name `carol` at the embedded provider.',
    a: { value: ['alice', 'bob'], sees: 'There is no user "carol".' },
    b: { value: ['alice', 'carol'], sees: 'signed in as carol' },
    base: EMBEDDED,
    observe: async ({ url }) => {
      const browser = new Browser();
      const form = await browser.follow(await browser.request(`${url}/auth/web/login`));
      const answer = await browser.request(form.url, { form: { user: 'carol' } });
      const refusal = /role="alert">([^<]*)</u.exec(answer.text)?.[1];
      if (refusal !== undefined) return refusal.replaceAll('&quot;', '"');
      await browser.follow(answer);
      return who(await browser.me(url));
    },
  });
});
