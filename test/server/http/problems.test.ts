import { describe, expect, it } from 'vitest';
import { PROBLEM_TYPES } from '../../../server/src/kernel/problem-types.ts';
import { raw } from './raw.ts';
import { ask, problemOf, start } from './support.ts';

describe('problem details', () => {
  it('answer an unknown path without telling the query', async () => {
    const server = await start();
    const answer = await ask(server.url, '/auth/nowhere?code=abc');
    expect(answer.status).toBe(404);
    expect(problemOf(answer)).toEqual({
      type: '/problems/not-found',
      title: 'There is nothing at this address',
      status: 404,
      instance: expect.stringMatching(/^urn:uuid:[0-9a-f-]{36}$/u),
    });
    expect(answer.headers['cache-control']).toBe('no-store');
  });

  it('name the allowed methods for a wrong one', async () => {
    const server = await start();
    const answer = await ask(server.url, '/health/live', { method: 'POST' });
    expect(problemOf(answer).type).toBe('/problems/method-not-allowed');
    expect(answer.headers.allow).toBe('GET, HEAD');
  });

  it('have the request id that the log has', async () => {
    const server = await start();
    const { instance } = problemOf(await ask(server.url, '/nothing'));
    const record = server.log
      .map((line) => JSON.parse(line))
      .find(({ path }) => path === '/nothing');
    expect(`urn:uuid:${record.requestId}`).toBe(instance);
  });

  it.each([
    ['just over the limit', 'x'.repeat(1001 - 2), 413],
    ['at the limit', 'x'.repeat(1000 - 2), 405],
  ])('refuse a body by body_limit: %s', async (_name, text, expected) => {
    const server = await start('[app]\nbody_limit = 1KB');
    const body = JSON.stringify(text);
    const headers = {
      'content-type': 'application/json',
      'content-length': String(Buffer.byteLength(body)),
    };
    const answer = await ask(server.url, '/health/live', { method: 'POST', headers, body });
    expect(answer.status).toBe(expected);
  });

  it('refuse a content type that nobody reads', async () => {
    const server = await start();
    const headers = { 'content-type': 'application/xml', 'content-length': '4' };
    const answer = await ask(server.url, '/auth/web/logout', {
      method: 'POST',
      headers,
      body: '<a/>',
    });
    expect(answer.status).toBe(415);
    expect(problemOf(answer).type).toBe('/problems/unsupported-media-type');
  });

  it('refuse malformed JSON', async () => {
    const server = await start();
    const headers = { 'content-type': 'application/json', 'content-length': '1' };
    const answer = await ask(server.url, '/auth/web/logout', {
      method: 'POST',
      headers,
      body: '{',
    });
    expect(problemOf(answer).type).toBe('/problems/bad-request');
  });

  it('answer what is no HTTP', async () => {
    const server = await start();
    const answer = await raw(server.port, 'NONSENSE\r\n\r\n');
    expect(answer).toMatch(/^HTTP\/1\.1 400 /u);
    expect(answer).toContain('content-type: application/problem+json; charset=utf-8');
    expect(answer).toContain('x-content-type-options: nosniff');
    expect(answer).toContain('"type":"/problems/bad-request"');
  });

  it('answer a header that is too large', async () => {
    const server = await start();
    const answer = await raw(
      server.port,
      `GET / HTTP/1.1\r\nHost: x\r\nX-Large: ${'a'.repeat(70_000)}\r\n\r\n`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 431 /u);
    expect(answer).toContain('"type":"/problems/header-too-large"');
  });
});

describe('the type of a problem', () => {
  it('leads to a page that says what it means and what to do', async () => {
    const server = await start('[app]\nname = "<b>Portal</b>"');
    const { type } = problemOf(await ask(server.url, '/nothing'));
    const page = await ask(server.url, type);
    expect(page.status).toBe(200);
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(page.text).toContain('<h1>There is nothing at this address</h1>');
    expect(page.text).toContain('Check the address, trailing slash included.');
    expect(page.text).toContain('&lt;b&gt;Portal&lt;/b&gt;');
  });

  it.each(Object.keys(PROBLEM_TYPES))('leads somewhere: %s', async (name) => {
    const server = await start();
    const page = await ask(server.url, `/problems/${name}`);
    expect(page.status).toBe(200);
    expect(page.text).not.toContain('`');
  });

  it.each(['nonsense', '__proto__', 'constructor', 'toString', '%3Cscript%3E', ''])(
    'that does not exist leads nowhere: %j',
    async (name) => {
      const server = await start();
      const answer = await ask(server.url, `/problems/${name}`);
      expect(problemOf(answer).type).toBe('/problems/not-found');
    },
  );
});
