import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import type { CryptoKey, JWTHeaderParameters } from 'jose';

type Json = Readonly<Record<string, unknown>>;

/** What the provider does wrong; nothing by default. */
export interface Misbehaviour {
  readonly discovery?: (document: Json) => Json;
  /** Changes the parameters of the authorization response. */
  readonly response?: (parameters: URLSearchParams) => void;
  readonly claims?: (claims: Json) => Json;
  readonly header?: Partial<JWTHeaderParameters>;
  /** `wrong-key` signs with a key that is not published, `secret` with the client secret, `none` not at all. */
  readonly signature?: 'wrong-key' | 'secret' | 'none';
  readonly token?: (answer: Json) => Json;
  readonly tokenStatus?: number;
  readonly tokenText?: string;
  /** Redeems a code more than once. */
  readonly reusableCodes?: boolean;
  readonly userInfo?: (claims: Json) => Json;
}

/** An OpenID provider that can be told to break the rules. */
export interface MisbehavingProvider {
  readonly issuer: string;
  misbehaviour: Misbehaviour;
  /** Waited for before a token request is answered. */
  beforeToken: () => Promise<void>;
  /** The token requests so far. */
  readonly tokenRequests: readonly {
    readonly form: URLSearchParams;
    readonly authorization: string | undefined;
  }[];
  /** Plays the user: signs in at once and returns where the browser is sent. */
  authorize(request: string): string;
  close(): Promise<void>;
}

export const CLIENT_ID = 'lockstep';
export const CLIENT_SECRET = 'a client secret: with +/&% in it';

/** Starts the provider on loopback, at `port` when it is given. */
export async function startMisbehavingProvider(port = 0): Promise<MisbehavingProvider> {
  const keys = await generateKeyPair('ES256', { extractable: true });
  const wrong = await generateKeyPair('ES256');
  const published = { ...(await exportJWK(keys.publicKey)), kid: 'k1', alg: 'ES256', use: 'sig' };
  const codes = new Map<string, URL>();
  const tokenRequests: { form: URLSearchParams; authorization: string | undefined }[] = [];
  const server = createServer();
  const issuer = await listen(server, port);
  const provider: MisbehavingProvider = {
    issuer,
    misbehaviour: {},
    beforeToken: () => Promise.resolve(),
    tokenRequests,
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
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };

  const idToken = async (asked: URL): Promise<string> => {
    const { claims: change, header, signature } = provider.misbehaviour;
    const now = Math.floor(Date.now() / 1000);
    const honest = {
      iss: issuer,
      sub: 'alice',
      aud: CLIENT_ID,
      iat: now,
      exp: now + 300,
      auth_time: now,
      nonce: asked.searchParams.get('nonce') ?? '',
    };
    const claims = { ...(change === undefined ? honest : change(honest)) };
    if (signature === 'none') return new UnsecuredJWT(claims).encode();
    const [alg, key]: [string, CryptoKey | Uint8Array] =
      signature === 'secret'
        ? ['HS256', new TextEncoder().encode(CLIENT_SECRET.padEnd(32, '.'))]
        : ['ES256', signature === 'wrong-key' ? wrong.privateKey : keys.privateKey];
    return new SignJWT(claims)
      .setProtectedHeader({ alg, kid: 'k1', ...header })
      .sign(key, { crit: { x: false } });
  };

  const token = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const form = new URLSearchParams(await read(request));
    tokenRequests.push({ form, authorization: request.headers.authorization });
    await provider.beforeToken();
    const { token: change, tokenStatus, tokenText, reusableCodes } = provider.misbehaviour;
    if (tokenText !== undefined)
      return void response
        .writeHead(tokenStatus ?? 200, { 'content-type': 'text/html' })
        .end(tokenText);
    const asked = codes.get(form.get('code') ?? '');
    if (reusableCodes !== true) codes.delete(form.get('code') ?? '');
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    if (asked === undefined || asked.searchParams.get('code_challenge') !== challenge) {
      return json(
        response,
        { error: 'invalid_grant', error_description: '<b>secret reason</b>' },
        400,
      );
    }
    const honest = {
      access_token: 'access-token-that-nobody-may-see',
      refresh_token: 'refresh-token-that-nobody-may-see',
      token_type: 'Bearer',
      expires_in: 300,
      id_token: await idToken(asked),
    };
    return json(response, change === undefined ? honest : change(honest), tokenStatus ?? 200);
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
        jwks_uri: `${issuer}/jwks`,
        response_types_supported: ['code'],
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: ['ES256', 'HS256', 'none'],
        authorization_response_iss_parameter_supported: true,
      };
      json(response, provider.misbehaviour.discovery?.(honest) ?? honest);
    },
    '/jwks': (_request, response) => json(response, { keys: [published] }),
    '/userinfo': (_request, response) => {
      const honest = { sub: 'alice', name: 'Alice <script>', email: 'alice@example.test' };
      json(response, provider.misbehaviour.userInfo?.(honest) ?? honest);
    },
    '/token': token,
  };
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const route = routes[request.url ?? ''];
    if (route === undefined) response.writeHead(404).end();
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
