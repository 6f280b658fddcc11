import { request as httpRequest } from 'node:http';
import type { ClientRequest, IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { startServer } from '@lockstep/server';
import type { RunningServer } from '@lockstep/server';
import { onTestFinished } from 'vitest';

/** A key as operators make one; it protects nothing but tests. */
export const SECRET_KEY = 'kzq0i3vE7xPqg1bq0tq2u7k5pEoYx3nTj8w6mZ4cV1A';

/** Configuration that every server needs, as INI. */
function minimalConfig(environment: string): string {
  return `[app]\nenvironment = ${environment}\nport = 0\n\n[security]\nsecret_keys[] = \${SECRET_KEY}\n\n[database]\nurl = memory:\n`;
}

export interface TestServer extends RunningServer {
  /** Log records so far. */
  readonly log: readonly string[];
}

/** Starts a server for one test; what it needs is already set, and `ini` adds to it. */
export async function start(ini = '', environment = 'test', file = 'app.ini'): Promise<TestServer> {
  const log: string[] = [];
  const server = await startServer({
    sources: [
      { file: 'minimal.ini', text: minimalConfig(environment) },
      { file, text: ini },
    ],
    env: { SECRET_KEY },
    logStream: { write: (line) => log.push(line) },
  });
  onTestFinished(() => server.close());
  return { ...server, log };
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

export interface Question {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Sends a request exactly as written: any `Host`, no redirects, a connection of its own. */
export async function ask(url: string, path: string, question: Question = {}): Promise<Answer> {
  const { hostname, port } = new URL(url);
  const request = httpRequest({
    hostname,
    port,
    path,
    method: question.method ?? 'GET',
    headers: { ...question.headers },
    agent: false,
  });
  request.end(question.body);
  const response = await responseTo(request);
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    text: await text(response),
  };
}

/** The response, once its head is there. */
export async function responseTo(request: ClientRequest): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    request.once('response', resolve).once('error', reject);
  });
}

/** The problem details of an answer. */
export function problemOf(answer: Answer): {
  readonly type: string;
  readonly status: number;
  readonly instance: string;
  readonly detail?: string;
} {
  if (answer.headers['content-type'] !== 'application/problem+json; charset=utf-8') {
    throw new Error(`No problem details: ${answer.status} ${answer.text}`);
  }
  return JSON.parse(answer.text);
}
