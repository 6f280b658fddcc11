import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { atHash, CLIENT_SECRET, SigningKeys } from './signing-keys.ts';
import type { Algorithm, HeaderChange, Signature } from './signing-keys.ts';

export { CLIENT_SECRET };

type Json = Readonly<Record<string, unknown>>;
type Change = (honest: Json) => Json;

/** What the provider does wrong; nothing by default. */
export interface Misbehaviour {
  readonly discovery?: Change;
  /** Changes the parameters of the authorization response. */
  readonly response?: (parameters: URLSearchParams) => void;
  readonly claims?: Change;
  readonly header?: HeaderChange;
  readonly signature?: Signature;
  readonly algorithm?: Algorithm;
  readonly token?: Change;
  /** Changes what is answered to a refresh token alone. */
  readonly refresh?: Change;
  readonly refreshClaims?: Change;
  readonly tokenStatus?: number;
  readonly tokenText?: string;
  readonly tokenHeaders?: Readonly<Record<string, string>>;
  /** Redeems a code more than once. */
  readonly reusableCodes?: boolean;
  /** Redeems a code whatever the verifier is. */
  readonly ignoresPkce?: boolean;
  readonly userInfo?: Change;
  readonly jwks?: Change;
  readonly jwksStatus?: number;
  /** Answers in place of the provider, by path. */
  readonly answers?: Readonly<Record<string, Answer>>;
}

/** Answers a request, or does not. */
export type Answer = (response: ServerResponse) => void;

/** A token request as it came. */
interface TokenRequest {
  readonly form: URLSearchParams;
  readonly authorization: string | undefined;
}

/** A UserInfo request as it came. */
interface UserInfoRequest {
  readonly method: string | undefined;
  readonly query: string;
  readonly authorization: string | undefined;
  readonly body: string;
}

/** An OpenID provider that can be told to break the rules. */
export interface MisbehavingProvider {
  readonly issuer: string;
  readonly keys: SigningKeys;
  misbehaviour: Misbehaviour;
  /** Waited for before a token request is answered. */
  beforeToken: () => Promise<void>;
  /** Waited for before a revocation request is answered. */
  beforeRevocation: () => Promise<void>;
  /** The token requests so far. */
  readonly tokenRequests: readonly TokenRequest[];
  /** The UserInfo requests so far. */
  readonly userInfoRequests: readonly UserInfoRequest[];
  /** What was revoked so far. */
  readonly revocations: readonly URLSearchParams[];
  /** The tokens that were issued so far. */
  readonly issued: readonly string[];
  /** Paths of all requests so far. */
  readonly requests: readonly string[];
  /** Plays the user: signs in at once and returns where the browser is sent. */
  authorize(request: string): string;
  /** A logout token about alice, with changes. */
  logoutToken(change?: Change, header?: HeaderChange, signature?: Signature): Promise<string>;
  /** As if all of them were revoked. */
  forgetRefreshTokens(): void;
  close(): Promise<void>;
}

export const CLIENT_ID = 'lockstep';

const same: Change = (honest) => honest;
const seconds = (): number => Math.floor(Date.now() / 1000);

/** Starts the provider on loopback, at `port` when it is given. */
export async function startMisbehavingProvider(port = 0): Promise<MisbehavingProvider> {
  const keys = await SigningKeys.create();
  const codes = new Map<string, URL>();
  const refreshTokens = new Set<string>();
  const tokenRequests: TokenRequest[] = [];
  const userInfoRequests: UserInfoRequest[] = [];
  const revocations: URLSearchParams[] = [];
  const requests: string[] = [];
  const tokens: string[] = [];
  let issued = 0;
  const server = createServer();
  const issuer = await listen(server, port);
  const provider: MisbehavingProvider = {
    issuer,
    keys,
    misbehaviour: {},
    beforeToken: () => Promise.resolve(),
    beforeRevocation: () => Promise.resolve(),
    tokenRequests,
    userInfoRequests,
    revocations,
    issued: tokens,
    requests,
    authorize(request) {
      const asked = new URL(request);
      const code = createHash('sha256').update(request).digest('hex');
      codes.set(code, asked);
      const target = new URL(asked.searchParams.get('redirect_uri') ?? '');
      target.searchParams.set('code', code);
      target.searchParams.set('state', asked.searchParams.get('state') ?? '');
      target.searchParams.set('iss', issuer);
      provider.misbehaviour.response?.(target.searchParams);
      return target.href;
    },
    logoutToken(change = same, header = {}, signature = 'right') {
      issued += 1;
      const honest = {
        iss: issuer,
        aud: CLIENT_ID,
        iat: seconds(),
        exp: seconds() + 120,
        jti: `logout-${issued}`,
        sub: 'alice',
        events: { 'http://schemas.openid.net/event/backchannel-logout': {} },
      };
      return keys.sign(change(honest), { typ: 'logout+jwt', ...header }, { signature });
    },
    forgetRefreshTokens: () => refreshTokens.clear(),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };

  const idToken = (own: Json, change: Change): Promise<string> => {
    const {
      claims = same,
      header,
      signature = 'right',
      algorithm = 'ES256',
    } = provider.misbehaviour;
    const now = seconds();
    const honest = { iss: issuer, sub: 'alice', aud: CLIENT_ID, iat: now, exp: now + 300, ...own };
    return keys.sign(change(claims(honest)), header, { signature, alg: algorithm });
  };

  /** Tokens with a number: each answer has others. */
  const issue = async (claims: Json, change: Change): Promise<Json> => {
    issued += 1;
    const access = `access-token-${issued}-that-nobody-may-see`;
    const refresh = `refresh-token-${issued}-that-nobody-may-see`;
    refreshTokens.add(refresh);
    const id = await idToken({ ...claims, at_hash: atHash(access) }, change);
    tokens.push(access, refresh, id);
    return {
      access_token: access,
      refresh_token: refresh,
      token_type: 'Bearer',
      expires_in: 300,
      id_token: id,
    };
  };

  const redeem = async (form: URLSearchParams): Promise<Json | undefined> => {
    const code = form.get('code') ?? '';
    const asked = codes.get(code);
    if (provider.misbehaviour.reusableCodes !== true) codes.delete(code);
    const verifier = form.get('code_verifier') ?? '';
    const challenge = createHash('sha256').update(verifier).digest('base64url');
    const isHolder = asked?.searchParams.get('code_challenge') === challenge;
    if (!asked || !(isHolder || provider.misbehaviour.ignoresPkce)) return undefined;
    const nonce = asked.searchParams.get('nonce') ?? '';
    return issue({ auth_time: seconds(), nonce, sid: 'op-session' }, same);
  };

  const renew = async (form: URLSearchParams): Promise<Json | undefined> => {
    const { refresh = same, refreshClaims = same } = provider.misbehaviour;
    if (!refreshTokens.delete(form.get('refresh_token') ?? '')) return undefined;
    const answer = refresh(await issue({}, refreshClaims));
    if (answer['refresh_token'] === undefined) refreshTokens.add(form.get('refresh_token') ?? '');
    return answer;
  };

  const token = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const form = new URLSearchParams(await read(request));
    tokenRequests.push({ form, authorization: request.headers.authorization });
    await provider.beforeToken();
    const { token: change = same, tokenStatus, tokenText, tokenHeaders } = provider.misbehaviour;
    if (tokenText !== undefined)
      return void response
        .writeHead(tokenStatus ?? 200, { 'content-type': 'text/html', ...tokenHeaders })
        .end(tokenText);
    const isRefresh = form.get('grant_type') === 'refresh_token';
    const honest = await (isRefresh ? renew(form) : redeem(form));
    if (honest === undefined) {
      const refusal = { error: 'invalid_grant', error_description: '<b>secret reason</b>' };
      return json(response, refusal, 400);
    }
    return json(response, change(honest), tokenStatus ?? 200);
  };

  const routes: Readonly<
    Record<string, (request: IncomingMessage, response: ServerResponse) => void | Promise<void>>
  > = {
    '/.well-known/openid-configuration': (_request, response) => {
      const honest = {
        issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
        userinfo_endpoint: `${issuer}/userinfo`,
        revocation_endpoint: `${issuer}/revoke`,
        jwks_uri: `${issuer}/jwks`,
        response_types_supported: ['code'],
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: ['ES256', 'RS256', 'HS256', 'none'],
        authorization_response_iss_parameter_supported: true,
      };
      json(response, (provider.misbehaviour.discovery ?? same)(honest));
    },
    '/jwks': (_request, response) => {
      const { jwks = same, jwksStatus } = provider.misbehaviour;
      json(response, jwks({ keys: keys.jwks }), jwksStatus);
    },
    '/userinfo': async (request, response) => {
      const { method, url = '', headers } = request;
      const [, query = ''] = url.split('?');
      const body = await read(request);
      userInfoRequests.push({ method, query, authorization: headers.authorization, body });
      const honest = { sub: 'alice', name: 'Alice <script>', email: 'alice@example.test' };
      json(response, (provider.misbehaviour.userInfo ?? same)(honest));
    },
    '/revoke': async (request, response) => {
      revocations.push(new URLSearchParams(await read(request)));
      await provider.beforeRevocation();
      response.writeHead(200).end();
    },
    '/token': token,
  };
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    requests.push(request.url ?? '');
    const path = request.url?.split('?')[0] ?? '';
    const answer = provider.misbehaviour.answers?.[path];
    const route = routes[path];
    if (answer !== undefined) answer(response);
    else if (route === undefined) response.writeHead(404).end();
    else void route(request, response);
  });
  return provider;
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

function json(response: ServerResponse, body: Json, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function listen(server: Server, port: number): Promise<string> {
  return new Promise((resolve) => {
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      const chosen = typeof address === 'object' ? address?.port : undefined;
      resolve(`http://127.0.0.1:${chosen ?? port}`);
    });
  });
}
