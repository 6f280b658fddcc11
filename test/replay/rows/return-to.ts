import { outcomeOf } from '../support/observe.ts';
import type { Area, Row } from '../support/row.ts';

const REFUSED = '400 invalid-return-to';
const HOME = '302 to /';
const SAID =
  'An address that is not allowed is refused before anybody signs in, so that the mistake is seen where it was made.';
const UNSEEN = 'It leads elsewhere in some browser, or after one more decoding on the way.';

const WITHOUT = '';
const WITH =
  '[oidc]\nallowed_redirect_hosts[] = mysite.com\nallowed_redirect_hosts[] = api.mysite.com\n';

/** Signs in with this `return_to` and tells where that ends. */
const ends =
  (returnTo: string | undefined, ini: string): Row['observe'] =>
  async (stage) => {
    const { visitor, provider } = await stage.scene(ini);
    const query = returnTo === undefined ? '' : `?return_to=${encodeURIComponent(returnTo)}`;
    return outcomeOf(await visitor().signIn(provider, query));
  };

const shown = (text: string | undefined): string => {
  if (text === undefined) return 'no return_to';
  return text === '' ? 'an empty one' : `\`${JSON.stringify(text).slice(1, -1)}\``;
};

const withHosts = (returnTo: string | undefined, ini: string): string =>
  shown(returnTo) + (ini === WITHOUT ? '' : ', with allowed hosts');

const kept = (returnTo: string | undefined, target: string, ini = WITHOUT): Row => ({
  id: 'T56',
  what: withHosts(returnTo, ini),
  now: `303 to ${target}`,
  observe: ends(returnTo, ini),
});

const refused = (returnTo: string, ini = WITHOUT): Row => ({
  id: 'T56',
  what: withHosts(returnTo, ini),
  before: HOME,
  now: REFUSED,
  differs: SAID,
  observe: ends(returnTo, ini),
});

const noLonger = (returnTo: string, differs: string, ini = WITHOUT): Row => ({
  id: 'T56',
  what: withHosts(returnTo, ini),
  before: `302 to ${returnTo.trim()}`,
  now: REFUSED,
  differs,
  observe: ends(returnTo, ini),
});

export const returnTo: Area = {
  title: 'Where a sign-in may lead',
  rows: [
    kept(undefined, '/'),
    kept('/dashboard', '/dashboard'),
    kept('/users/profile', '/users/profile'),
    kept('/a?x=1&y=2#z', '/a?x=1&y=2#z'),
    kept('/a%20b', '/a%20b'),
    kept('/caf\u00E9', '/caf%C3%A9'),
    kept('/;@evil.com', '/;@evil.com'),
    kept('https://mysite.com/x', 'https://mysite.com/x', WITH),
    kept('https://api.mysite.com/x', 'https://api.mysite.com/x', WITH),
    ...[
      '',
      '//evil.com',
      '/\\evil.com',
      '/%2fevil.com',
      '/%5cevil.com',
      '/%09/evil.com',
      '/path\u0000with\u0001control',
      '/x\r\nSet-Cookie: a=b',
      'https://evil.com/x',
      'https://mysite.com/x',
      'https://',
      'javascript:alert(1)',
      'not-a-url',
    ].map((text) => refused(text)),
    ...['https://evil.com/x', 'https://mysite.com.evil.com/', 'https://'].map((text) =>
      refused(text, WITH),
    ),
    ...['/%252fevil.com', '/..//evil.com', '/.//evil.com'].map((text) => noLonger(text, UNSEEN)),
    noLonger('http://mysite.com/x', 'An entry means https: plain http is another origin.', WITH),
    noLonger('https://mysite.com:8443/x', 'A port is part of an entry.', WITH),
    noLonger(
      ' /dashboard ',
      'Browsers do not agree on what is left of an address with spaces around it.',
    ),
  ],
};
