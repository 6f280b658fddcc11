import type { CustomFetchOptions } from 'openid-client';

/** What a provider's answer may weigh, unpacked: discovery documents and key sets are some kilobytes. */
const MAX_BYTES = 1024 * 1024;
const BAD_GATEWAY = 502;

/**
 * `fetch` for what providers are asked: it follows no redirect, since credentials are for the address that discovery
 * named, and reads no more than a megabyte. A larger answer becomes an empty one with status 502.
 */
export async function providerFetch(url: string, options: RequestInit): Promise<Response> {
  const response = await fetch(url, { ...options, redirect: 'manual' });
  if (response.body === null) return response;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body) {
    size += chunk.byteLength;
    // Leaving the loop cancels the rest.
    if (size > MAX_BYTES) return new Response(null, { status: BAD_GATEWAY });
    chunks.push(chunk);
  }
  const { status, statusText, headers } = response;
  return new Response(Buffer.concat(chunks), { status, statusText, headers });
}

/** The same, as the library calls it. */
export function libraryFetch(
  url: string,
  { body = null, signal, ...options }: CustomFetchOptions,
): Promise<Response> {
  return providerFetch(url, { ...options, body, ...(signal && { signal }) });
}
