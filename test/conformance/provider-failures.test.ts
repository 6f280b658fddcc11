import { createServer } from 'node:http';
import type { ServerResponse } from 'node:http';
import { once } from 'node:events';
import { gzipSync } from 'node:zlib';
import { expect, it, onTestFinished } from 'vitest';
import { Browser } from '../server/bff/support/browser.ts';
import type { Answer } from '../server/bff/support/misbehaving-provider.ts';
import { startTestServer } from '../server/bff/support/server.ts';
import { outcomeOf, signIn, startRelyingParty } from './support/relying-party.ts';
import type { RelyingParty } from './support/relying-party.ts';

const INVALID = '502 provider-response-invalid';
const UNAVAILABLE = '503 provider-unavailable';
/** Seconds that the provider may take; some of the cases below wait for them to pass. */
const TIMEOUT = { 'oidc.timeout': 2 };
/** Stands in every body below; no page and no log may hold it. */
const MARK = 'what-the-provider-wrote';
const BOMB = gzipSync(Buffer.alloc(20 * 1024 * 1024, MARK));
const LARGE = Buffer.alloc(10 * 1024 * 1024, MARK);

const send =
  (status: number, body: string | Buffer, headers: Readonly<Record<string, string>> = {}): Answer =>
  (response) =>
    void response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body);

/** Sends a little now and then for ever: no pause is long enough to notice. */
function drip(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/json' });
  const timer = setInterval(() => response.write(`"${MARK}"`), 50);
  response.once('close', () => clearInterval(timer));
}

/** What a provider may answer instead of what it was asked for, and what a person is told. */
const ANSWERS: Readonly<Record<string, readonly [Answer, string]>> = {
  'never answers': [() => undefined, UNAVAILABLE],
  'stops in the middle': [
    (response) => void response.writeHead(200, { 'content-length': '1000' }).write(`{"${MARK}`),
    UNAVAILABLE,
  ],
  'never ends': [drip, UNAVAILABLE],
  'closes the connection': [(response) => void response.destroy(), UNAVAILABLE],
  'sends ten megabytes': [send(200, LARGE), UNAVAILABLE],
  'sends twenty megabytes in twenty kilobytes': [
    send(200, BOMB, { 'content-encoding': 'gzip' }),
    UNAVAILABLE,
  ],
  'is broken': [send(500, `{"error":"server_error","error_description":"${MARK}"}`), UNAVAILABLE],
  'is busy': [send(503, MARK, { 'content-type': 'text/html' }), UNAVAILABLE],
  'has enough of us': [send(429, `{"${MARK}":1}`), UNAVAILABLE],
  'leads elsewhere': [send(302, MARK, { location: '/elsewhere' }), INVALID],
  'sends a web page': [send(200, `<p>${MARK}</p>`, { 'content-type': 'text/html' }), INVALID],
  'sends nothing': [(response) => void response.writeHead(204).end(), INVALID],
  'sends an empty body': [send(200, ''), INVALID],
  'sends half of a JSON text': [send(200, `{"${MARK}":`), INVALID],
  'sends a list': [send(200, `["${MARK}"]`), INVALID],
  'sends null': [send(200, 'null'), INVALID],
  'does not know the address': [send(404, MARK, { 'content-type': 'text/html' }), INVALID],
  refuses: [send(403, `{"error":"access_denied","error_description":"${MARK}"}`), INVALID],
  'wants a password': [
    send(401, `{"error":"${MARK}"}`, { 'www-authenticate': `Basic realm="${MARK}"` }),
    INVALID,
  ],
};

const CASES = Object.entries(ANSWERS);
const EXPECTED = CASES.map(([name, [, outcome]]) => [name, outcome]);

function expectNothingOfIt({ browser, log }: Pick<RelyingParty, 'browser' | 'log'>): void {
  const received = browser.pages.map(({ headers, text }) => `${[...headers].join('\n')}\n${text}`);
  expect(received.join('\n')).not.toContain(MARK);
  expect(log()).not.toContain(MARK);
}

/** Signs in once a case, with one endpoint that answers so. */
async function outcomesAt(path: string, before: (rp: RelyingParty) => Promise<void>) {
  const rp = await startRelyingParty(TIMEOUT);
  expect(outcomeOf(await signIn(rp))).toBe('303');
  const outcomes = [];
  for (const [name, [answer]] of CASES) {
    await before(rp);
    rp.provider.misbehaviour = { answers: { [path]: answer } };
    const stranger = { ...rp, browser: new Browser() };
    outcomes.push([name, outcomeOf(await signIn(stranger))]);
    expect((await stranger.browser.me(rp.origin)).authenticated).toBe(false);
    expectNothingOfIt(stranger);
  }
  rp.provider.misbehaviour = {};
  await before(rp);
  expect(outcomeOf(await signIn(rp))).toBe('303');
  return outcomes;
}

const nothing = (): Promise<void> => Promise.resolve();

it('whatever an endpoint answers, the sign-in ends in time, with a reason, and the next one is well', async () => {
  const outcomes = await Promise.all([
    outcomesAt('/token', nothing),
    outcomesAt('/userinfo', nothing),
    outcomesAt('/jwks', async ({ provider, clock }) => {
      await provider.keys.rotate();
      clock.advance(30);
    }),
  ]);
  expect(outcomes).toEqual([EXPECTED, EXPECTED, EXPECTED]);
});

it('whatever discovery answers ends in time, with a reason', async () => {
  const server = createServer((request, response) => {
    const index = Number(request.url?.split('/')[1]);
    CASES[index]?.[1][0](response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const providers = CASES.flatMap((_case, index) => [
    [`oidc.providers.p${index}.issuer`, `http://127.0.0.1:${port ?? 0}/${index}`],
    [`oidc.providers.p${index}.client_id`, 'lockstep'],
    [`oidc.providers.p${index}.client_secret`, 'a secret of some length, 0123456789'],
  ]);
  const rp = await startTestServer({
    'app.environment': 'test',
    'app.port': 0,
    'docs.enabled': false,
    ...TIMEOUT,
    ...Object.fromEntries(providers),
  });
  const browser = new Browser();
  const headers = { accept: 'application/json' };
  const ask = async (index: number): Promise<string> =>
    outcomeOf(await browser.request(`${rp.origin}/auth/web/login?provider=p${index}`, { headers }));
  const outcomes = await Promise.all(CASES.map(async ([name], index) => [name, await ask(index)]));
  expect(outcomes).toEqual(EXPECTED);
  expectNothingOfIt({ browser, log: rp.log });
});
