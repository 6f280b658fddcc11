import type { Misbehaviour } from '../../server/bff/support/misbehaving-provider.ts';
import { outcomeOf } from '../../server/evidence/observe.ts';
import type { Answer } from '../../server/http/support.ts';
import type { Scene, Stage } from './stage.ts';

export { outcomeOf };

type Json = Readonly<Record<string, unknown>>;

/** Settings of a server that browsers reach over HTTPS, by way of a proxy on this machine. */
export const HTTPS = `[app]
public_url = https://app.example.com
trusted_proxies[] = 127.0.0.0/8
`;

/** What comes of a sign-in: the answer of the callback, and a complaint when `/auth/web/me` says otherwise. */
export async function signInOutcome(scene: Scene, query = ''): Promise<string> {
  const visitor = scene.visitor();
  const answer = await visitor.signIn(scene.provider, query);
  const { authenticated } = await visitor.me();
  const isRight = authenticated === (answer.status === 303);
  return outcomeOf(answer) + (isRight ? '' : `, and signed in: ${authenticated}`);
}

/** Signs somebody in at the shared server while the shared provider misbehaves. */
export async function misbehaving(stage: Stage, misbehaviour: Misbehaviour): Promise<string> {
  const scene = await stage.scene();
  await signInOutcome(scene);
  scene.provider.misbehaviour = misbehaviour;
  return signInOutcome(scene);
}

/** The same where discovery or keys are what is wrong, which a server remembers. */
export async function misbehavingFromStart(
  stage: Stage,
  misbehaviour: Misbehaviour,
  ini = '',
): Promise<string> {
  return signInOutcome(await stage.fresh(ini, misbehaviour));
}

/** Sets claims or parameters; `undefined` takes one away. */
export const set =
  (changes: object) =>
  (honest: Json): Json => ({ ...honest, ...changes });

/** Seconds since the epoch, so many from now. */
export const inSeconds = (offset: number): number => Math.floor(Date.now() / 1000) + offset;

/** Whether a response takes the session cookie away. */
export function clearsSession({ headers }: Answer): boolean {
  return (headers['set-cookie'] ?? []).some((line) =>
    /^(?:__Host-)?session=; Max-Age=0/u.test(line),
  );
}

/** A body as JSON. */
export function jsonOf({ text }: Answer): Json {
  const body: Json = JSON.parse(text);
  return body;
}
